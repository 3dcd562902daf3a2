"""What an entry of the access matrix says, and how all of them are found.

Each part of the product keeps its own ``entries_*.py`` beside this file with a list ``ENTRIES``.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assessments.access import Right

SAFE = ("GET", "HEAD")


def nothing(world: Any) -> dict[str, Any]:
    """Return no values: those of the address are found by their names."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One method of one route, and the right it takes; None: open to everybody, ``why`` says why.

    ``kwargs`` are the parts of the address that ``World.values`` does not have under their names,
    ``body`` what is sent, ``allowed`` what an answer may be to those who may (for a change: any
    that got past the wall), ``shows`` text that their answer must have.
    """

    route: str
    right: Right | None
    method: str = "GET"
    kwargs: Callable[[Any], dict[str, Any]] = nothing
    query: str = ""
    body: Callable[[Any], Any] = nothing
    allowed: frozenset[int] = frozenset()
    shows: Callable[[Any], str] | None = None
    is_api: bool = False
    is_secret: bool = False  # the address itself is the key: it opens for whoever has it
    why: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        assert self.right is not None or self.why, f"{self.route}: say why it is open"

    def __str__(self) -> str:
        return f"{self.method} {self.route}{self.label}"

    @property
    def is_safe(self) -> bool:
        """Whether it only reads."""
        return self.method in SAFE

    def lets_through(self, status: int) -> bool:
        """Return whether a status is that of somebody who got past the wall."""
        if self.allowed:
            return status in self.allowed
        return (
            status == 200 if self.is_safe else status not in (401, 403, 404, 405) and status < 500
        )


def all_entries() -> list[Entry]:
    """Return the entries of every part."""
    found: list[Entry] = []
    for path in sorted(Path(__file__).parent.glob("entries_*.py")):
        found += importlib.import_module(f"tests.access.{path.stem}").ENTRIES
    return found
