"""How long a disruption lasts: lognormal by two quantiles, or PERT by three judgements (§3.3)."""

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, ndtr

from assessments.scoring import pert
from assessments.scoring.errors import ScoringError

Z_90 = 1.2815515655446004  # Φ⁻¹(.9), full precision (G2)
TINY = 1e-300  # keeps logarithms and divisions finite without moving any result

Months = NDArray[np.float64]


class Duration(Protocol):
    """What the loss formulas need to know of a duration T. [months]"""

    @property
    def longest(self) -> float:
        """Least upper bound of T; inf if there is none. [months]"""

    @property
    def knots(self) -> tuple[float, ...]:
        """Times between which the survival function is smooth and shallow. [months]"""

    @property
    def mean(self) -> float:
        """E[T]. [months]"""

    @property
    def p90(self) -> float:
        """The time that nine in ten do not exceed. [months]"""

    def survival(self, t: Months) -> Months:
        """Return P(T > t) for t below ``longest``; the caller cuts there. [0–1]"""

    def excess(self, t: Months) -> Months:
        """Return E(T − t)⁺ for t ≥ 0. [months]"""


def lognormal_parameters(p50: float, p90: float) -> tuple[float, float]:
    """Return μ and σ of the lognormal with that median and 90 % point.

    Parameters
    ----------
    p50, p90 : float
        Quantiles of the duration. [months]

    Returns
    -------
    tuple of float
        μ = ln P50 and σ = ln(P90/P50)/Φ⁻¹(.9); σ = 0 if the two are equal: a constant.

    Raises
    ------
    ScoringError
        If P50 is not above 0 or P90 is below it.

    References
    ----------
    Method §3.3, §0.3 G23b.

    Examples
    --------
    >>> [round(x, 6) for x in lognormal_parameters(10, 30)]
    [2.302585, 0.857252]
    """
    if not p50 > 0:
        raise ScoringError(
            f"months p50 {p50:g} must be above 0; leave the event out if it stops nothing"
        )
    if not p90 >= p50:
        raise ScoringError(f"months p90 {p90:g} is below p50 {p50:g}; swap or correct them")
    return math.log(p50), math.log(p90 / p50) / Z_90


@dataclass(frozen=True)
class LognormalDuration:
    """T = e^{μ + σZ} months; a constant if σ = 0.

    Examples
    --------
    >>> round(LognormalDuration.of(2, 6).p90, 9)
    6.0
    """

    mu: float
    sigma: float

    @classmethod
    def of(cls, p50: float, p90: float) -> "LognormalDuration":
        """Return the duration with that median and 90 % point [months]."""
        return cls(*lognormal_parameters(p50, p90))

    @property
    def longest(self) -> float:
        """Unbounded, unless it is a constant. [months]"""
        return math.inf if self.sigma else math.exp(self.mu)

    @property
    def knots(self) -> tuple[float, ...]:
        """Five σ around the median: outside, next to nothing changes. [months]"""
        steps = (-5.0, 0.0, 5.0) if self.sigma else ()
        return tuple(math.exp(self.mu + k * self.sigma) for k in steps)

    @property
    def mean(self) -> float:
        """E[T] = e^{μ + σ²/2}. [months]"""
        return math.exp(self.mu + self.sigma**2 / 2.0)

    @property
    def p90(self) -> float:
        """The time that nine in ten do not exceed. [months]"""
        return math.exp(self.mu + Z_90 * self.sigma)

    def survival(self, t: Months) -> Months:
        """Return P(T > t) for t below ``longest`` [0–1]."""
        if not self.sigma:
            return np.ones_like(t)
        return np.asarray(ndtr((self.mu - np.log(np.maximum(t, TINY))) / self.sigma))

    def excess(self, t: Months) -> Months:
        """Return E(T − t)⁺ = e^{μ+σ²/2}Φ(d + σ) − tΦ(d), d = (μ − ln t)/σ [months]."""
        if not self.sigma:
            return np.maximum(0.0, self.mean - t)
        d = (self.mu - np.log(np.maximum(t, TINY))) / self.sigma
        return np.maximum(0.0, self.mean * ndtr(d + self.sigma) - t * ndtr(d))


@dataclass(frozen=True)
class PertDuration:
    """T by three judgements; a constant if low = high. [months]

    Examples
    --------
    >>> PertDuration(2, 5, 14).mean
    6.0
    """

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        """Reject what is out of order or not a duration."""
        if pert.mean(self.low, self.likely, self.high) <= 0 or self.low < 0:
            raise ScoringError(
                f"months {self.low:g}, {self.likely:g}, {self.high:g}: a duration is above 0; "
                "leave the event out if it stops nothing"
            )

    @cached_property
    def shapes(self) -> tuple[float, float] | None:
        """α and β, None for a constant."""
        shapes = pert.alpha_beta(self.low, self.likely, self.high)
        return None if shapes is None else (float(shapes[0]), float(shapes[1]))

    @property
    def longest(self) -> float:
        """The highest judgement. [months]"""
        return self.high

    @property
    def knots(self) -> tuple[float, ...]:
        """Before the lowest judgement nothing has ended. [months]"""
        return (self.low, self.likely)

    @property
    def mean(self) -> float:
        """E[T]. [months]"""
        return float(pert.mean(self.low, self.likely, self.high))

    @property
    def p90(self) -> float:
        """The time that nine in ten do not exceed. [months]"""
        return float(pert.quantile(self.low, self.likely, self.high, 0.9))

    def survival(self, t: Months) -> Months:
        """Return P(T > t) for t below ``longest`` [0–1]."""
        if self.shapes is None:
            return np.ones_like(t)
        alpha, beta = self.shapes
        return np.asarray(betainc(beta, alpha, 1.0 - self._position(t)))

    def excess(self, t: Months) -> Months:
        """Return E(T − t)⁺ by the partial mean of the beta distribution [months]."""
        if self.shapes is None:
            return np.maximum(0.0, self.high - t)
        alpha, beta = self.shapes
        x = self._position(t)
        above = alpha / (alpha + beta) * betainc(beta, alpha + 1.0, 1.0 - x)
        inside = (self.high - self.low) * (above - x * betainc(beta, alpha, 1.0 - x))
        return np.maximum(0.0, self.low - t) + np.maximum(0.0, inside)

    def _position(self, t: Months) -> Months:
        return np.clip((t - self.low) / (self.high - self.low), 0.0, 1.0)
