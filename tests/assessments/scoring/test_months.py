"""Months between dates of any precision, and dates as texts."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.months import (
    PartialDate,
    months_between,
    months_from_days,
    months_from_hours,
)

parse = PartialDate.parse
days = st.dates(date(1990, 1, 1), date(2100, 12, 31))
partial_dates = st.builds(
    lambda day, precision: {
        "year": PartialDate(day.year),
        "quarter": PartialDate(day.year, quarter=(day.month + 2) // 3),
        "month": PartialDate(day.year, day.month),
        "day": PartialDate(day.year, day.month, day.day),
    }[precision],
    days,
    st.sampled_from(["year", "quarter", "month", "day"]),
)


def test_units_oracle(oracle: Any) -> None:
    units = oracle("G02")
    months = [months_from_hours(hours) for hours in units.inputs["hours"]]

    units.check(
        {"months": months, "months_of_30_days": months_from_days(units.inputs["days"][0])},
        units.expected,
    )


def test_days_convert_as_arrays() -> None:
    assert months_from_days(np.array([365.0, 730.0])).tolist() == [12.0, 24.0]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("start", "end", "is_inclusive", "months"),
    [
        ("2023-11", "2025-06", False, 19),
        ("2023-11", "2026-01-26", False, 26),
        ("2025-11", "2031-12", True, 74),
        ("2023-11", "2025-11", False, 24),
        ("2025-11", "2031-12-31", True, 74),
        ("2025-11", "2031-12-30", True, 73),
        ("2025-11", "9999-12-31", True, 95690),
        ("2019-Q2", "2020-01", False, 9),
        ("2020-01", "2020-Q2", True, 6),
        ("2020", "2021", False, 12),
        ("2020", "2021", True, 24),
        ("2020-06", "2020", False, -5),
    ],
)
def test_dates_to_the_month_count_whole_months(
    start: str, end: str, is_inclusive: bool, months: float
) -> None:
    found = months_between(parse(start), parse(end), end_is_inclusive=is_inclusive)

    assert found == months


@pytest.mark.parametrize("is_inclusive", [True, False])
def test_two_days_are_days_by_twelve_over_365_apart(is_inclusive: bool) -> None:
    found = months_between(parse("2025-01-01"), parse("2026-01-01"), end_is_inclusive=is_inclusive)

    assert found == 12.0


@given(partial_dates)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_date_reads_back_from_its_text(moment: PartialDate) -> None:
    assert parse(str(moment)) == moment


@given(partial_dates, partial_dates)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_months_back_are_the_months_there_with_the_other_sign(
    first: PartialDate, second: PartialDate
) -> None:
    assert months_between(first, second) == -months_between(second, first)


@given(partial_dates, partial_dates)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_an_inclusive_end_is_never_earlier(first: PartialDate, second: PartialDate) -> None:
    plain = months_between(first, second)

    assert months_between(first, second, end_is_inclusive=True) >= plain


@given(partial_dates, partial_dates)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_dates_have_one_order(first: PartialDate, second: PartialDate) -> None:
    assert [first < second, first == second, first > second].count(True) == 1


def test_dates_sort_by_first_then_last_day() -> None:
    texts = ["2025-10-28", "2025", "2025-10", "2025-10-01", "2025-Q4", "2024-12-31"]

    ordered = [str(moment) for moment in sorted(parse(text) for text in texts)]

    assert ordered == ["2024-12-31", "2025", "2025-10-01", "2025-10", "2025-Q4", "2025-10-28"]


def test_a_date_spans_the_days_it_can_mean() -> None:
    spans = [(parse(t).first_day(), parse(t).last_day()) for t in ("2024", "2024-Q1", "2024-02")]

    assert spans == [
        (date(2024, 1, 1), date(2024, 12, 31)),
        (date(2024, 1, 1), date(2024, 3, 31)),
        (date(2024, 2, 1), date(2024, 2, 29)),
    ]


@pytest.mark.parametrize("text", ["", "25", "2025-1", "2025-Q5", "2025-10-28T00:00", "２０２５"])
def test_a_text_of_another_form_says_how_to_write_it(text: str) -> None:
    with pytest.raises(ScoringError, match="is not a date; write 2025, 2019-Q2"):
        parse(text)


@pytest.mark.parametrize("text", ["2025-13", "2025-00", "2025-02-29", "2025-10-00", "0000"])
def test_a_day_outside_the_calendar_is_refused_by_name(text: str) -> None:
    with pytest.raises(ScoringError, match=f"{text} is not in the calendar"):
        parse(text)


@pytest.mark.parametrize(
    "parts", [(2025, None, 3, None), (2025, 4, None, 2), (2025, None, None, 5)]
)
def test_parts_that_do_not_go_together_are_refused(parts: tuple[Any, ...]) -> None:
    with pytest.raises(ScoringError, match="is not a date"):
        PartialDate(*parts)
