"""A figure as the file writes it: a number, a word, a range, or a mapping with its evidence."""

from dataclasses import dataclass
from decimal import Decimal

from assessments.casefile import declare, scalars
from assessments.casefile.dates import PartialDate
from assessments.casefile.figure import UNKNOWN, Figure, Kind, midpoint
from assessments.casefile.provenance import Context, Provenance, state_of
from assessments.casefile.shapes import FigureShape, Form
from assessments.casefile.words import Basis, Grade, State
from assessments.casefile.yaml_nodes import Items, Node, Pairs, Scalar

# ruff: noqa: RUF009 - each call declares a field

WORDS = {word.value: word for word in (State.UNKNOWN, State.NONE, State.NOT_APPLICABLE)}
RANGE = "[low, likely, high] or [low, high]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a mapping says about its value."""

    state: State | None = declare.choice(State)
    basis: Basis | None = declare.choice(Basis)
    grade: Grade | None = declare.choice(Grade)
    source: str = declare.reference("sources")
    as_of: PartialDate | None = declare.date()
    unit: str = declare.text()
    currency: str = declare.text(Form.CURRENCY)
    note: str = declare.text()


KEYS = frozenset(
    ("value", "range", "state", "basis", "grade", "source", "as_of", "unit", "currency", "note")
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value, a range, a date, or a word in place of them."""

    word: State | None = None
    likely: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    date: PartialDate | None = None
    is_midpoint: bool = False

    def refuse_bare(self) -> None:
        """Raise if this is a number on its own, which strict files do not take (G1)."""
        if self.likely is not None:
            value = scalars.plain(self.likely)
            raise ValueError(
                f"a bare number in a strict file; write {{value: {value}, source: …}} "
                f"or {{value: {value}, basis: assumption}}"
            )


def stated(shape: FigureShape, node: Node, state: State | None) -> Stated:
    """Return the value in a node; ``state`` is what a mapping says beside it."""
    if not isinstance(node, Pairs):
        return _value(shape, node)
    if "value" in node.items and "range" in node.items:
        raise ValueError("has value and range; write range: [low, likely, high]")
    if "value" in node.items:
        found = _value(shape, node.items["value"])
    elif "range" in node.items:
        found = _range(shape, node.items["range"])
    else:
        found = Stated(word=state if state in WORDS.values() else None)
        if found.word is None:
            raise ValueError("has no value; write value:, range: or state: unknown")
        return found
    return _fit(found, state)


def _fit(found: Stated, state: State | None) -> Stated:
    """Refuse a value and a state that contradict each other."""
    if state is None or state is found.word:
        return found
    if found.word is not None:
        raise ValueError(f"value {found.word} is not {state}; remove state")
    if state in WORDS.values():
        raise ValueError(f"state {state} has no value; remove value or state")
    if state is State.KNOWN and found.low is not None:
        raise ValueError("a range is not known; write state: estimated")
    return found


def _value(shape: FigureShape, node: Node) -> Stated:
    if isinstance(node, Items):
        return _range(shape, node)
    if isinstance(node, Scalar) and node.text in WORDS:
        return Stated(word=WORDS[node.text])
    if shape.kind is Kind.DATE:
        return Stated(date=scalars.date(node))
    return Stated(likely=scalars.number(node, "a number, unknown, none or n/a"))


def _range(shape: FigureShape, node: Node) -> Stated:
    if shape.kind is Kind.DATE:
        raise ValueError("a date has no range; write one date, as precise as it is known")
    if not isinstance(node, Items) or len(node.items) not in (2, 3):
        raise ValueError(f"is no range; write {RANGE}")
    numbers = [scalars.number(item) for item in node.items]
    low, high = numbers[0], numbers[-1]
    if numbers != sorted(numbers):
        ordered = ", ".join(scalars.plain(number) for number in sorted(numbers))
        raise ValueError(f"is out of order; write [{ordered}]")
    if len(numbers) == 2:
        return Stated(likely=midpoint(low, high), low=low, high=high, is_midpoint=True)
    return Stated(likely=numbers[1], low=low, high=high)


def figure_of(
    shape: FigureShape, value: Stated, said: Said, context: Context, row: Provenance | None
) -> Figure:
    """Return the figure with its provenance and state filled up (G1)."""
    if value.word is State.UNKNOWN and not said.note and not said.source:
        return UNKNOWN
    own = Provenance(said.source, said.basis, said.grade, said.as_of)
    proven = context.resolve(own, row)
    state = value.word or said.state
    currency = said.currency
    if shape.kind is Kind.MONEY and value.word is None:
        currency = said.currency or context.currency
    return Figure(
        state=state or state_of(proven.grade, has_range=value.low is not None),
        likely=value.likely,
        low=value.low,
        high=value.high,
        date=value.date,
        is_midpoint=value.is_midpoint,
        unit=said.unit,
        currency=currency,
        basis=proven.basis,
        grade=proven.grade,
        as_of=proven.as_of,
        source=proven.source,
        note=said.note,
    )
