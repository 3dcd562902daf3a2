"""From z of the indicators to one score 0–100, and what it could be once all is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.contributions import CAP, log_loss, log_share, shapley
from assessments.scoring.errors import ScoringError
from assessments.scoring.indicators import INDICATORS, PILLAR_WEIGHTS, PILLARS


class NotApplicable(Enum):
    """The type of the one value that leaves every denominator, unlike None (unknown)."""

    NOT_APPLICABLE = "n/a"


NOT_APPLICABLE: Final = NotApplicable.NOT_APPLICABLE
Z: TypeAlias = float | NotApplicable | None


@dataclass(frozen=True, slots=True)
class WeightedMean:
    """A mean over what is known, with every unknown at 0 and at 1, and the weight known."""

    point: float | None
    low: float
    high: float
    completeness: float


def weighted_mean(weights: Sequence[float], values: Sequence[Z]) -> WeightedMean | None:
    """Return the weighted mean of values on 0–1, some unknown, some not applicable.

    Parameters
    ----------
    weights : sequence of float, length n
        Above 0; need not add to 1.
    values : sequence, length n
        A number [0–1], None = unknown, NOT_APPLICABLE.

    Returns
    -------
    WeightedMean or None
        ``point`` is None if no value is known; the whole is None if no value applies.

    References
    ----------
    Method §6.5, G29.

    Examples
    --------
    >>> weighted_mean([0.5, 0.5], [0.25, None])
    WeightedMean(point=0.25, low=0.125, high=0.625, completeness=0.5)
    """
    pairs = [(w, v) for w, v in zip(weights, values, strict=True) if v is not NOT_APPLICABLE]
    known = [(w, v) for w, v in pairs if isinstance(v, float | int)]
    whole, present = sum(w for w, _ in pairs), sum(w for w, _ in known)
    if whole == 0:
        return None
    low, unknown = sum(w * v for w, v in known), sum(w for w, v in pairs if v is None)
    return WeightedMean(
        point=low / present if known else None,
        low=low / whole,
        high=(low + unknown) / whole,
        completeness=present / whole,
    )


def risk_of(z: Number, w: Number, cap: float = CAP) -> Number:
    """Return Risk = 100 (1 − Π (1 − z_k)^{w_k}): the geometric mean of what resists, turned round.

    Parameters
    ----------
    z : ndarray, shape (..., k)
        Pillars [0–1], 1 worst.
    w : ndarray, broadcastable to z
        Weights, adding to 1 over the last axis.
    cap : float
        Largest z that counts.

    Returns
    -------
    float or ndarray, shape (...)
        [points 0–100]

    References
    ----------
    Method §6.2; OECD/JRC, Handbook on Constructing Composite Indicators, 2008, §6.

    Examples
    --------
    >>> round(risk_of([0.75, 0.0], [0.5, 0.5]), 9)
    50.0
    """
    losses = np.sum(np.asarray(w) * log_loss(z, cap), axis=-1)
    return as_number(-100.0 * np.expm1(-losses))


@dataclass(frozen=True)
class Composite:
    """A score with its bounds and its parts.

    ``pillars`` has every pillar, None if nothing of it is known; ``weights``, ``shapley`` and
    ``log_share`` have the known ones, weights re-normalised. ``indicator_points`` split the
    Shapley points of a pillar over its known indicators. All points are of 100.
    """

    pillars: Mapping[str, float | None]
    weights: Mapping[str, float]
    risk: float | None
    arithmetic: float | None
    shapley: Mapping[str, float]
    log_share: Mapping[str, float]
    risk_low: float
    risk_high: float
    completeness: float
    indicator_points: Mapping[str, float]


def aggregate(
    z: Mapping[str, Sequence[Z]],
    *,
    pillar_weights: Mapping[str, float] = PILLAR_WEIGHTS,
    cap: float = CAP,
) -> Composite:
    """Return the composite of a position from z of its indicators.

    Parameters
    ----------
    z : mapping
        Pillar → z of its indicators in the order of ``INDICATORS`` [0–1]; None = unknown,
        NOT_APPLICABLE leaves every denominator.
    pillar_weights : mapping
        Pillar → weight.
    cap : float
        Largest z of a pillar that counts.

    Returns
    -------
    Composite
        ``risk`` and ``arithmetic`` are None if nothing is known; if nothing even applies, the
        bounds are those of ignorance: 0 and the cap.

    Raises
    ------
    ScoringError
        If a pillar is missing, has not one z per indicator, or a z is outside 0–1.

    References
    ----------
    Method §6.2, §6.3, G29, G33; OECD/JRC, Handbook on Constructing Composite Indicators, 2008.

    Examples
    --------
    >>> nothing = {"C": [None] * 3, "L": [None] * 4, "D": [None] * 3, "M": [None] * 2}
    >>> found = aggregate({**nothing, "X": [0.5, 0.5, None]})
    >>> round(found.risk, 9), round(found.risk_high, 3), round(found.completeness, 6)
    (50.0, 98.58, 0.066667)
    """
    rows = {pillar: _rows(pillar, z) for pillar in PILLARS}
    means = {
        pillar: weighted_mean([weight for _, weight, _ in row], [value for *_, value in row])
        for pillar, row in rows.items()
    }
    applying = {pillar: mean for pillar, mean in means.items() if mean is not None}
    known = {pillar: mean.point for pillar, mean in applying.items() if mean.point is not None}
    weights, whole = _shares(pillar_weights, known), _shares(pillar_weights, applying)
    points = shapley(known, weights, cap)

    def bound(ends: Mapping[str, float]) -> float:
        return float(risk_of(_listed(ends, whole), _listed(whole, whole), cap))

    return Composite(
        pillars={pillar: known.get(pillar) for pillar in PILLARS},
        weights=weights,
        risk=float(risk_of(_listed(known, known), _listed(weights, known), cap)) if known else None,
        arithmetic=100.0 * sum(weights[p] * known[p] for p in known) if known else None,
        shapley=points,
        log_share=log_share(known, weights, cap),
        risk_low=bound({p: mean.low for p, mean in applying.items()}),
        risk_high=bound({p: mean.high for p, mean in applying.items()}) if applying else 100 * cap,
        completeness=sum(whole[p] * mean.completeness for p, mean in applying.items()),
        indicator_points={
            name: value for p in known for name, value in _split(rows[p], points[p]).items()
        },
    )


Row: TypeAlias = tuple[str, float, Z]


def _rows(pillar: str, z: Mapping[str, Sequence[Z]]) -> list[Row]:
    """Id, weight and z of each indicator of a pillar, checked."""
    indicators = [indicator for indicator in INDICATORS if indicator.pillar == pillar]
    values = z.get(pillar, ())
    if len(values) != len(indicators):
        raise ScoringError(f"pillar {pillar}: give {len(indicators)} values of z, one an indicator")
    for indicator, value in zip(indicators, values, strict=True):
        if isinstance(value, float | int) and not 0.0 <= value <= 1.0:
            raise ScoringError(f"indicator {indicator.id}: z is {value}; it lies between 0 and 1")
    return [(i.id, i.weight, value) for i, value in zip(indicators, values, strict=True)]


def _shares(weights: Mapping[str, float], pillars: Iterable[str]) -> dict[str, float]:
    chosen = {pillar: weights[pillar] for pillar in pillars}
    return {pillar: weight / sum(chosen.values()) for pillar, weight in chosen.items()}


def _listed(values: Mapping[str, float], order: Iterable[str]) -> NDArray[np.float64]:
    return np.array([values[name] for name in order])


def _split(rows: Iterable[Row], points: float) -> dict[str, float]:
    """Split a pillar's points by each indicator's part of the pillar's mean (§6.3)."""
    parts = {name: weight * z for name, weight, z in rows if isinstance(z, float | int)}
    whole = sum(parts.values())
    return {name: points * part / whole if whole else 0.0 for name, part in parts.items()}
