"""The one spelling of a case document: what is hashed, and what a snapshot keeps.

Sorted keys, defaults written out, numbers as plain strings, blanks dropped, no spaces. What stands
in an order that means something carries its ``position``.
"""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument
from assessments.casefile.fields import fields_of
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.scalars import plain
from assessments.casefile.shapes import (
    ChoiceShape,
    DateShape,
    FigureShape,
    Listed,
    ListedShape,
    ListShape,
    NamedShape,
    NumberShape,
    RecordShape,
    Shape,
)
from assessments.casefile.walk import DOCUMENT
from assessments.casefile.words import Basis, Grade, ListedState, State

POSITION = "position"


def canonical_json(document: CaseDocument) -> str:
    """Return the canonical text of a document."""
    tree = _encode(DOCUMENT, document)
    return json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(document: CaseDocument) -> str:
    """Return the hash that names a document's content."""
    return hashlib.sha256(canonical_json(document).encode()).hexdigest()


def from_canonical(text: str) -> CaseDocument:
    """Return the document of a canonical text, as it was when the text was made."""
    document: CaseDocument = _decode(DOCUMENT, json.loads(text))
    return document


# Out --------------------------------------------------------------------------------------------


def _encode(shape: Shape, value: Any) -> Any:
    match shape:
        case FigureShape():
            return _encode_figure(value)
        case RecordShape():
            return _encode_record(shape, value)
        case ListedShape():
            none = ListedState.NONE.value if value.is_none else None
            return _encode(shape.rows, value.rows) if value.rows else none
        case NamedShape():
            return _encode_named(shape, value)
        case ListShape():
            return None if value is None else [_encode(shape.item, item) for item in value]
    return _encode_leaf(value)


def _encode_record(shape: RecordShape, value: Any) -> dict[str, Any] | None:
    if value is None:
        return None
    encoded = {}
    for item in fields_of(shape.noun):
        child = _encode(item.shape, getattr(value, item.name))
        keeps_empty = isinstance(item.shape, ListShape) and item.shape.is_optional
        if not _is_blank(child) or (keeps_empty and child is not None):
            encoded[item.key] = child
    return encoded


def _encode_named(shape: NamedShape, value: Mapping[str, Any]) -> dict[str, Any]:
    encoded = {key: _encode(shape.item, item) for key, item in value.items()}
    if isinstance(shape.item, ListedShape):
        # Nothing said of an offering's inputs is the same as the offering left out (G1).
        encoded = {key: item for key, item in encoded.items() if item is not None}
    if shape.is_ordered:
        for position, item in enumerate(encoded.values()):
            item[POSITION] = position
    return encoded


def _encode_figure(figure: Figure) -> dict[str, Any] | None:
    if figure == UNKNOWN:
        return None
    parts = {name: _encode_leaf(getattr(figure, name)) for name in Figure.__slots__}
    return {name: part for name, part in parts.items() if not _is_blank(part) and part is not False}


def _encode_leaf(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    return str(value) if isinstance(value, PartialDate) else value


def _is_blank(value: Any) -> bool:
    return value is None or value in ("", [], {})


# In ---------------------------------------------------------------------------------------------


def _decode(shape: Shape, value: Any) -> Any:
    match shape:
        case FigureShape():
            return _decode_figure(value)
        case RecordShape():
            return _decode_record(shape, value)
        case ListedShape():
            return _decode_listed(shape, value)
        case NamedShape():
            return _decode_named(shape, value)
        case ListShape():
            return tuple(_decode(shape.item, item) for item in value)
        case ChoiceShape():
            return shape.words(value)
        case DateShape():
            return PartialDate.parse(value)
        case NumberShape():
            return Decimal(value)
    return value


def _decode_record(shape: RecordShape, value: dict[str, Any]) -> Any:
    fields = (item for item in fields_of(shape.noun) if item.key in value)
    return shape.noun(**{item.name: _decode(item.shape, value[item.key]) for item in fields})


def _decode_listed(shape: ListedShape, value: Any) -> Listed[Any]:
    if value == ListedState.NONE.value:
        return Listed(() if isinstance(shape.rows, ListShape) else {}, is_none=True)
    return Listed(_decode(shape.rows, value))


def _decode_named(shape: NamedShape, value: dict[str, Any]) -> dict[str, Any]:
    keys = sorted(value, key=lambda key: value[key][POSITION] if shape.is_ordered else key)
    return {key: _decode(shape.item, value[key]) for key in keys}


def _decode_figure(value: dict[str, Any] | None) -> Figure:
    if value is None:
        return UNKNOWN
    kinds: dict[str, Any] = {
        "state": State,
        "basis": Basis,
        "grade": Grade,
        "date": PartialDate.parse,
        "as_of": PartialDate.parse,
        "likely": Decimal,
        "low": Decimal,
        "high": Decimal,
    }
    return Figure(**{name: kinds.get(name, _same)(part) for name, part in value.items()})


def _same(value: Any) -> Any:
    return value
