"""One noun as JSON, for whoever holds no file: API, forms, audit trail.

The words are those of the case file. Going out, every field is there and every figure is a mapping;
coming in, each short form of the file is taken as well, and a number may be a text.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, cast

from assessments.casefile import document as nouns
from assessments.casefile.dates import PartialDate
from assessments.casefile.fields import Field, fields_of
from assessments.casefile.figure import Figure
from assessments.casefile.problems import Finding
from assessments.casefile.provenance import Context, Provenance
from assessments.casefile.read import Reader
from assessments.casefile.scalars import plain
from assessments.casefile.shapes import (
    AnythingShape,
    ChoiceShape,
    FigureShape,
    FlagShape,
    IntegerShape,
    ListedShape,
    ListShape,
    NamedShape,
    NumberShape,
    RecordShape,
    ReferenceShape,
    Shape,
    TextShape,
)
from assessments.casefile.yaml_nodes import MAX_DEPTH, Items, Node, Pairs, Scalar

# Rows below these have an address of their own, so they are no part of the noun above.
APART: Mapping[type[Any], frozenset[str]] = {
    nouns.Function: frozenset(["gates"]),
    nouns.Gate: frozenset(["dependencies"]),
    nouns.UpstreamGate: frozenset(["links"]),
}


class BodyRefused(Exception):  # noqa: N818 - what happened
    """A body says something that its noun cannot hold."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(f"{found.path}: {found.message}" for found in findings))


def body_fields(noun: type[Any]) -> tuple[Field, ...]:
    """Return the fields of a noun that its body has, in the order of the case file."""
    apart = APART.get(noun, frozenset())
    return tuple(item for item in fields_of(noun) if item.name not in apart)


# Out --------------------------------------------------------------------------------------------


def to_json(noun: Any) -> dict[str, Any]:
    """Return a noun as JSON holds it: every field, numbers as texts."""
    return {
        key: write(getattr(noun, name)) if write else getattr(noun, name)
        for key, name, write in _writers(noun.__class__)
    }


@cache
def _writers(noun: type[Any]) -> tuple[tuple[str, str, Callable[[Any], Any] | None], ...]:
    """Return the fields of a noun: key, attribute, and what writes it, if it is not as it is.

    Worked out once: a list has thousands of fields, and each would ask for its shape again.
    """
    return tuple((item.key, item.name, _writer(item.shape)) for item in body_fields(noun))


def _writer(shape: Shape) -> Callable[[Any], Any] | None:
    match shape:
        case FigureShape():
            return figure_to_json
        case RecordShape():
            return lambda value: None if value is None else to_json(value)
        case ListedShape(rows):
            write = cast(Callable[[Any], Any], _writer(rows))
            return lambda listed: write(listed.rows) if listed.rows else listed.state.value
        case ListShape(item):
            each = _writer(item) or _as_it_is
            return lambda parts: None if parts is None else [each(part) for part in parts]
        case NamedShape(item):
            each = _writer(item) or _as_it_is
            return lambda parts: (
                None if parts is None else {key: each(part) for key, part in parts.items()}
            )
        case TextShape() | ChoiceShape() | ReferenceShape() | FlagShape() | AnythingShape():
            return None
    return _leaf


def _as_it_is(value: Any) -> Any:
    return value


def _leaf(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return str(value) if isinstance(value, PartialDate) else value


def figure_to_json(figure: Figure) -> dict[str, Any]:
    """Return a figure with its evidence; only what it has."""
    parts: dict[str, Any] = {"state": figure.state.value}
    if figure.date is not None:
        parts["value"] = str(figure.date)
    elif figure.has_range:
        points = [figure.low, figure.high] if figure.is_midpoint else _points(figure)
        parts["range"] = [_leaf(point) for point in points]
    elif figure.likely is not None:
        parts["value"] = plain(figure.likely)
    for name in ("unit", "currency", "basis", "grade", "as_of", "source", "note"):
        if value := getattr(figure, name):
            parts[name] = str(value)
    return parts


def _points(figure: Figure) -> list[Decimal | None]:
    return [figure.low, figure.likely, figure.high]


# In ---------------------------------------------------------------------------------------------


def from_json(noun: type[Any], body: Any, context: Context) -> Any:
    """Return the noun that a body describes; what it leaves out has its default.

    Raises
    ------
    BodyRefused
        With one finding for each field that cannot be read.
    """
    reader = _Reader(context)
    value = reader.noun(noun, body)
    if reader.problems:
        found = {(p.path, p.message): Finding(p.path, p.message) for p in reader.problems}
        raise BodyRefused(list(found.values()))
    return value


class _Reader(Reader):
    """Reads JSON as the file is read, except that a number may stand in quotes."""

    def noun(self, noun: type[Any], body: Any) -> Any:
        node = self._node(body, "", 0)
        for name in APART.get(noun, ()):
            if isinstance(node, Pairs) and node.items.pop(name, None) is not None:
                self._report(0, name, "is written row by row, not here; remove the key")
        return self._read(RecordShape(noun), node, "", None, None)

    def _value(self, shape: Shape, node: Node, path: str, row: Provenance | None) -> Any:
        if isinstance(shape, FigureShape | IntegerShape | NumberShape):
            node = _unquoted(node)
        return super()._value(shape, node, path, row)

    def _node(self, raw: Any, path: str, depth: int) -> Node:
        if depth > MAX_DEPTH:
            self._report(0, path, f"is nested more than {MAX_DEPTH} deep; remove brackets")
            return Scalar(0, "")
        if isinstance(raw, Mapping):
            # What is null is left out: nothing is said about it.
            said = {self._scalar(key, path).text: value for key, value in raw.items()}
            items = {
                key: self._node(value, _join(path, key), depth + 1)
                for key, value in said.items()
                if value is not None
            }
            return Pairs(0, items, dict.fromkeys(items, 0))
        if isinstance(raw, list | tuple):
            parts = enumerate(raw)
            return Items(0, [self._node(part, _join(path, str(i)), depth + 1) for i, part in parts])
        return self._scalar(raw, path)

    def _scalar(self, raw: Any, path: str) -> Scalar:
        if isinstance(raw, bool):
            return Scalar(0, "true" if raw else "false", is_plain=True)
        if raw is None:
            return Scalar(0, "", is_plain=True)
        if not isinstance(raw, str):
            return Scalar(0, str(raw), is_plain=True)
        if any(character == "\0" or "\ud800" <= character <= "\udfff" for character in raw):
            self._report(0, path, "has a character that is no text; remove it")
            return Scalar(0, "")
        return Scalar(0, raw)


def _unquoted(node: Node) -> Node:
    """Return a value as the file would write it, without quotes around numbers."""
    if isinstance(node, Scalar):
        return Scalar(node.line, node.text, is_plain=True)
    if isinstance(node, Items):
        return Items(node.line, [_unquoted(item) for item in node.items])
    values = {k: _unquoted(v) for k, v in node.items.items() if k in ("value", "range")}
    return Pairs(node.line, {**node.items, **values}, node.key_lines)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
