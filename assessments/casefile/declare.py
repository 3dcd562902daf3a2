"""One word per kind of field: declares it for reader, writer, canonical form, schema and checks.

Each function returns a dataclass field whose metadata holds its shape, so that a noun reads as
what it is: ``workload_share: Figure = declare.share()``.
"""

import dataclasses
from enum import StrEnum
from typing import Any

from assessments.casefile.figure import UNKNOWN, Kind
from assessments.casefile.shapes import (
    ChoiceShape,
    DateShape,
    FigureShape,
    FlagShape,
    Form,
    IntegerShape,
    ListShape,
    NamedShape,
    NumberShape,
    RecordShape,
    ReferenceShape,
    Shape,
    TextShape,
)


def declared(shape: Shape, default: Any, *, required: bool = False) -> Any:
    """Declare a field of a shape that no function below has a word for."""
    metadata = {"shape": shape, "is_required": required}
    if isinstance(default, dict):
        return dataclasses.field(default_factory=dict, metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


def share(*, less_than: int | None = None) -> Any:
    """Declare a share in [0, 1], or below a smaller bound."""
    return declared(FigureShape(Kind.SHARE, at_least=0, at_most=1, less_than=less_than), UNKNOWN)


def money() -> Any:
    """Declare an amount of money; credits are negative."""
    return declared(FigureShape(Kind.MONEY), UNKNOWN)


def months(*, proven_by_row: bool = False) -> Any:
    """Declare a duration in months."""
    shape = FigureShape(Kind.MONTHS, at_least=0, is_proven_by_row=proven_by_row)
    return declared(shape, UNKNOWN)


def years() -> Any:
    """Declare a duration in years."""
    return declared(FigureShape(Kind.YEARS, at_least=0), UNKNOWN)


def count() -> Any:
    """Declare a number of things: units, days, events."""
    return declared(FigureShape(Kind.COUNT, at_least=0), UNKNOWN)


def rate(*, at_least: int, at_most: int | None = None) -> Any:
    """Declare a rate: per year, of change, of interest."""
    return declared(FigureShape(Kind.RATE, at_least=at_least, at_most=at_most), UNKNOWN)


def factor() -> Any:
    """Declare a factor that multiplies."""
    return declared(FigureShape(Kind.FACTOR, at_least=0), UNKNOWN)


def data() -> Any:
    """Declare an amount of data in the unit of the field's name."""
    return declared(FigureShape(Kind.DATA, at_least=0), UNKNOWN)


def date_figure() -> Any:
    """Declare a date that is scored; it belongs to what the row's provenance proves."""
    return declared(FigureShape(Kind.DATE, is_proven_by_row=True), UNKNOWN)


def figures(item: FigureShape, keys: Shape, *, ranges_key: str = "") -> Any:
    """Declare figures by key; under ``ranges_key`` they may stand as [low, high]."""
    return declared(NamedShape(item, keys, ranges_key=ranges_key), {})


def text(form: Form = Form.TEXT, *, required: bool = False) -> Any:
    """Declare a text."""
    return declared(TextShape(form), "", required=required)


def choice(words: type[StrEnum], default: StrEnum | None = None, *, required: bool = False) -> Any:
    """Declare a word of a list."""
    return declared(ChoiceShape(words), default, required=required)


def reference(noun: str, *, required: bool = False) -> Any:
    """Declare the full id of a row of another noun."""
    return declared(ReferenceShape(noun), "", required=required)


def references(noun: str) -> Any:
    """Declare a list of full ids."""
    return declared(ListShape(ReferenceShape(noun)), ())


def flag() -> Any:
    """Declare true or false, false unless written."""
    return declared(FlagShape(), False)


def integer(default: int | None = None, *, at_least: int = 0, required: bool = False) -> Any:
    """Declare a whole number that is no figure."""
    return declared(IntegerShape(at_least), default, required=required)


def number(*, required: bool = False) -> Any:
    """Declare a number above zero that is no figure."""
    return declared(NumberShape(), None, required=required)


def date(*, required: bool = False) -> Any:
    """Declare a date that is no figure."""
    return declared(DateShape(), None, required=required)


def day(*, required: bool = False) -> Any:
    """Declare a date known to the day."""
    return declared(DateShape(is_day=True), None, required=required)


def record(noun: type[Any], *, required: bool = False, main: str = "") -> Any:
    """Declare a noun inside a noun; ``main`` is the figure that may stand in its place."""
    return declared(RecordShape(noun, main), noun(), required=required)


def maybe(noun: type[Any]) -> Any:
    """Declare a noun inside a noun that may be left out."""
    return declared(RecordShape(noun), None)


def rows(noun: type[Any]) -> Any:
    """Declare rows in order."""
    return declared(ListShape(RecordShape(noun)), ())


def named(
    noun: type[Any], keys: Shape | None = None, *, ordered: bool = False, main: str = ""
) -> Any:
    """Declare rows by key, sorted by it unless ``ordered``: then in the order of the file."""
    return declared(NamedShape(RecordShape(noun, main), keys or TextShape(Form.ID), ordered), {})
