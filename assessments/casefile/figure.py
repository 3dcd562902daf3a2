"""A figure: one scored value with its state, range, unit and evidence."""

from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

from assessments.casefile.dates import PartialDate
from assessments.casefile.scalars import plain
from assessments.casefile.words import Basis, Grade, State

MAX_DIGITS = 15  # SQLite keeps no more
ROUNDING = Context(prec=MAX_DIGITS)
LARGEST, SMALLEST = Decimal(10) ** 18, Decimal(10) ** -18


class Kind(StrEnum):
    """What a figure measures; its bounds hang on it."""

    SHARE = "share"
    MONEY = "money"
    MONTHS = "months"
    YEARS = "years"
    COUNT = "count"
    RATE = "rate"
    FACTOR = "factor"
    DATA = "data"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Figure:
    """One value as somebody stated it.

    ``likely`` (``date`` for dates) is set exactly where state is KNOWN or ESTIMATED; ``low`` and
    ``high`` together or not at all. ``is_midpoint``: only the range was stated, ``likely`` is its
    middle and print says so.
    """

    state: State = State.UNKNOWN
    likely: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    date: PartialDate | None = None
    is_midpoint: bool = False
    unit: str = ""
    currency: str = ""
    basis: Basis | None = None
    grade: Grade | None = None
    as_of: PartialDate | None = None
    source: str = ""
    note: str = ""

    @property
    def is_present(self) -> bool:
        """True if there is a value, a stated zero included."""
        return self.state in (State.KNOWN, State.ESTIMATED, State.NONE)

    @property
    def has_range(self) -> bool:
        """True if low and high are set."""
        return self.low is not None and self.high is not None


# What nobody stated: an absent figure and a bare `unknown` are this one (G1).
UNKNOWN = Figure()


def midpoint(low: Decimal, high: Decimal) -> Decimal:
    """Return the middle of a range in as many digits as a figure keeps.

    Examples
    --------
    >>> midpoint(Decimal("0.83"), Decimal("0.91"))
    Decimal('0.87')
    """
    return ROUNDING.divide(ROUNDING.add(low, high), Decimal(2))


def digits_problem(number: Decimal) -> str:
    """Return why a number cannot be kept to its last digit, or nothing.

    Examples
    --------
    >>> digits_problem(Decimal("123456789012.3456"))
    '123456789012.3456 has 16 significant digits; write 123456789012.346'
    """
    digits = len(number.normalize().as_tuple().digits)
    if digits > MAX_DIGITS:
        return f"{plain(number)} has {digits} significant digits; write {_rounded(number)}"
    if number and not SMALLEST <= abs(number) <= LARGEST:
        return f"{number} is out of range; write a number of at most 18 digits"
    return ""


def _rounded(number: Decimal) -> str:
    return plain(ROUNDING.plus(number))
