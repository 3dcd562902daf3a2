"""The tail of a year of disruptions, vectorised over draws: VaR and CVaR (§3.2).

A year is seen in months of need w = B + x/v, so that money never enters. Events come at the rate
h(w) of those that cost more than w; P(L > x) = 1 − e^{−h}. h falls smoothly, except where an event
reaches its cap: all longer durations cost the same, and h jumps.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.broadcasting import Number, require
from assessments.scoring.durations import TINY, Duration

Draws = NDArray[np.float64]

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(10)
_POWER = 4.0  # w = z⁴ spreads the nodes almost as a logarithm does, and still reaches 0


@dataclass(frozen=True)
class Year:
    """All disruptions of a function over n draws; arrays of shape (n,) and (n_events, n).

    Parameters
    ----------
    buffer : ndarray, shape (n,)
        B. [months]
    durations : tuple of Duration
        One per event.
    rate, degree, cap : ndarray, shape (n_events, n)
        λ [1/year], ℓ [0–1] and the longest time that counts [months].

    Examples
    --------
    >>> from assessments.scoring.durations import LognormalDuration
    >>> year = Year.of(1.0, [(0.05, 0.5, LognormalDuration.of(2, 6), 12.0)], 1)
    >>> round(float(year.quantile(0.99)[0]), 4), round(float(year.tail_mean(0.99)[0]), 4)
    (2.0512, 3.4151)
    """

    buffer: Draws
    durations: tuple[Duration, ...]
    rate: Draws
    degree: Draws
    cap: Draws

    @classmethod
    def of(
        cls, buffer: Number, events: Iterable[tuple[Number, Number, Duration, Number]], n: int
    ) -> "Year":
        """Return the year of (λ, ℓ, duration, τ) events, spread over n draws.

        Raises
        ------
        ScoringError
            If a rate is negative, a degree is outside 0–1 or a cap is not finite.
        """
        listed = list(events)
        for rate, degree, _, cap in listed:
            require(lambda x: x >= 0, rate, "a rate per year must not be below 0; check per_year")
            require(lambda x: (x >= 0) & (x <= 1), degree, "a loss degree lies between 0 and 1")
            require(np.isfinite, cap, "an outage needs a finite cap; check horizon_years")
        rows = [
            (rate, degree, np.minimum(cap, duration.longest))
            for rate, degree, duration, cap in listed
        ]
        spread = np.empty((3, len(rows), n))
        for i, row in enumerate(rows):
            for j, number in enumerate(row):
                spread[j, i] = number
        start = np.broadcast_to(np.asarray(buffer, dtype=np.float64), (n,))
        return cls(start, tuple(event[2] for event in listed), *spread)

    def at(self, draws: NDArray[np.intp]) -> "Year":
        """Return the year in some draws only."""
        rows = (self.rate[:, draws], self.degree[:, draws], self.cap[:, draws])
        return Year(self.buffer[draws], self.durations, *rows)

    @property
    def most(self) -> Draws:
        """The need each event cannot exceed, at least the buffer; shape (n_events, n) [months]."""
        return np.maximum(self.degree * self.cap, self.buffer)

    def intensity(self, w: Draws, *, before: bool = False) -> Draws:
        """Return h(w): yearly rate of events that need more than w; ``before``: its left limit.

        Parameters
        ----------
        w : ndarray, shape (n,) or (m, n)
            Need. [months]
        before : bool
            Count an event that reaches its cap exactly at w.

        Returns
        -------
        ndarray, shape of w
            Rate. [1/year]
        """
        total = np.zeros_like(w)
        lowest = w if w.ndim == 1 else w.min(axis=0)
        reaches = np.less_equal if before else np.less
        for i, duration in enumerate(self.durations):
            most, degree = self.degree[i] * self.cap[i], np.maximum(self.degree[i], TINY)
            # Survival is the dear part: ask only in draws where the event can still reach.
            draws = np.flatnonzero(np.less_equal(lowest, most))
            at = slice(None) if draws.size == most.size else draws
            here = w[..., at]
            longer = duration.survival(here / degree[at])
            total[..., at] += np.where(reaches(here, most[at]), self.rate[i][at] * longer, 0.0)
        return total

    def quantile(self, alpha: float) -> Draws:
        """Return the need with P(L > ·) = 1 − α, the buffer where less than that bites [months].

        First the jump or smooth piece where h falls to −ln α, then a root inside the piece.
        """
        target = -math.log(alpha)
        found = self.buffer.copy()
        bites = np.flatnonzero(self.intensity(self.buffer) > target)
        if not bites.size:
            return found
        year = self.at(bites)
        edges = np.vstack([year.buffer, np.sort(year.most, axis=0)])
        below = np.array([year.intensity(edge) <= target for edge in edges[1:]])
        piece = np.argmax(below, axis=0)
        column = np.arange(bites.size)
        high, need = edges[piece + 1, column], edges[piece + 1, column].copy()
        smooth = np.flatnonzero(year.intensity(high, before=True) <= target)
        if smooth.size:
            inside = year.at(smooth)
            need[smooth] = _root(
                lambda w: inside.intensity(w, before=True) - target,
                edges[piece, column][smooth],
                high[smooth],
            )
        found[bites] = need
        return found

    def tail_mean(self, alpha: float) -> Draws:
        """Return the quantile plus ∫ P(L > ·)/(1 − α) beyond it [months].

        ∫(1 − e^{−h}) = ∫h − ∫(h − 1 + e^{−h}): the first has a closed form, the second is at most
        half a percent of it, so a short quadrature gives all digits that matter.
        """
        start = self.quantile(alpha)
        return start + (self._expected_excess(start) - self._overlap(start)) / (1.0 - alpha)

    def _expected_excess(self, start: Draws) -> Draws:
        """∫h from ``start`` on: Σ λℓ(E(T − k)⁺ − E(T − τ)⁺), k = start/ℓ."""
        total = np.zeros_like(start)
        for i, duration in enumerate(self.durations):
            begin = np.minimum(start / np.maximum(self.degree[i], TINY), self.cap[i])
            months = duration.excess(begin) - duration.excess(self.cap[i])
            total += self.rate[i] * self.degree[i] * np.maximum(0.0, months)
        return total

    def _overlap(self, start: Draws) -> Draws:
        """∫(h − 1 + e^{−h}) from ``start`` on, piece by smooth piece."""
        total = np.zeros_like(start)
        edges = self._edges(start)
        for low, high in pairwise(edges):
            draws = np.flatnonzero(high - low > 1e-12 * high)
            if draws.size:
                total[draws] += _integral(self.at(draws), low[draws], high[draws])
        return total

    def _edges(self, start: Draws) -> Draws:
        """Where h jumps or bends, between ``start`` and the greatest need; shape (k, n)."""
        if not self.durations:
            return start[None]
        bends = [
            self.degree[i] * knot
            for i, duration in enumerate(self.durations)
            for knot in duration.knots
        ]
        most = self.most
        inner = np.clip(np.vstack([*bends, most]), start, most.max(axis=0))
        return np.vstack([start, np.sort(inner, axis=0)])


def _integral(year: Year, low: Draws, high: Draws) -> Draws:
    """∫(h − 1 + e^{−h})dw over one smooth piece per draw, Gauss–Legendre in z = w^¼."""
    z_low, z_high = low ** (1.0 / _POWER), high ** (1.0 / _POWER)
    half = (z_high - z_low) / 2.0
    z = z_low + half * (1.0 + _NODES[:, None])
    h = year.intensity(z**_POWER)
    return np.asarray(
        half * (_WEIGHTS @ ((h + np.expm1(-h)) * _POWER * z ** (_POWER - 1.0))), dtype=np.float64
    )


def _root(falling: Callable[[Draws], Draws], low: Draws, high: Draws) -> Draws:
    """Return where a falling function crosses 0 in each draw, by Ridders' method.

    References
    ----------
    Ridders, "A new algorithm for computing a single root", IEEE Trans. Circuits Syst. 26 (1979).
    """
    f_low, f_high = falling(low), falling(high)
    guess = high
    for _ in range(60):
        middle, last = (low + high) / 2.0, guess
        f_middle = falling(middle)
        spread = np.sqrt(f_middle**2 - f_low * f_high)
        step = (middle - low) * f_middle / np.maximum(spread, TINY)
        guess = np.clip(middle + step, low, high)
        f_guess = falling(guess)
        for point, f in ((middle, f_middle), (guess, f_guess)):
            up, down = (f > 0) & (point > low), (f <= 0) & (point < high)
            low, f_low = np.where(up, point, low), np.where(up, f, f_low)
            high, f_high = np.where(down, point, high), np.where(down, f, f_high)
        if np.all(np.abs(guess - last) <= 1e-12 * high):
            break
    return guess
