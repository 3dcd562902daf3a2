"""Times as ratios to a yardstick of the same run, and the goals that they are held to."""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

ROUNDS = 5

Work = Callable[[], object]


def seconds(work: Work, rounds: int = ROUNDS) -> float:
    """Return the median time of some work after one run that warms it up. [s]"""
    return medians({"": work}, rounds)[""]


def medians(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Return the median time of each of several works after one run that warms it up. [s]

    They take turns, so that a machine that slows down in between slows them all.
    """
    for work in works.values():
        work()
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - begun)
    return {name: statistics.median(times) for name, times in taken.items()}


@dataclass
class Board:
    """What was measured, printed as it comes; ``missed`` are the goals that were not reached."""

    missed: list[str] = field(default_factory=list)

    def ratio(
        self, name: str, taken: float, yardstick: str, least: float, at_most: float | None = None
    ) -> None:
        """Print a time, its ratio to that of a yardstick, and whether that is the goal."""
        said = (
            f"{1000 * taken:9.1f} ms  {taken / least:6.2f} ×  {yardstick} ({1000 * least:.1f} ms)"
        )
        self._row(name, said, taken / least, at_most, " ×")

    def value(self, name: str, value: float, unit: str, at_most: float) -> None:
        """Print a value that has a goal of its own."""
        self._row(name, f"{value:9.1f} {unit}", value, at_most, f" {unit}")

    def same(self, name: str, counts: Mapping[str, int]) -> None:
        """Print counts that have to be the same everywhere."""
        is_same = len(set(counts.values())) == 1
        said = f"{next(iter(counts.values())):9d}" if is_same else str(dict(counts))
        print(f"{name:44}{said}  the same everywhere: {'reached' if is_same else 'MISSED'}")
        if not is_same:
            self.missed.append(f"{name}: {dict(counts)}")

    def _row(self, name: str, said: str, value: float, at_most: float | None, unit: str) -> None:
        if at_most is None:
            print(f"{name:44}{said}")
            return
        is_reached = value <= at_most
        print(f"{name:44}{said}  goal ≤ {at_most:g}{unit}: {'reached' if is_reached else 'MISSED'}")
        if not is_reached:
            self.missed.append(f"{name}: {value:.2f}{unit}, at most {at_most:g}")
