"""A case in which somebody wrote the same words into every field that takes free text."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from assessments.casefile.document import CaseDocument
from assessments.casefile.fields import fields_of
from assessments.casefile.figure import Figure
from assessments.casefile.shapes import (
    FigureShape,
    Form,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    Shape,
    TextShape,
)
from assessments.casefile.walk import DOCUMENT

READ_BY_CODE = {"method"}  # the policy's text names a version of the method


def with_words(document: CaseDocument, words: str) -> CaseDocument:
    """Return the document with its every free text replaced; ids and references stay."""
    return _replaced(DOCUMENT, document, words)


def _replaced(shape: Shape, value: Any, words: str) -> Any:
    match shape:
        case TextShape(form=Form.TEXT):
            return words
        case FigureShape() if isinstance(value, Figure):
            return replace(value, note=words)
        case RecordShape() if value is not None:
            return replace(
                value,
                **{
                    each.name: _replaced(each.shape, getattr(value, each.name), words)
                    for each in fields_of(shape.noun)
                    if each.key not in READ_BY_CODE
                },
            )
        case NamedShape() if isinstance(value, Mapping):
            return {key: _replaced(shape.item, item, words) for key, item in value.items()}
        case ListShape() if value is not None:
            return tuple(_replaced(shape.item, item, words) for item in value)
        case ListedShape():
            return replace(value, rows=_replaced(shape.rows, value.rows, words))
        case _:
            return value
