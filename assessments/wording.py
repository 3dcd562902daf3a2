"""How numbers are printed: money, shares, months and dates, rounded for a reader, not for math."""

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import get_currency_symbol

from assessments.casefile.figure import Figure, Kind
from assessments.casefile.words import State
from assessments.scoring.months import PartialDate

MARK = "\N{NARROW NO-BREAK SPACE}◇"
NOT_KNOWN = "not known"
SCALES = ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m"))
MINUS = "\N{MINUS SIGN}"
WHOLE_UNITS_BELOW = 10_000  # a price is printed to the unit, an estimate above it to three digits


def significant(value: float | Decimal, digits: int) -> str:
    """Return a number with that many significant digits, plain, thousands grouped.

    Examples
    --------
    >>> significant(7.840392, 3), significant(14.0007, 3), significant(0.0826, 2)
    ('7.84', '14.0', '0.083')
    """
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number:
        return "0"
    places = digits - 1 - number.adjusted()
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return f"{rounded:,.{max(places, 0)}f}".replace("-", MINUS)


def money(value: float, currency: str, digits: int = 3) -> str:
    """Return money with its currency and scale.

    Examples
    --------
    >>> money(7_840_392_000, "USD"), money(56.5, "EUR")
    ('$7.84\\xa0bn', '€56.5')
    >>> money(599_202, "EUR"), money(1_455, "EUR")
    ('€599,000', '€1,455')
    """
    sign = MINUS if value < 0 else ""
    amount = abs(Decimal(repr(float(value))))
    symbol = get_currency_symbol(currency, locale="en") if currency else ""
    prefix = f"{symbol}\N{NO-BREAK SPACE}" if symbol.isalpha() else symbol
    for scale, name in SCALES:
        if amount >= scale * Decimal("0.9995"):
            return f"{sign}{prefix}{significant(amount / scale, digits)}\N{NO-BREAK SPACE}{name}"
    whole = max(digits, amount.adjusted() + 1) if amount < WHOLE_UNITS_BELOW else digits
    return f"{sign}{prefix}{significant(amount, whole)}"


def percent(share: float, *, signed: bool = False) -> str:
    """Return a share in percent, one decimal below 100 unless it is a whole number.

    Examples
    --------
    >>> percent(0.645), percent(0.54), percent(0.3096, signed=True), percent(0.0026)
    ('64.5%', '54%', '+31%', '0.26%')
    """
    value = Decimal(repr(float(share))) * 100
    if signed or abs(value) >= 100:
        text = f"{value.quantize(Decimal(1), rounding=ROUND_HALF_UP):,f}"
    elif abs(value) >= 1:
        text = f"{value.quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):f}".removesuffix(".0")
    else:
        text = significant(value, 2).replace(MINUS, "-")
    plus = "+" if signed and value > 0 else ""
    return f"{plus}{text}%".replace("-", MINUS)


def months(value: float, *, unit: bool = True) -> str:
    """Return months: whole from ten on, one decimal below, infinite as "without end".

    Examples
    --------
    >>> months(25.333), months(3.26), months(1.0), months(0.00822)
    ('25 months', '3.3 months', '1 month', '6 hours')
    """
    if math.isinf(value):
        return "without end"
    if unit and 0 < abs(value) < 0.1:
        return short_time(value)
    step = Decimal(1) if abs(value) >= 10 else Decimal("0.1")
    number = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    text = f"{number:f}".removesuffix(".0").replace("-", MINUS)
    if not unit:
        return text
    return f"{text} month" if text == "1" else f"{text} months"


def short_time(value: float) -> str:
    """Return less than a tenth of a month in days or hours (1 month = 730 h)."""
    hours = value * 730.0
    if hours >= 48:
        return f"{hours / 24:.0f} days"
    return "1 hour" if round(hours) == 1 else f"{hours:.0f} hours"


def number(value: float, digits: int = 3) -> str:
    """Return a plain number.

    Examples
    --------
    >>> number(1.8803), number(7.7689, 2)
    ('1.88', '7.8')
    """
    return significant(float(value), digits)


def plain(value: float) -> str:
    """Return a number without trailing zeros.

    Examples
    --------
    >>> plain(4.0), plain(2.5), plain(0.0123456)
    ('4', '2.5', '0.01235')
    """
    text = significant(float(value), 4)
    return text.rstrip("0").rstrip(".") if "." in text else text


def on_date(value: PartialDate) -> str:
    """Return a date with its preposition: on 31 March 2026, in October 2025."""
    return f"{'on' if value.day else 'in'} {date_text(value)}"


def of_unit(value: float, unit: str, currency: str = "") -> str:
    """Return a result in the unit of its measure.

    Examples
    --------
    >>> of_unit(0.645, "share"), of_unit(25.3, "months"), of_unit(0.5, "points")
    ('64.5%', '25 months', '0.5 points')
    >>> of_unit(-12.3, "points")
    '−12 points'
    >>> of_unit(2_300_000_000, "money/year", "USD"), of_unit(7.77, "ratio")
    ('$2.30\\xa0bn a year', '7.8×')
    """
    if unit.startswith("money"):
        per = unit.partition("/")[2]
        return f"{money(value, currency)} a {per}" if per else money(value, currency)
    words: dict[str, Callable[[float], str]] = {"share": percent, "months": months, "ratio": times}
    if unit in words:
        return words[unit](value)
    if unit == "points":
        return f"{value:.{0 if abs(value) >= 10 else 1}f} points".replace("-", MINUS)
    return f"{number(value)} {'years' if unit == 'years' else ''}".strip()


STATED = {
    State.UNKNOWN: NOT_KNOWN,
    State.NONE: "none",
    State.NOT_APPLICABLE: "not applicable",
}


def stated(figure: Figure, kind: Kind) -> str:
    """Return what somebody stated: value, range and unit, or why there is none."""
    if figure.state in STATED:
        return STATED[figure.state]
    if figure.date is not None:
        return date_text(figure.date)
    likely = _stated(figure.likely, figure, kind)
    if not figure.has_range:
        return likely
    between = f"{_stated(figure.low, figure, kind)} to {_stated(figure.high, figure, kind)}"
    return between if figure.is_midpoint else f"{likely} ({between})"


def _stated(value: Decimal | None, figure: Figure, kind: Kind) -> str:
    amount = float(value or 0)
    if kind is Kind.MONEY:
        return money(amount, figure.currency)
    if kind in (Kind.SHARE, Kind.RATE) and not figure.unit:
        return percent(amount)
    unit = {Kind.MONTHS: "months", Kind.YEARS: "years", Kind.FACTOR: "×"}.get(kind, figure.unit)
    if amount == 1 and unit in ("months", "years"):
        unit = unit[:-1]
    return f"{plain(amount)} {unit}".strip()


def times(value: float) -> str:
    """Return a ratio as a factor.

    Examples
    --------
    >>> times(7.77), times(0.389)
    ('7.8×', '0.39×')
    """
    return f"{significant(float(value), 2)}×"


def date_text(value: PartialDate) -> str:
    """Return a date as precise as it is known: 31 March 2026, October 2025, Q2 2019, 2025."""
    if value.quarter is not None:
        return f"Q{value.quarter} {value.year}"
    if value.month is None:
        return str(value.year)
    if value.day is None:
        return format_date(value.first_day(), "MMMM y", locale="en")
    return format_date(value.first_day(), "d MMMM y", locale="en")


def listing(items: list[str] | tuple[str, ...], conjunction: str = "and") -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {conjunction} {items[-1]}"


def possessive(name: str) -> str:
    """Return a name's possessive.

    Examples
    --------
    >>> possessive("Apple"), possessive("Warta Isotopes")
    ('Apple’s', 'Warta Isotopes’')
    """
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def count_of(n: int, noun: str, plural: str = "") -> str:
    """Return a count in words up to twelve, with its noun.

    Examples
    --------
    >>> count_of(3, "supplier"), count_of(1, "supplier"), count_of(41, "figure")
    ('three suppliers', 'one supplier', '41 figures')
    """
    word = WORDS[n] if n < len(WORDS) else f"{n:,}"
    return f"{word} {noun if n == 1 else plural or noun + 's'}"


WORDS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip
