"""What one disruption costs, and a year of them, in closed form (§3.2, §2.6, G24)."""

import math
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaincinv

from assessments.scoring.broadcasting import Number, as_number, require
from assessments.scoring.durations import (
    TINY,
    Duration,
    LognormalDuration,
    PertDuration,
    lognormal_parameters,
)
from assessments.scoring.tail import Year

__all__ = [
    "Duration",
    "LognormalDuration",
    "PertDuration",
    "SingleEvent",
    "SingleEvents",
    "exceedance",
    "expected_event_loss",
    "jeffreys_quantile",
    "jeffreys_rate",
    "lognormal_parameters",
    "loss",
]


def loss(
    v: Number,
    ell: Number,
    ttr: Number,
    buffer: Number,
    ramp: Number = 0.0,
    event_cost: Number = 0.0,
) -> Number:
    """Return what one stop costs, its linear restart included.

    Parameters
    ----------
    v : float or ndarray
        Value of the function. [money/month]
    ell : float or ndarray
        ℓ, share of the function lost. [0–1]
    ttr, ramp : float or ndarray
        Time to recover, and of the restart after it. [months]
    buffer : float or ndarray
        B, months of full demand in stock; the restart drains it too. [months]
    event_cost : float or ndarray
        Penalties and expediting, due if the buffer does not carry the stop. [money]

    Returns
    -------
    float or ndarray
        v·max(0, ℓ(TTR + ramp/2) − B), plus the event's cost if that is above 0. [money]

    References
    ----------
    Method §3.2, §0.3 G21.

    Examples
    --------
    >>> round(loss(12.0, 0.45, 20.0, 6.0, ramp=8.0), 9)
    57.6
    """
    short = np.asarray(ell) * (np.asarray(ttr) + np.asarray(ramp) / 2.0) - np.asarray(buffer)
    return as_number(np.asarray(v) * np.maximum(0.0, short) + np.where(short > 0, event_cost, 0.0))


def expected_event_loss(
    v: Number, ell: Number, buffer: Number, duration: Duration, cap: Number
) -> Number:
    """Return the expected loss of one event: E[v·max(0, ℓ·min(T, τ) − B)].

    Parameters
    ----------
    v : float or ndarray
        Value of the function. [money/month]
    ell : float or ndarray
        ℓ of the event. [0–1]
    buffer : float or ndarray
        B. [months]
    duration : Duration
        Distribution of T. [months]
    cap : float or ndarray
        τ: when the alternative restores the function, else 12·H. [months]

    Returns
    -------
    float or ndarray
        v·ℓ·(E(T − k)⁺ − E(T − τ)⁺) with k = B/ℓ, 0 if k ≥ τ. [money]

    References
    ----------
    Method §3.2.

    Examples
    --------
    >>> stop = LognormalDuration.of(2, 6)
    >>> round(0.05 * expected_event_loss(10.0, 0.5, 1.0, stop, 12.0), 6)
    0.307098
    """
    degree, until = np.asarray(ell, dtype=np.float64), np.asarray(cap, dtype=np.float64)
    # The floor on ℓ stands for "the buffer never runs dry": k is cut at τ, where nothing is lost.
    dry = np.minimum(np.asarray(buffer) / np.maximum(degree, TINY), until)
    months = duration.excess(dry) - duration.excess(until)
    return as_number(np.asarray(v) * degree * np.maximum(0.0, months))


def exceedance(
    x: Number, v: Number, ell: Number, buffer: Number, duration: Duration, cap: Number
) -> Number:
    """Return the probability that one event costs more than x.

    Parameters
    ----------
    x : float or ndarray
        Loss, at least 0. [money]
    v : float or ndarray
        Value of the function, above 0. [money/month]
    ell, buffer, duration, cap
        As in ``expected_event_loss``.

    Returns
    -------
    float or ndarray
        P(loss > x), 0 from the greatest loss v(ℓτ − B) on: durations beyond τ pile up there. [0–1]

    Raises
    ------
    ScoringError
        If v is not above 0 or x is below 0.

    References
    ----------
    Method §3.2.

    Examples
    --------
    >>> stop = LognormalDuration.of(2, 6)
    >>> round(exceedance(0.0, 10.0, 0.5, 1.0, stop, 12.0), 6)
    0.5
    >>> exceedance(50.0, 10.0, 0.5, 1.0, stop, 12.0)
    0.0
    """
    require(lambda value: value > 0, v, "the value of the function must be above 0 per month")
    require(lambda value: value >= 0, x, "a loss to exceed must not be below 0")
    degree = np.asarray(ell, dtype=np.float64)
    need = np.asarray(buffer) + np.asarray(x) / np.asarray(v)
    most = degree * np.minimum(cap, duration.longest)
    return as_number(np.where(need < most, duration.survival(need / np.maximum(degree, TINY)), 0.0))


@dataclass(frozen=True)
class SingleEvent:
    """One disruption as a function feels it; each number is one value or draws.

    ``rate`` λ [1/year], ``degree`` ℓ [0–1], ``cap`` τ [months].
    """

    rate: Number
    degree: Number
    duration: Duration
    cap: Number


@dataclass(frozen=True)
class SingleEvents:
    """All disruptions of a function, each met with a full buffer: the single-event forms.

    Parameters
    ----------
    value : float or ndarray, shape (n_draws,)
        v of the function. [money/month]
    buffer : float or ndarray, shape (n_draws,)
        B. [months]
    events : tuple of SingleEvent
        Poisson events, independent of each other.

    References
    ----------
    Method §3.2, §0.3 G24; Rockafellar & Uryasev, "Optimization of conditional value-at-risk",
    Journal of Risk 2 (2000).

    Examples
    --------
    >>> stop = SingleEvent(0.05, 0.5, LognormalDuration.of(2, 6), 12.0)
    >>> year = SingleEvents(10.0, 1.0, (stop,))
    >>> round(year.expected_annual_loss(), 6), round(year.tail_mean(0.99), 4)
    (0.307098, 24.1507)
    """

    value: Number
    buffer: Number
    events: tuple[SingleEvent, ...]

    def expected_annual_loss(self) -> Number:
        """Return ALE = Σ λ E[loss] [money/year]."""
        shape = np.broadcast_shapes(np.shape(self.value), np.shape(self.buffer))
        total = np.zeros(shape)
        for event in self.events:
            one = expected_event_loss(
                self.value, event.degree, self.buffer, event.duration, event.cap
            )
            total = total + np.asarray(event.rate) * one
        return as_number(total)

    def exceedance(self, x: Number) -> Number:
        """Return P(L > x) = 1 − exp(−Σ λ P(loss > x)) of a year's loss [0–1]."""
        often: Number = 0.0
        for event in self.events:
            one = exceedance(x, self.value, event.degree, self.buffer, event.duration, event.cap)
            often = often + np.asarray(event.rate) * one
        return as_number(-np.expm1(-np.asarray(often)))

    def tail_quantile(self, alpha: float = 0.99) -> Number:
        """Return VaR: the least x with P(L > x) ≤ 1 − α [money/year]."""
        year, shape = self._year()
        return self._money(year.quantile(alpha) - year.buffer, shape)

    def tail_mean(self, alpha: float = 0.99) -> Number:
        """Return CVaR = VaR + ∫ P(L > x) dx / (1 − α) from VaR on [money/year]."""
        year, shape = self._year()
        return self._money(year.tail_mean(alpha) - year.buffer, shape)

    def _year(self) -> tuple[Year, tuple[int, ...]]:
        numbers = [
            self.value,
            self.buffer,
            *(n for event in self.events for n in (event.rate, event.degree, event.cap)),
        ]
        shape = np.broadcast_shapes(*(np.shape(number) for number in numbers))
        year = Year.of(
            self.buffer,
            [(event.rate, event.degree, event.duration, event.cap) for event in self.events],
            math.prod(shape),
        )
        return year, shape

    def _money(self, months: Number, shape: tuple[int, ...]) -> Number:
        return as_number(np.asarray(self.value) * np.reshape(months, shape))


def jeffreys_rate(events: Number, years: Number) -> Number:
    """Return the mean rate of events seen in some years: never 0, however quiet they were.

    Parameters
    ----------
    events : float or ndarray
        Events seen. [count]
    years : float or ndarray
        Length of the record. [years]

    Returns
    -------
    float or ndarray
        (k + ½)/years. [1/year]

    Raises
    ------
    ScoringError
        If the record has no length or the count is negative.

    References
    ----------
    Method §3.3; Jeffreys prior Gamma(½, 0).

    Examples
    --------
    >>> jeffreys_rate(0, 8)
    0.0625
    """
    _require_record(events, years)
    return as_number((np.asarray(events) + 0.5) / np.asarray(years))


def jeffreys_quantile(events: Number, years: Number, u: Number) -> Number:
    """Return the rate below which a share u of the posterior Gamma(k + ½, years) lies.

    Parameters
    ----------
    events, years : float or ndarray
        As in ``jeffreys_rate``.
    u : float or ndarray
        Probabilities, for example uniform draws. [0–1]

    Returns
    -------
    float or ndarray
        Rate. [1/year]

    Raises
    ------
    ScoringError
        If the record has no length or the count is negative.

    References
    ----------
    Method §3.3.

    Examples
    --------
    >>> round(jeffreys_quantile(3, 8, 0.5), 6)
    0.396613
    """
    _require_record(events, years)
    shape = np.asarray(events, dtype=np.float64) + 0.5
    return as_number(gammaincinv(shape, np.asarray(u, dtype=np.float64)) / np.asarray(years))


def _require_record(events: Number, years: Number) -> None:
    require(lambda x: x > 0, years, "years of a record must be above 0; enter years")
    require(lambda x: x >= 0, events, "events seen must not be below 0; enter events")
