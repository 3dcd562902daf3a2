"""A YAML text as a tree of nodes with lines, built from the parser's events, nothing resolved.

The events come one by one and nothing here recurses: a text of 200,000 brackets ends at the depth
limit, where libyaml's own composer ends the process.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml

from assessments.casefile.problems import CaseFileError, Problem

MAX_BYTES = 5_000_000
MAX_DEPTH = 20
MAX_NODES = 200_000
TOO_DEEP = f"nested more than {MAX_DEPTH} deep; remove brackets or indentation"
YAML_TAG = "tag:yaml.org,2002:"
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; ``is_plain``: written without quotes, so that it may mean a number or a flag."""

    line: int
    text: str
    is_plain: bool = False


@dataclass(slots=True)
class Items:
    """A sequence."""

    line: int
    items: "list[Node]" = field(default_factory=list)


@dataclass(slots=True)
class Pairs:
    """A mapping; ``key_lines`` has the line of each key."""

    line: int
    items: "dict[str, Node]" = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)


Node: TypeAlias = Scalar | Items | Pairs


def parse(text: str | bytes, filename: str) -> Node:
    """Return the root node, or raise with what keeps the text from being read."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    try:
        _refuse_bytes(data)
        tree = _Tree()
        for event in _events(data):
            tree.take(event)
    except _UnreadableError as error:
        raise CaseFileError(filename, [error.problem]) from error
    if tree.root is None:
        tree.report(1, "the file is empty; begin with lockin: 1")
    if tree.problems or tree.root is None:
        raise CaseFileError(filename, tree.problems)
    return tree.root


class _UnreadableError(Exception):
    def __init__(self, line: int, message: str, path: str = "") -> None:
        self.problem = Problem(line, path, message)
        super().__init__(message)


def _refuse_bytes(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise _UnreadableError(1, f"the file has {len(data):,} bytes; keep it below {MAX_BYTES:,}")
    if data.startswith(BOM):
        raise _UnreadableError(
            1, "the file begins with a byte-order mark; save as UTF-8 without it"
        )
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _UnreadableError(line, "this line is not UTF-8; save the file as UTF-8") from error
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise _UnreadableError(line, "this line has a NUL character; remove it")


def _events(data: bytes) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(data, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        message = f"not YAML: {error.problem}; check indentation, quotes and brackets here"
        if "nesting" in str(error.problem):  # libyaml reads ahead and has a limit of its own
            message = TOO_DEEP
        raise _UnreadableError(line, message) from error
    except yaml.YAMLError as error:
        line = data.count(b"\n", 0, getattr(error, "position", 0)) + 1
        raise _UnreadableError(line, "not YAML: a control character; remove it") from error


@dataclass(slots=True)
class _Frame:
    """A collection that is still open; ``key`` is the one whose value comes or is under way."""

    node: Items | Pairs
    is_key: bool
    key: Scalar | None = None


class _Tree:
    """Builds nodes from events, with what has to be refused in them."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[_Frame] = []
        self._documents = 0
        self._nodes = 0

    def report(self, line: int, message: str) -> None:
        """Note a problem at the place where the tree grows."""
        self.problems.append(Problem(line, self._path(), message))

    def take(self, event: yaml.Event) -> None:
        """Grow by one event."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        match event:
            case yaml.DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    raise _UnreadableError(line, "a second document; keep one case in one file")
            case yaml.AliasEvent():
                self.report(line, f"*{event.anchor} is an alias; write the value out")
                self._add_scalar(Scalar(line, ""))
            case yaml.ScalarEvent():
                self._refuse_node(event, line)
                self._add_scalar(Scalar(line, event.value, event.implicit[0]))
            case yaml.SequenceStartEvent():
                self._refuse_node(event, line)
                self._enter(Items(line))
            case yaml.MappingStartEvent():
                self._refuse_node(event, line)
                self._enter(Pairs(line))
            case yaml.CollectionEndEvent():
                self._leave()

    def _refuse_node(self, event: yaml.NodeEvent, line: int) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _UnreadableError(line, f"more than {MAX_NODES:,} values; split the case")
        if event.anchor is not None:
            self.report(line, f"&{event.anchor} is an anchor; remove it")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.report(line, f"{tag.replace(YAML_TAG, '!!')} is a tag; remove it")

    def _add_scalar(self, node: Scalar) -> None:
        if not self._add(node) and self._open:
            self._open[-1].key = None

    def _enter(self, node: Items | Pairs) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise _UnreadableError(node.line, TOO_DEEP, self._path())
        self._open.append(_Frame(node, is_key=self._add(node)))

    def _leave(self) -> None:
        frame = self._open.pop()
        if self._open and not frame.is_key:
            self._open[-1].key = None

    def _add(self, node: Node) -> bool:
        """Put a node where the tree grows; True if it is a key, whose value comes next."""
        if not self._open:
            self.root = node
            return False
        frame = self._open[-1]
        if isinstance(frame.node, Items):
            frame.node.items.append(node)
            return False
        if frame.key is None:
            frame.key = self._key(node)
            return True
        self._put(frame.node, frame.key, node)
        return False

    def _key(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.report(node.line, "a key is a list or mapping; write a word")
        return Scalar(node.line, "")

    def _put(self, parent: Pairs, key: Scalar, node: Node) -> None:
        if key.text == "<<" and key.is_plain:
            self.report(key.line, "<< is a merge key; write the keys out")
        elif key.text in parent.items:
            first = parent.key_lines[key.text]
            self.report(key.line, f"{key.text} is already on line {first}; keep one of them")
        else:
            parent.items[key.text] = node
            parent.key_lines[key.text] = key.line

    def _path(self) -> str:
        parts = []
        for depth, frame in enumerate(self._open, start=1):
            if isinstance(frame.node, Items):
                # Inside an item that is under way; at the end of the path it is still to come.
                is_last = depth == len(self._open)
                parts.append(str(len(frame.node.items) - (not is_last)))
            elif frame.key is not None:
                parts.append(frame.key.text)
        return ".".join(parts)
