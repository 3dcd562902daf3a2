"""Dates as precise as they are known, with errors that the reader collects."""

from datetime import date

from assessments.scoring.errors import ScoringError
from assessments.scoring.months import FORMS as FORMS
from assessments.scoring.months import PartialDate as PartialDate


def parse_date(text: str) -> PartialDate:
    """Return the date a text names.

    Examples
    --------
    >>> str(parse_date("2019-Q2"))
    '2019-Q2'
    """
    try:
        return PartialDate.parse(text)
    except ScoringError as error:
        raise ValueError(str(error)) from error


def date_of(day: date) -> PartialDate:
    """Return a day of the calendar as a date known to the day."""
    return PartialDate(day.year, day.month, day.day)
