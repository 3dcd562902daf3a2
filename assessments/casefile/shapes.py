"""What a field of a noun may hold; whoever walks a document matches on these."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from assessments.casefile.figure import Kind
from assessments.casefile.words import ListedState

Rows = TypeVar("Rows", bound=Mapping[str, Any] | Sequence[Any])


@dataclass(frozen=True, slots=True)
class Listed(Generic[Rows]):
    """Rows that may be said not to exist; none written and nothing said is UNKNOWN (G1)."""

    rows: Rows
    is_none: bool = False

    @property
    def state(self) -> ListedState:
        """Whether there are rows, somebody said there are none, or nothing was said."""
        if self.rows:
            return ListedState.LISTED
        return ListedState.NONE if self.is_none else ListedState.UNKNOWN


@dataclass(frozen=True, slots=True)
class FigureShape:
    """A figure; ``is_proven_by_row``: without a source of its own it takes its row's provenance."""

    kind: Kind
    at_least: int | None = None
    at_most: int | None = None
    less_than: int | None = None
    is_proven_by_row: bool = False


class Form(StrEnum):
    """What a text must look like."""

    TEXT = "text"
    ID = "id"
    SOURCE_ID = "source id"
    NAME = "name"
    COUNTRY = "country"
    CURRENCY = "currency"
    LEI = "LEI"
    FIGURE = "address of a figure"


@dataclass(frozen=True, slots=True)
class TextShape:
    """A text of some form."""

    form: Form = Form.TEXT


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One word of a list."""

    words: type[StrEnum]


@dataclass(frozen=True, slots=True)
class ReferenceShape:
    """The full id of a row of another noun; ``other`` is one word that names no row."""

    noun: str
    other: str = ""


@dataclass(frozen=True, slots=True)
class FlagShape:
    """True or false."""


@dataclass(frozen=True, slots=True)
class IntegerShape:
    """A whole number that is no figure."""

    at_least: int = 0
    at_most: int = 100_000


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A number that is no figure."""

    is_positive: bool = True


@dataclass(frozen=True, slots=True)
class DateShape:
    """A date that is no figure; ``is_day``: the day must be known."""

    is_day: bool = False


@dataclass(frozen=True, slots=True)
class AnythingShape:
    """Nested texts, numbers and flags that the scoring policy reads."""


@dataclass(frozen=True, slots=True)
class RecordShape:
    """A noun; ``main`` is the figure that may stand in place of the whole mapping."""

    noun: type[Any]
    main: str = ""


@dataclass(frozen=True, slots=True)
class ListShape:
    """Items in order; ``is_optional``: an empty list differs from none written."""

    item: "Shape"
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class NamedShape:
    """Items by key, sorted unless ``is_ordered``; under ``ranges_key`` stand ranges of the same."""

    item: "Shape"
    keys: "Shape"
    is_ordered: bool = False
    ranges_key: str = ""


@dataclass(frozen=True, slots=True)
class ListedShape:
    """Rows, or the word ``none``."""

    rows: "ListShape | NamedShape"


Shape = (
    FigureShape
    | TextShape
    | ChoiceShape
    | ReferenceShape
    | FlagShape
    | IntegerShape
    | NumberShape
    | DateShape
    | AnythingShape
    | RecordShape
    | ListShape
    | NamedShape
    | ListedShape
)
