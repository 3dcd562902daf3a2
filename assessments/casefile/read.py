"""Case file → case document, or everything that is wrong with the file, sorted by line."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.casefile import checks, scalars, yaml_nodes
from assessments.casefile.document import CaseDocument, Defaults, Row
from assessments.casefile.fields import Field, fields_of, keys_of
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.problems import CaseFileError, Finding, Problem, is_near
from assessments.casefile.provenance import Context, Provenance
from assessments.casefile.read_figures import KEYS as FIGURE_KEYS
from assessments.casefile.read_figures import Said, Stated, figure_of, stated
from assessments.casefile.read_leaves import advice, choice, expected, leaf
from assessments.casefile.shapes import (
    ChoiceShape,
    FigureShape,
    Listed,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    ReferenceShape,
    Shape,
    TextShape,
)
from assessments.casefile.words import Basis, ListedState
from assessments.casefile.yaml_nodes import Items, Node, Pairs, Scalar

# Where the rows of a noun are written, if not under its own name.
BLOCKS = {"gates": "functions", "dependencies": "functions", "links": "upstream"}
HEAD = ("organization", "as_of", "sources", "defaults")


def load(text: str | bytes, filename: str) -> CaseDocument:
    """Return the document in a file's text.

    Parameters
    ----------
    text : str or bytes
        The whole file.
    filename : str
        How to name it in messages.

    Raises
    ------
    CaseFileError
        With all problems, each with line, path and what to do.
    """
    root = yaml_nodes.parse(text, filename)
    if not isinstance(root, Pairs):
        raise CaseFileError(filename, [Problem(root.line, "", "not a case; begin with lockin: 1")])
    reader = Reader(_context(root))
    document = reader.document(root)
    reader.check(document)
    if reader.problems:
        raise CaseFileError(filename, reader.problems)
    return document


def _context(root: Pairs) -> Context:
    """Read the head alone, because every figure below leans on it; its problems come later."""
    head = Pairs(root.line, {key: root.items[key] for key in HEAD if key in root.items})
    reader = Reader(Context())
    document = reader.document(head)
    basis = reader.defaults.basis
    return Context(
        as_of=document.as_of,
        currency=document.organization.currency,
        sources=document.sources,
        # No bare number is public; the checks say so once.
        basis=Basis.ASSUMPTION if basis is Basis.PUBLIC else basis,
        is_strict=reader.defaults.strict,
    )


class Reader:
    """Reads nodes by the declared shapes; a value that cannot be read is reported and left out."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.defaults = Defaults()
        self.problems: list[Problem] = []
        self._lines: dict[str, int] = {"": 1}
        self._unread: set[str] = set()

    def document(self, root: Pairs) -> CaseDocument:
        """Return the document below the root of a file."""
        self._lines[""] = root.line
        defaults = root.items.get("defaults")
        if defaults is not None:
            shape = RecordShape(Defaults)
            self.defaults = self._read(shape, defaults, "defaults", None, Defaults())
        values = self._fields(CaseDocument, root, "", skip=("defaults",))
        return CaseDocument(**values)

    def check(self, document: CaseDocument) -> None:
        """Report what does not fit together, except around values that could not be read."""
        for finding in checks.findings(document, self.defaults):
            if not self._is_unread(finding):
                self._report(self._line(finding), finding.path, finding.message)

    def _is_unread(self, finding: Finding) -> bool:
        """True if the finding lies near, or is about, what could not be read."""
        near = any(is_near(finding.path, path) for path in self._unread)
        return near or BLOCKS.get(finding.about, finding.about) in self._unread

    def _line(self, finding: Finding) -> int:
        path = finding.path
        while path not in self._lines:
            path = path.rpartition(".")[0]
        return self._lines[path]

    def _report(self, line: int, path: str, message: str) -> None:
        self.problems.append(Problem(line, path, message))

    def _read(
        self, shape: Shape, node: Node, path: str, row: Provenance | None, default: Any
    ) -> Any:
        self._lines.setdefault(path, node.line)
        try:
            return self._value(shape, node, path, row)
        except ValueError as error:
            self._unread.add(path)
            self._report(self._lines[path], path, str(error))
            return default

    def _value(self, shape: Shape, node: Node, path: str, row: Provenance | None) -> Any:
        match shape:
            case FigureShape():
                return self._figure(shape, node, path, row)
            case RecordShape():
                return self._record(shape, node, path, row)
            case ListShape():
                return self._list(shape, node, path, row)
            case NamedShape():
                return self._named(shape, node, path, row)
            case ListedShape():
                return self._listed(shape, node, path, row)
        return leaf(shape, node)

    # Containers ---------------------------------------------------------------------------------

    def _record(self, shape: RecordShape, node: Node, path: str, row: Provenance | None) -> Any:
        if shape.main and _is_figure(node, shape):
            return self._main_alone(shape, node, path, row)
        return shape.noun(**self._fields(shape.noun, _pairs(node, keys_of(shape.noun)), path, row))

    def _main_alone(self, shape: RecordShape, node: Node, path: str, row: Provenance | None) -> Any:
        """Read a noun of which only its main figure is written, in its place."""
        main = next(item for item in fields_of(shape.noun) if item.key == shape.main)
        values = {main.name: self._value(main.shape, node, path, row)}
        if issubclass(shape.noun, Row):
            values |= _as_fields(self.context.resolve(Provenance()))
        return shape.noun(**values)

    def _fields(
        self,
        noun: type[Any],
        node: Pairs,
        path: str,
        row: Provenance | None = None,
        skip: Iterable[str] = (),
    ) -> dict[str, Any]:
        """Return the attributes of a noun that a mapping writes, its provenance filled up."""
        self._refuse_unknown_keys(noun, node, path, skip)
        values: dict[str, Any] = {}
        known = fields_of(noun)
        own = {item.name for item in fields_of(Row)} if issubclass(noun, Row) else set()
        for item in (item for item in known if item.name in own):
            self._field(item, node, path, None, values)
        if own:
            row = self.context.resolve(_provenance(values))
            values |= _as_fields(row)
        for item in (item for item in known if item.name not in own):
            self._field(item, node, path, row, values)
        return values

    def _field(
        self, item: Field, node: Pairs, path: str, row: Provenance | None, values: dict[str, Any]
    ) -> None:
        at = _join(path, item.key)
        child = node.items.get(item.key)
        if child is not None:
            self._lines[at] = node.key_lines.get(item.key, child.line)
            values[item.name] = self._read(item.shape, child, at, row, item.default)
            is_empty = isinstance(child, Scalar) and not child.text and at not in self._unread
            if item.is_required and is_empty and isinstance(item.shape, ReferenceShape | TextShape):
                self._report(self._lines[at], at, f"is empty; write {expected(item.shape)}")
        elif item.is_required:
            values[item.name] = item.default
            self._unread.add(at)
            line = self._lines.get(path, node.line)
            self._report(line, at, f"is missing; write {item.key}: {expected(item.shape)}")
        if isinstance(item.shape, NamedShape) and item.shape.ranges_key in node.items:
            self._add_ranges(item, node, path, row, values)

    def _add_ranges(
        self, item: Field, node: Pairs, path: str, row: Provenance | None, values: dict[str, Any]
    ) -> None:
        """Read ``units_range`` as the ranges of the same figures as ``units``."""
        assert isinstance(item.shape, NamedShape)
        key, at = item.shape.ranges_key, _join(path, item.key)
        ranges = self._read(item.shape, node.items[key], _join(path, key), row, {})
        figures = dict(values.get(item.name, {}))
        for name, figure in ranges.items():
            self._lines.setdefault(_join(at, name), self._lines[_join(path, f"{key}.{name}")])
            if name in figures:
                where = _join(path, f"{key}.{name}")
                message = f"{name} is in {item.key} and in {key}; keep one of them"
                self._report(self._lines[where], where, message)
            figures[name] = figure
        values[item.name] = dict(sorted(figures.items()))

    def _refuse_unknown_keys(
        self, noun: type[Any], node: Pairs, path: str, skip: Iterable[str]
    ) -> None:
        keys = [*keys_of(noun), *skip]
        for key, child in node.items.items():
            if key not in keys:
                line = node.key_lines.get(key, child.line)
                self._report(line, _join(path, key), f"unknown key; {advice(key, keys)}")

    def _list(self, shape: ListShape, node: Node, path: str, row: Provenance | None) -> Any:
        if not isinstance(node, Items):
            raise ValueError(_not(node, f"a list: [{expected(shape.item)}, …]"))
        # A row that cannot be read keeps its place, so that paths count as in the file.
        items = []
        for i, child in enumerate(node.items):
            at = f"{path}.{i}"
            item = self._read(shape.item, child, at, row, _blank(shape.item))
            if item == "" and at not in self._unread:
                message = f"is empty; write {expected(shape.item)} or remove it"
                self._report(self._lines[at], at, message)
            items.append(item)
        return tuple(item for item in items if item is not None)

    def _named(self, shape: NamedShape, node: Node, path: str, row: Provenance | None) -> Any:
        pairs = _pairs(node, ["id"])
        values = {}
        for said, child in pairs.items.items():
            at = _join(path, said)
            self._lines[at] = pairs.key_lines[said]
            key = self._key(shape.keys, said, at)
            if key in values:  # data_move beside data-move
                self._report(self._lines[at], at, f"{key} is there twice; remove one")
            value = self._read(shape.item, child, at, row, _blank(shape.item))
            if key is not None and value is not None:
                values[key] = value
        return values if shape.is_ordered else dict(sorted(values.items()))

    def _key(self, shape: Shape, said: str, path: str) -> str | None:
        """Return a key; one that has to be a word of a list and is none is reported."""
        line = self._lines[path]
        if isinstance(shape, ReferenceShape) and not said:
            self._report(line, path, f"is empty; write {expected(shape)}")
            return None
        if not isinstance(shape, ChoiceShape):
            return said  # its form is checked with the whole case
        try:
            return choice(shape.words, Scalar(line, said)).value
        except ValueError as error:
            self._report(line, path, str(error))
            return None

    def _listed(self, shape: ListedShape, node: Node, path: str, row: Provenance | None) -> Any:
        empty: Any = () if isinstance(shape.rows, ListShape) else {}
        if isinstance(node, Scalar) and node.text in (ListedState.NONE, ListedState.UNKNOWN):
            return Listed(empty, is_none=node.text == ListedState.NONE)
        rows = self._value(shape.rows, node, path, row)
        if not rows and not node.items:  # type: ignore[union-attr]
            raise ValueError("is empty; write none if there are none, else leave the key out")
        return Listed(rows)

    # Figures ------------------------------------------------------------------------------------

    def _figure(self, shape: FigureShape, node: Node, path: str, row: Provenance | None) -> Figure:
        value: Stated
        row = row if shape.is_proven_by_row else None
        if isinstance(node, Pairs):
            said = Said(**self._fields(Said, node, path, skip=("value", "range")))
            value = stated(shape, node, said.state)
        else:
            said = Said()
            value = stated(shape, node, None)
        is_proven = said.source or said.basis or (row and row.source)
        if self.context.is_strict and not is_proven:
            value.refuse_bare()
        return figure_of(shape, value, said, self.context, row)


def _is_figure(node: Node, shape: RecordShape) -> bool:
    """True if a node is the noun's main figure rather than the noun."""
    if not isinstance(node, Pairs):
        return True
    own = set(keys_of(shape.noun)) - FIGURE_KEYS
    return not own & set(node.items) and bool(FIGURE_KEYS & set(node.items))


def _pairs(node: Node, keys: list[str]) -> Pairs:
    if isinstance(node, Pairs):
        return node
    raise ValueError(_not(node, f"a mapping: {{{keys[0]}: …}}"))


def _not(node: Node, expected: str) -> str:
    if scalars.is_blank(node):
        return f"is empty; write {expected} or remove the key"
    found = {Scalar: "a text", Items: "a list", Pairs: "a mapping"}[type(node)]
    return f"is {found}; write {expected}"


def _blank(shape: Shape) -> Any:
    """Return what stands for an item that could not be read; None leaves it out."""
    match shape:
        case FigureShape():
            return UNKNOWN
        case RecordShape():
            return shape.noun()
    return None


def _provenance(values: Mapping[str, Any]) -> Provenance:
    return Provenance(
        values.get("source", ""), values.get("basis"), values.get("grade"), values.get("as_of")
    )


def _as_fields(row: Provenance) -> dict[str, Any]:
    return {"source": row.source, "basis": row.basis, "grade": row.grade, "as_of": row.as_of}


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
