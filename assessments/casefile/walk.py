"""Every value of a document with its path, found by the declared shapes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.casefile.document import CaseDocument
from assessments.casefile.fields import fields_of
from assessments.casefile.shapes import (
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    Shape,
)

DOCUMENT = RecordShape(CaseDocument)


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that holds no others, where it stands, and the row it stands in."""

    path: str
    shape: Shape
    value: Any
    row: Any
    is_key: bool = False


def leaves(document: CaseDocument) -> Iterator[Leaf]:
    """Yield every leaf of a document, keys of mappings included, in the order of its fields."""
    yield from _walk(DOCUMENT, document, "", document)


def _walk(shape: Shape, value: Any, path: str, row: Any) -> Iterator[Leaf]:
    match shape:
        case RecordShape():
            if value is not None:
                yield from _walk_record(shape, value, path)
        case NamedShape():
            for key, item in value.items():
                at = join(path, key)
                yield Leaf(at, shape.keys, key, row, is_key=True)
                yield from _walk(shape.item, item, at, row)
        case ListShape():
            for i, item in enumerate(value or ()):
                yield from _walk(shape.item, item, join(path, str(i)), row)
        case ListedShape():
            yield from _walk(shape.rows, value.rows, path, row)
        case _:
            yield Leaf(path, shape, value, row)


def _walk_record(shape: RecordShape, value: Any, path: str) -> Iterator[Leaf]:
    for item in fields_of(shape.noun):
        # The main figure of a noun stands in its place: cost_lines.search, not ….search.amount.
        at = path if item.key == shape.main else join(path, item.key)
        yield from _walk(item.shape, getattr(value, item.name), at, value)


def join(path: str, key: str) -> str:
    """Return the path of a key below a path."""
    return f"{path}.{key}" if path else key


def records(document: CaseDocument, noun: type[Any]) -> Iterator[tuple[str, Any]]:
    """Yield every row of a noun with its path."""
    yield from _records(DOCUMENT, document, "", noun)


def _records(shape: Shape, value: Any, path: str, noun: type[Any]) -> Iterator[tuple[str, Any]]:
    match shape:
        case RecordShape():
            if isinstance(value, noun):
                yield path, value
            for item in fields_of(shape.noun) if value is not None else ():
                at = join(path, item.key)
                yield from _records(item.shape, getattr(value, item.name), at, noun)
        case ListedShape():
            yield from _records(shape.rows, value.rows, path, noun)
        case NamedShape() | ListShape():
            items = value.items() if isinstance(value, Mapping) else enumerate(value or ())
            for key, item in items:
                yield from _records(shape.item, item, join(path, str(key)), noun)
