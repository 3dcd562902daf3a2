"""Dates as precise as they are known: a year, a quarter, a month or a day."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-Q([1-4]))?", re.ASCII)
FORMS = "2025, 2019-Q2, 2025-10 or 2025-10-28"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of the calendar, or the year, quarter or month it lies in."""

    year: int
    month: int | None = None
    day: int | None = None
    quarter: int | None = None

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Return the date a text names.

        Examples
        --------
        >>> PartialDate.parse("2019-Q2").last_day(), str(PartialDate.parse("2025-10"))
        (datetime.date(2019, 6, 30), '2025-10')
        """
        match = FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"{text} is not a date; write {FORMS}")
        year, month, day, quarter = (int(part) if part else None for part in match.groups())
        assert year is not None
        parsed = cls(year, month, day, quarter)
        try:
            parsed.last_day()
        except ValueError:
            raise ValueError(f"{text} is not in the calendar; write {FORMS}") from None
        return parsed

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """Return a day of the calendar as a date known to the day."""
        return cls(day.year, day.month, day.day)

    def first_day(self) -> date:
        """Return the earliest day it can mean."""
        month = self.quarter * 3 - 2 if self.quarter else self.month or 1
        return date(self.year, month, self.day or 1)

    def last_day(self) -> date:
        """Return the latest day it can mean."""
        if self.day:
            return self.first_day()
        month = self.quarter * 3 if self.quarter else self.month or 12
        if not 1 <= month <= 12:
            raise ValueError("month must be in 1..12")
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        if self.quarter:
            return f"{self.year:04}-Q{self.quarter}"
        parts = [f"{self.year:04}", *(f"{n:02}" for n in (self.month, self.day) if n)]
        return "-".join(parts)
