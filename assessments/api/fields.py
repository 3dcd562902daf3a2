"""A small body that no noun declares, field by field: what is wrong is told all at once."""

import uuid
from datetime import date
from typing import Any

from assessments.api.problems import invalid
from assessments.casefile.problems import Finding
from assessments.casefile.read_leaves import advice

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
LONGEST_TEXT = 10_000


class Fields:
    """The fields of a body; ``done`` refuses what cannot be read and what nobody asked for."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body
        self.known: list[str] = []
        self.errors: list[Finding] = []

    def day(self, name: str) -> date | None:
        """Return a day, or None where none is written."""
        value = self._take(name)
        if value is None:
            return None
        try:
            found = date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None or str(found) != value or not EARLIEST <= found <= LATEST:
            self._refuse(name, f"is no day from {EARLIEST} to {LATEST}; write it as 2026-01-31")
        return found

    def integer(self, name: str, default: int, *, at_most: int) -> int:
        """Return a whole number from 0 on."""
        value = self._take(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= at_most:
            self._refuse(name, f"is no whole number from 0 to {at_most}")
            return default
        return value

    def text(self, name: str, *, is_required: bool = False) -> str:
        """Return a text that a database can hold."""
        value = self._take(name)
        if value is None and not is_required:
            return ""
        if not isinstance(value, str) or not is_storable(value) or len(value) > LONGEST_TEXT:
            self._refuse(name, f"is no text of at most {LONGEST_TEXT:,} characters; write one")
            return ""
        if is_required and not value.strip():
            self._refuse(name, "is empty; write something")
        return value

    def key(self, name: str) -> uuid.UUID | None:
        """Return the id of something that we named ourselves."""
        value = self._take(name)
        try:
            if isinstance(value, str) and str(found := uuid.UUID(value)) == value.lower():
                return found
        except ValueError:
            pass
        self._refuse(name, "is no id of ours; write the id you were given")
        return None

    def done(self) -> None:
        """Raise a problem with one error for each field that has to be mended."""
        self.errors += [
            Finding(name, f"unknown key; {advice(name, self.known)}")
            for name in self.body
            if name not in self.known
        ]
        if self.errors:
            raise invalid(self.errors)

    def _take(self, name: str) -> Any:
        self.known.append(name)
        return self.body.get(name)

    def _refuse(self, name: str, message: str) -> None:
        self.errors.append(Finding(name, message))


def is_storable(text: str) -> bool:
    """Return whether every database can hold a text."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)
