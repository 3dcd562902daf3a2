"""How good the evidence behind a score is: by grade, by age, and by what moves the number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from assessments.scoring.composite import Z, weighted_mean
from assessments.scoring.errors import ScoringError
from assessments.scoring.indicators import INDICATORS, PILLAR_WEIGHTS

GRADE_QUALITY: Mapping[str, float] = MappingProxyType(
    {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4, "E": 0.2}
)
AGE_HALF_LIFE_MONTHS = 18.0
LEAST_ELASTICITY = 0.1  # G31: a figure below it does not move the indicator
STEP = 0.01
SMALLEST_X = 0.01  # below it a relative change says nothing


def aged_quality(
    grade: str,
    age_months: float,
    grade_quality: Mapping[str, float] = GRADE_QUALITY,
    half_life_months: float = AGE_HALF_LIFE_MONTHS,
) -> float:
    """Return the quality of a figure: that of its grade, halved with every half-life of age.

    Parameters
    ----------
    grade : str
        "A" to "E".
    age_months : float
        Since it was last verified; a date after the assessment counts as today. [months]
    grade_quality : mapping
        Grade → quality of a fresh figure. [0–1]
    half_life_months : float
        [months]

    Returns
    -------
    float
        [0–1]

    Raises
    ------
    ScoringError
        If there is no such grade.

    References
    ----------
    Method §6.5, G31.

    Examples
    --------
    >>> aged_quality("A", 36), aged_quality("B", -2)
    (0.25, 0.8)
    """
    if grade not in grade_quality:
        raise ScoringError(f"grade {grade!r} is not one of {', '.join(grade_quality)}")
    return float(grade_quality[grade] * 2.0 ** (-max(0.0, age_months) / half_life_months))


def elasticity(x: float, moved: float) -> float:
    """Return how strongly a figure moves an indicator: relative change of x per 1 % of the figure.

    Parameters
    ----------
    x : float
        Raw value of the indicator.
    moved : float
        The same with the figure moved by 1 %, a range moved whole.

    Returns
    -------
    float
        1 = in proportion; 0 = not at all.

    References
    ----------
    Method §0.3 G31.

    Examples
    --------
    >>> round(elasticity(2.0, 2.01), 9)
    0.5
    """
    return abs(moved - x) / (STEP * max(abs(x), SMALLEST_X))


@dataclass(frozen=True, slots=True)
class Evidence:
    """One input of an indicator; ``elasticity`` None = a link, date, state or duration: counts."""

    grade: str
    age_months: float
    elasticity: float | None = None

    @property
    def counts(self) -> bool:
        """True if it moves the indicator."""
        return self.elasticity is None or self.elasticity >= LEAST_ELASTICITY


def indicator_quality(
    inputs: Iterable[Evidence],
    grade_quality: Mapping[str, float] = GRADE_QUALITY,
    half_life_months: float = AGE_HALF_LIFE_MONTHS,
) -> float:
    """Return the quality of an indicator: that of the worst input that moves it.

    Parameters
    ----------
    inputs : iterable of Evidence
        Everything the indicator rests on.
    grade_quality, half_life_months
        As in ``aged_quality``.

    Returns
    -------
    float
        [0–1]; 0 if nothing moves it, for then nothing proves it.

    Raises
    ------
    ScoringError
        If there is no such grade.

    References
    ----------
    Method §0.3 G31.

    Examples
    --------
    >>> indicator_quality([Evidence("A", 0, 1.0), Evidence("C", 18), Evidence("E", 0, 0.02)])
    0.3
    """
    return min(
        (
            aged_quality(item.grade, item.age_months, grade_quality, half_life_months)
            for item in inputs
            if item.counts
        ),
        default=0.0,
    )


def weighted_confidence(weights: Sequence[float], qualities: Sequence[Z]) -> float:
    """Return Σ w q / Σ w: an unknown indicator counts 0, one that does not apply not at all.

    Parameters
    ----------
    weights : sequence of float, length n
        Above 0; need not add to 1.
    qualities : sequence, length n
        Quality [0–1], None = unknown, NOT_APPLICABLE.

    Returns
    -------
    float
        [0–1]; 0 if nothing applies.

    References
    ----------
    Method §6.5, G31.

    Examples
    --------
    >>> from assessments.scoring.composite import NOT_APPLICABLE
    >>> weighted_confidence([0.5, 0.5, 1.0], [0.8, None, NOT_APPLICABLE])
    0.4
    """
    mean = weighted_mean(weights, qualities)
    return 0.0 if mean is None else mean.low


def overall_confidence(
    qualities: Mapping[str, Z], pillar_weights: Mapping[str, float] = PILLAR_WEIGHTS
) -> float:
    """Return the confidence of a score over all pillar × indicator weights.

    Parameters
    ----------
    qualities : mapping
        Indicator id → quality [0–1], None = unknown, NOT_APPLICABLE; one left out is unknown.
    pillar_weights : mapping
        Pillar → weight.

    Returns
    -------
    float
        [0–1]

    References
    ----------
    Method §6.5, G31.

    Examples
    --------
    >>> round(overall_confidence({"M1": 1.0, "M2": 0.6}), 6)
    0.12
    """
    return weighted_confidence(
        [pillar_weights[indicator.pillar] * indicator.weight for indicator in INDICATORS],
        [qualities.get(indicator.id) for indicator in INDICATORS],
    )
