"""The figures of a document by address, such as ``alternatives.A.activities.search.months``."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from assessments.casefile.document import CaseDocument
from assessments.casefile.fields import fields_of
from assessments.casefile.figure import Figure
from assessments.casefile.shapes import (
    FigureShape,
    Listed,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    Shape,
)
from assessments.casefile.walk import DOCUMENT, leaves


def walk_figures(document: CaseDocument) -> Iterator[tuple[str, Figure]]:
    """Yield every figure of a document with its address, unknown ones included."""
    for leaf in leaves(document):
        if isinstance(leaf.shape, FigureShape):
            yield leaf.path, leaf.value


def replace_figure(document: CaseDocument, address: str, figure: Figure) -> CaseDocument:
    """Return the document with one figure replaced.

    Raises
    ------
    KeyError
        If no figure stands at the address.
    """
    try:
        changed: CaseDocument = _replaced(DOCUMENT, document, address.split("."), figure)
    except (LookupError, ValueError):
        raise KeyError(f"{address} is not the address of a figure of this case") from None
    return changed


def _replaced(shape: Shape, value: Any, parts: list[str], figure: Figure) -> Any:
    match shape:
        case FigureShape() if not parts:
            return figure
        case RecordShape():
            return _replaced_in_record(shape, value, parts, figure)
        case ListedShape():
            return Listed(_replaced(shape.rows, value.rows, parts, figure), value.is_none)
        case NamedShape() | ListShape() if parts:
            return _replaced_in_rows(shape, value, parts, figure)
    raise LookupError(parts)


def _replaced_in_record(shape: RecordShape, value: Any, parts: list[str], figure: Figure) -> Any:
    key, rest = (parts[0], parts[1:]) if parts else (shape.main, [])
    item = next((item for item in fields_of(shape.noun) if item.key == key), None)
    if item is None or value is None:
        raise LookupError(key)
    changed = _replaced(item.shape, getattr(value, item.name), rest, figure)
    return replace(value, **{item.name: changed})


def _replaced_in_rows(
    shape: NamedShape | ListShape, rows: Any, parts: list[str], figure: Figure
) -> Any:
    key, rest = parts[0], parts[1:]
    if isinstance(rows, Mapping):
        return {**rows, key: _replaced(shape.item, rows[key], rest, figure)}
    changed = list(rows)
    changed[int(key)] = _replaced(shape.item, rows[int(key)], rest, figure)
    return tuple(changed)
