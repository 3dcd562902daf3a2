"""How figures become numbers: at their points, with one of them moved, or drawn n times.

Every formula of a position is written once, in NumPy's broadcasting arithmetic, and runs in three
worlds: the point (floats), a tweak (one figure moved by 1 %, rule G31) and the draws (arrays, G32).
A ``Trace`` notes on the way which figures a number used and which it lacks.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from assessments.scoring import pert
from assessments.scoring.broadcasting import Number as Number
from assessments.scoring.case import Figure, Row, State

MOST_BESIDE = 16  # worlds kept beside a world: those of the exits of a few positions


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the random stream of that name (G22): more names never disturb the others.

    Parameters
    ----------
    seed : int
        Seed of the assessment.
    name : str
        For example ``"event:sdc-outage"`` or a figure address.

    Returns
    -------
    numpy.random.Generator
        Philox keyed by the first 8 bytes of the name's SHA-256.

    References
    ----------
    Method §0.3 G22; Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.

    Examples
    --------
    >>> round(float(stream(20260101, "event:sdc-outage").random()), 6)
    0.830692
    """
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    return np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(key,))))


@dataclass(frozen=True)
class World:
    """One way the figures could be; ``n_draws`` 0 = a single point."""

    seed: int = 0
    n_draws: int = 0
    factors: Mapping[str, float] = field(default_factory=dict)
    overrides: Mapping[str, float] = field(default_factory=dict)
    _drawn: dict[str, NDArray[np.float64]] = field(default_factory=dict, compare=False)
    _values: dict[str, NDArray[np.float64]] = field(default_factory=dict, compare=False)
    _beside: dict[Hashable, "World"] = field(default_factory=dict, compare=False)

    @property
    def is_drawn(self) -> bool:
        """True if numbers are arrays of draws."""
        return self.n_draws > 0

    def tweaked(self, address: str, factor: float) -> "World":
        """Return this world with one figure multiplied (a range moves whole)."""
        return replace(self, factors={**self.factors, address: factor})

    def with_value(self, address: str, value: float) -> "World":
        """Return this world with one figure set, known or not before: a lever (§7.2)."""
        return replace(self, overrides={**self.overrides, address: value})

    def beside(self, key: Hashable, draw: Callable[[], "World"]) -> "World":
        """Return a world of draws with this world's factors, drawn once for all its tweaks.

        Parameters
        ----------
        key : hashable
            What the draws are of; equal keys have equal draws.
        draw : callable
            Makes that world where nobody asked for it lately.
        """
        if key not in self._beside:
            if len(self._beside) >= MOST_BESIDE:  # or a large case would fill the memory
                del self._beside[next(iter(self._beside))]
            self._beside[key] = draw()
        return replace(self._beside[key], factors=self.factors)

    def uniforms(self, name: str) -> NDArray[np.float64]:
        """Return this world's n uniform draws of that name, the same whenever asked."""
        if name not in self._drawn:
            self._drawn[name] = stream(self.seed, name).random(self.n_draws)
        return self._drawn[name]

    @property
    def drawn_names(self) -> tuple[str, ...]:
        """Names of all uniforms drawn so far: the sources of uncertainty."""
        return tuple(self._drawn)

    def value(self, figure: Figure) -> Number | None:
        """Return a figure's number here: the PERT mean of a range, or its draws; None if unknown.

        ``none`` is a stated zero (G1); unknown and not applicable have no number.
        """
        if figure.address in self.overrides:
            return self.overrides[figure.address]
        if figure.state is State.NONE:
            return 0.0
        if figure.likely is None:
            return None
        factor = self.factors.get(figure.address, 1.0)
        if figure.low is None or figure.high is None:
            return figure.likely * factor
        if not self.is_drawn:
            return float(pert.mean(figure.low, figure.likely, figure.high)) * factor
        if figure.address not in self._values:  # the inverse of the beta function is costly
            u = self.uniforms(figure.address)
            drawn = pert.quantile(figure.low, figure.likely, figure.high, u)
            self._values[figure.address] = np.asarray(drawn)
        return self._values[figure.address] * factor


@dataclass
class Trace:
    """The figures and rows one number rests on, the figures it lacks, and warnings."""

    world: World
    used: dict[str, Figure] = field(default_factory=dict)
    missing: dict[str, Figure] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    flags: dict[str, None] = field(default_factory=dict)

    def value(self, figure: Figure) -> Number | None:
        """Return a figure's number and note that it was used, or that it is missing."""
        number = self.world.value(figure)
        if number is not None:
            self.used[figure.address] = figure
        elif figure.state is not State.NOT_APPLICABLE:
            self.missing[figure.address] = figure
        return number

    def fact(self, figure: Figure) -> Figure:
        """Note that a date or state was used (it always counts, G31) and return the figure."""
        if figure.is_present:
            self.used[figure.address] = figure
            self.rows[figure.address] = Row(figure.address, figure.grade, figure.age_months)
        else:
            self.missing[figure.address] = figure
        return figure

    def row(self, row: Row) -> None:
        """Note that a row's existence was used: it always counts (G31)."""
        self.rows[row.address] = row

    def row_if_stated(self, row: Row) -> None:
        """Note a row that only counts where somebody gave its provenance.

        A supplier or dependency is there because its figures are; those carry the grade.
        """
        if row.is_stated:
            self.row(row)

    def flag(self, text: str) -> None:
        """Note a warning to print beside the number."""
        self.flags[text] = None

    def take(self, traced: "Traced") -> Number | None:
        """Return the value of a traced number and take over everything it rests on."""
        self.note(traced)
        return traced.value

    def note(self, traced: "Traced") -> None:
        """Take over everything a traced number rests on."""
        self.used.update(traced.trace.used)
        self.missing.update(traced.trace.missing)
        self.rows.update(traced.trace.rows)
        self.flags.update(traced.trace.flags)


@dataclass(frozen=True)
class Traced:
    """A number (None = unknown) and what it rests on; bounds where a rule gives some."""

    value: Number | None
    trace: Trace
    lower: Number | None = None
    upper: Number | None = None
    is_not_applicable: bool = False

    @property
    def point(self) -> float | None:
        """The value as a float; only for a single-point world."""
        return None if self.value is None else float(self.value)


def traced(world: World, formula: Callable[[Trace], Number | None]) -> Traced:
    """Run a formula with a fresh trace and return its value with that trace."""
    trace = Trace(world)
    return Traced(formula(trace), trace)


def total(trace: Trace, figures: Iterable[Figure]) -> Number | None:
    """Return the sum of figures, None if one of them is unknown (all are noted)."""
    numbers = [trace.value(figure) for figure in figures]
    known = [number for number in numbers if number is not None]
    if not known or len(known) < len(numbers):
        return None
    return sum(known[1:], start=known[0])
