"""What a row says, made ready for a page: each field in words, with its evidence and its links."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assessments import wording
from assessments.casefile import exchange
from assessments.casefile.dates import PartialDate
from assessments.casefile.fields import Field
from assessments.casefile.figure import Figure, Kind
from assessments.casefile.shapes import (
    ChoiceShape,
    FigureShape,
    FlagShape,
    Form,
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
from assessments.queries.titles import Titles
from assessments.views.register.words import EMPTY, country_name, field_label, key_label, word_label

NOT_KNOWN = wording.NOT_KNOWN
NOTHING = "none on record"
EVIDENCE = ("source", "basis", "grade", "as_of", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One field in words; ``facts`` are those of a row inside it."""

    name: str
    label: str
    text: str = ""
    range: str = ""
    is_known: bool = True
    is_number: bool = False
    is_assumption: bool = False
    is_address: bool = False
    noun: str = ""
    external_id: str = ""
    figure: Figure | None = None
    proof: Any = None  # the row inside whose own evidence says more than that of its figures
    entered: Any = None  # the row of the figure, for who and when
    facts: "Sequence[Fact]" = field(default=())

    @property
    def mark(self) -> str:
        """The sign of an assumption."""
        return wording.MARK if self.is_assumption else ""

    @property
    def as_of(self) -> str:
        """The date of what proves a figure, or a row inside."""
        proven = self.figure or self.proof
        as_of = proven.as_of if proven else None
        return wording.date_text(as_of) if as_of else ""

    @property
    def is_words(self) -> bool:
        """Whether its words are all there is to print, as in most cells of a list."""
        return not (self.facts or self.noun or self.is_address or self.range or self.mark)

    @property
    def is_plain_list(self) -> bool:
        """Whether the rows inside are names and nothing else."""
        return bool(self.facts) and not any(fact.label for fact in self.facts)


@dataclass(frozen=True, slots=True)
class Facts:
    """Turns the fields of nouns into facts; ``titles`` knows the names of rows by then."""

    titles: Titles

    def of(self, noun: Any, names: Sequence[str] | None = None) -> list[Fact]:
        """Return the fields of a noun as facts, or those named in their order."""
        found = {item.name: item for item in exchange.body_fields(type(noun))}
        return [
            self._field(found[name], getattr(noun, name))
            for name in names or found
            if name in found
        ]

    def link(self, fact: Fact) -> Fact:
        """Return a fact that names a row, with what the row is called."""
        return replace(fact, text=self.titles(fact.noun, fact.external_id))

    def _field(self, item: Field, value: Any) -> Fact:
        return self._fact(item.name, field_label(item.name), item.shape, value)

    def _fact(self, name: str, label: str, shape: Shape, value: Any) -> Fact:
        said: dict[str, Any] = {"name": name, "label": label}
        match shape:
            case FigureShape():
                return figure_fact(value, shape.kind, **said)
            case ReferenceShape() if value and value != shape.other:
                title = self.titles(shape.noun, value)
                return Fact(**said, text=title, noun=shape.noun, external_id=value)
            case RecordShape() if value is not None:
                return self._inner(said, value)
            case ListShape() | NamedShape() | ListedShape():
                return self._rows(said, shape, value)
        text = leaf(shape, value) or EMPTY.get(name, "")
        is_address = name == "url" and text.startswith(("http://", "https://"))
        return Fact(**said, text=text or NOT_KNOWN, is_known=bool(text), is_address=is_address)

    def _inner(self, said: dict[str, Any], row: Any) -> Fact:
        """Return a row inside a row; evidence that is that of its figures is not said again."""
        facts = self._known(self.of(row))
        if not facts:
            return Fact(**said, text=NOTHING, is_known=False)
        if not all(hasattr(row, name) for name in EVIDENCE):
            return Fact(**said, facts=facts)
        facts = [fact for fact in facts if fact.name not in EVIDENCE]
        own = proof_of(row)
        is_new = any(own) and own not in [proof_of(fact.figure) for fact in facts if fact.figure]
        return Fact(**said, facts=facts, proof=row if is_new else None)

    def _rows(self, said: dict[str, Any], shape: Any, value: Any) -> Fact:
        if isinstance(shape, ListedShape):
            if not value.rows:
                is_none = value.state is ListedState.NONE
                return Fact(**said, text="none" if is_none else NOT_KNOWN, is_known=is_none)
            shape, value = shape.rows, value.rows
        if not value:
            return Fact(**said, text=NOTHING, is_known=False)
        if isinstance(value, Mapping):
            keys = shape.keys
            parts = [
                self._part(self._key(keys, key), _of_driver(shape.item, said, key), v)
                for key, v in value.items()
            ]
        else:
            is_plain = not isinstance(shape.item, RecordShape | FigureShape)
            parts = [
                self._part("" if is_plain else str(n), shape.item, v)
                for n, v in enumerate(value, 1)
            ]
        return Fact(**said, facts=parts)

    def _part(self, label: str, shape: Shape, value: Any) -> Fact:
        fact = self._fact(label, label, shape, value)
        return replace(fact, facts=self._known(fact.facts)) if fact.facts else fact

    def _known(self, facts: Sequence[Fact]) -> list[Fact]:
        """Return what a row inside a row says, leaving out what nobody said about it."""
        return [fact for fact in facts if fact.is_known]

    def _key(self, shape: Shape, key: str) -> str:
        if isinstance(shape, ReferenceShape):
            return self.titles(shape.noun, key)
        if isinstance(shape, TextShape) and shape.form is Form.COUNTRY:
            return country_name(key)
        return key_label(key)


def _of_driver(shape: Shape, said: Mapping[str, Any], key: str) -> Shape:
    """Return the shape of a part; a driver is whatever its name says, not a factor."""
    if said["name"] != "drivers":
        return shape
    return FigureShape(Kind.MONTHS if key.endswith("months") else Kind.COUNT)


def proof_of(evident: Any) -> tuple[Any, ...]:
    """Return what is said about where a figure or a row is from."""
    return tuple(getattr(evident, name) for name in EVIDENCE)


def figure_fact(figure: Figure, kind: Kind, **said: Any) -> Fact:
    """Return a figure in the words that a report uses too: value, range, unit, assumption."""
    middle = replace(figure, low=None, high=None, is_midpoint=False)
    between = replace(figure, is_midpoint=True)
    return Fact(
        **said,
        text=wording.stated(middle, kind),
        range=wording.stated(between, kind) if figure.has_range else "",
        is_known=figure.is_present or figure.state.name == "NOT_APPLICABLE",
        is_number=kind is not Kind.DATE,
        is_assumption=figure.basis is Basis.ASSUMPTION and figure.is_present,
        figure=figure,
    )


def leaf(shape: Shape, value: Any) -> str:
    """Return a value that is neither figure nor row; nothing where nothing is said."""
    if isinstance(shape, FlagShape):
        return "yes" if value else "no"
    if value is None or value == "":
        return ""
    if isinstance(shape, ChoiceShape):
        return "" if value.name == "UNKNOWN" else word_label(value)
    if isinstance(value, PartialDate):
        return wording.date_text(value)
    if isinstance(shape, TextShape) and shape.form is Form.COUNTRY:
        return country_name(value)
    return str(value)


def references(noun: Any, names: Sequence[str] = ()) -> Iterator[tuple[str, str]]:
    """Yield the address of every row that a noun names, so that their titles are asked for once.

    ``names`` are the fields to look at, all if empty.
    """
    for item in exchange.body_fields(type(noun)):
        if names and item.name not in names:
            continue
        yield from _references(item.shape, getattr(noun, item.name))


def _references(shape: Any, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, Listed):
        shape, value = shape.rows, value.rows
    match shape:
        case ReferenceShape() if value:
            yield shape.noun, value
        case FigureShape() if value.source:
            yield "sources", value.source
        case RecordShape() if value is not None:
            yield from references(value)
        case ListShape() if value:
            for part in value:
                yield from _references(shape.item, part)
        case NamedShape():
            for key, part in value.items():
                yield from _references(shape.keys, key)
                yield from _references(shape.item, part)
