"""What is wrong with a case, where, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class NeededRate:
    """An exchange rate without which a figure says nothing; ``on`` is the day of the case."""

    currency: str
    own: str
    on: date | None


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What is wrong at a path of a document; ``about`` is the noun it should have named.

    ``is_incomplete``: another row, still to be written, may mend it; a case cannot be scored yet.
    ``rate``: the exchange rate that would mend it, for doors that have their own way to add one.
    """

    path: str
    message: str
    about: str = ""
    is_incomplete: bool = False
    rate: NeededRate | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong on a line of a file; ``path`` is empty where nothing could be read yet."""

    line: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.line} {self.path}" if self.path else str(self.line)
        return f"{place}: {self.message}"


class CaseFileError(Exception):
    """A case file with everything that is wrong with it, sorted by line; nothing was read."""

    def __init__(self, filename: str, problems: Iterable[Problem]) -> None:
        self.filename = filename
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(f"{filename}:{problem}" for problem in self.problems))


def is_near(path: str, other: str) -> bool:
    """True if one of the two paths lies at or below the other."""
    return f"{path}.".startswith(f"{other}.") or f"{other}.".startswith(f"{path}.")
