"""Dates as precise as they are known: those of the numbers, and how a case file spells them."""

from datetime import date

from assessments.scoring.months import FORMS as FORMS
from assessments.scoring.months import PartialDate as PartialDate


def date_of(day: date) -> PartialDate:
    """Return a day of the calendar as a date known to the day."""
    return PartialDate(day.year, day.month, day.day)
