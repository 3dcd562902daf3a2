"""What comes out of the numbers: measures with stable codes, and what stands beside them.

These are all a page, the API and a report may show; ``result_sha256`` covers them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class SubjectKind(StrEnum):
    """What a measure speaks about."""

    ORGANIZATION = "organization"
    CATEGORY = "category"
    FUNCTION = "function"
    SUPPLIER = "supplier"
    POSITION = "position"
    OFFERING = "offering"
    ALTERNATIVE = "alternative"
    CONTRACT = "contract"
    PLAN = "plan"
    DEPENDENCY = "dependency"
    OBSERVATION = "observation"


class MeasureState(StrEnum):
    """Known, or why there is no number; NEVER and NO_EXIT are answers, not gaps."""

    KNOWN = "known"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "n/a"
    INFINITE = "infinite"


@dataclass(frozen=True, slots=True)
class Measure:
    """One result: its value, its range, the figures it used and the figures it lacks.

    ``lower``/``upper`` are hard bounds (every unknown at its best and at its worst), the ``p``
    fields quantiles of the draws. ``inputs`` and ``missing`` are figure addresses.
    """

    code: str
    subject_kind: SubjectKind
    subject: str
    state: MeasureState
    value: float | None = None
    unit: str = ""
    currency: str = ""
    p5: float | None = None
    p10: float | None = None
    p50: float | None = None
    p80: float | None = None
    p90: float | None = None
    p95: float | None = None
    lower: float | None = None
    upper: float | None = None
    quality: float | None = None
    formula: str = ""
    rule: str = ""
    text: str = ""
    inputs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """True if there is a number to show."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class CutSet:
    """Nodes whose joint failure stops a function; order 1 is a single point of failure."""

    function: str
    horizon: str
    members: tuple[str, ...]

    @property
    def order(self) -> int:
        """How many nodes must fail together."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two nominally different offerings share upstream."""

    first: str
    second: str
    weighted_jaccard: float | None
    plain_jaccard: float | None
    single_points: tuple[str, ...]
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contribution:
    """Points of the score that one pillar, or one indicator of it, explains."""

    position: str
    pillar: str
    indicator: str
    x: float | None
    z: float | None
    state: MeasureState
    weight: float
    points: float | None
    quality: float
    inputs: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Driver:
    """One source of a score's spread; ``name`` is a figure address or ``null:INDICATOR``.

    ``width_if_known`` is the mean P5–P95 width [points] once that answer is in.
    """

    position: str
    name: str
    variance_share: float
    width_if_known: float


@dataclass(frozen=True)
class Results:
    """Everything one assessment found."""

    method: str
    seed: int
    parameters_sha256: str
    measures: tuple[Measure, ...]
    cuts: tuple[CutSet, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    drivers: tuple[Driver, ...] = ()
    positions: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    library_versions: dict[str, str] = field(default_factory=dict, compare=False)

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Measure]:
        return {(measure.code, measure.subject): measure for measure in self.measures}

    def measure(self, code: str, subject: str) -> Measure:
        """Return the measure of that code and subject.

        Raises
        ------
        KeyError
            If the assessment has no such measure.
        """
        return self._by_key[code, subject]

    def find(self, code: str, subject: str) -> Measure | None:
        """Return the measure of that code and subject, or None."""
        return self._by_key.get((code, subject))

    def of(self, code: str) -> Iterator[Measure]:
        """Yield every measure of that code, in order of subject."""
        return (measure for measure in self.measures if measure.code == code)
