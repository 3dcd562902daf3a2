"""Months as the one unit of time: from hours and days, and between dates of any precision."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import TYPE_CHECKING

from assessments.scoring.errors import ScoringError

if TYPE_CHECKING:  # a date needs no NumPy, and everybody needs dates
    from assessments.scoring.broadcasting import Number

HOURS_PER_MONTH = 730.0
FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-Q([1-4]))?", re.ASCII)
FORMS = "2025, 2019-Q2, 2025-10 or 2025-10-28"


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day of the calendar, or the month, quarter or year it lies in.

    Dates are ordered by the earliest day they can mean, then by the latest.

    Raises
    ------
    ScoringError
        If the parts name no date of the calendar.

    Examples
    --------
    >>> PartialDate(2025, 10) < PartialDate(2025, 10, 28)
    True
    """

    year: int
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    def __post_init__(self) -> None:
        """Refuse parts that do not go together."""
        has_gap = self.day is not None and self.month is None
        has_two = self.quarter is not None and self.month is not None
        if has_gap or has_two or self.quarter not in (None, 1, 2, 3, 4):
            raise ScoringError(f"{self._parts()} is not a date; write {FORMS}")
        try:
            date(
                self.year,
                1 if self.month is None else self.month,
                1 if self.day is None else self.day,
            )
        except ValueError:
            raise ScoringError(f"{self._parts()} is not in the calendar; write {FORMS}") from None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Return the date an ISO text names.

        Parameters
        ----------
        text : str
            ``2025``, ``2019-Q2``, ``2025-10`` or ``2025-10-28``.

        Returns
        -------
        PartialDate

        Raises
        ------
        ScoringError
            If the text has another form or is not in the calendar.

        References
        ----------
        Method §0.3 G2; ISO 8601-1:2019.

        Examples
        --------
        >>> str(PartialDate.parse("2019-Q2"))
        '2019-Q2'
        """
        match = FORM.fullmatch(text)
        if match is None:
            raise ScoringError(f"{text!r} is not a date; write {FORMS}")
        year, month, day, quarter = (int(part) if part else None for part in match.groups())
        assert year is not None
        return cls(year, month, day, quarter)

    def first_day(self) -> date:
        """Return the earliest day it can mean.

        Examples
        --------
        >>> PartialDate(2019, quarter=2).first_day()
        datetime.date(2019, 4, 1)
        """
        month = 1 if self.month is None else self.month
        if self.quarter is not None:
            month = 3 * self.quarter - 2
        return date(self.year, month, self.day or 1)

    def last_day(self) -> date:
        """Return the latest day it can mean.

        Examples
        --------
        >>> PartialDate(2024, 2).last_day()
        datetime.date(2024, 2, 29)
        """
        if self.day is not None:
            return self.first_day()
        month = 12 if self.month is None else self.month
        if self.quarter is not None:
            month = 3 * self.quarter
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __lt__(self, other: "PartialDate") -> bool:
        """Return whether it comes before another date."""
        ours, theirs = (self.first_day(), self.last_day()), (other.first_day(), other.last_day())
        return ours < theirs

    def __str__(self) -> str:
        """Return the ISO text that ``parse`` reads."""
        if self.quarter is not None:
            return f"{self.year:04}-Q{self.quarter}"
        return self._parts()

    def _parts(self) -> str:
        quarter = "" if self.quarter is None else f"-Q{self.quarter}"
        parts = [f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n is not None)]
        return "-".join(parts) + quarter


def months_from_hours(hours: "Number") -> "Number":
    """Return hours in months of 730 hours.

    Parameters
    ----------
    hours : float or ndarray
        [hours]

    Returns
    -------
    float or ndarray
        [months]

    References
    ----------
    Method §0.3 G2.

    Examples
    --------
    >>> months_from_hours(365.0)
    0.5
    """
    return hours / HOURS_PER_MONTH


def months_from_days(days: "Number") -> "Number":
    """Return days in months of 365/12 days.

    Parameters
    ----------
    days : float or ndarray
        [days]

    Returns
    -------
    float or ndarray
        [months]

    References
    ----------
    Method §0.3 G2.

    Examples
    --------
    >>> months_from_days(730)
    24.0
    """
    return days * 12.0 / 365.0


def months_between(
    start: PartialDate, end: PartialDate, *, end_is_inclusive: bool = False
) -> float:
    """Return the months from one date to another, negative if the end comes first.

    Two days of the calendar are days · 12/365 apart. As soon as one date is less precise, whole
    months are counted between the months they lie in; a quarter or a year stands for its first
    month.

    Parameters
    ----------
    start, end : PartialDate
        Of any precision.
    end_is_inclusive : bool
        The end is a contract's: a month, quarter or year then runs to its own end, and so does
        the last day of a month.

    Returns
    -------
    float
        [months]

    References
    ----------
    Method §0.3 G2.

    Examples
    --------
    >>> months_between(PartialDate(2023, 11), PartialDate(2026, 1, 26))
    26.0
    >>> months_between(PartialDate(2025, 11), PartialDate(2031, 12), end_is_inclusive=True)
    74.0
    """
    first, last = start.first_day(), end.first_day()
    if start.day is not None and end.day is None and end_is_inclusive:
        last = end.last_day()  # "runs to the end of its month" names a day
        return float(months_from_days((last - first).days))
    if start.day is not None and end.day is not None:
        return float(months_from_days((last - first).days))
    if end_is_inclusive:
        return float(_months_completed(end.last_day()) - _month_number(first))
    return float(_month_number(last) - _month_number(first))


def _month_number(day: date) -> int:
    return 12 * day.year + day.month


def _months_completed(day: date) -> int:
    """Number of the month after the last full one; 9999-12-31, "no end", has no day after it."""
    is_last_of_month = day.day == calendar.monthrange(day.year, day.month)[1]
    return _month_number(day) + is_last_of_month
