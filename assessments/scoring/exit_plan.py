"""The planned exit that slips or never comes: its reference class and the odds by a month."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scipy.special import log_ndtr, ndtr, ndtri, ndtri_exp

from assessments.scoring.errors import ScoringError

Z80 = 0.8416212335729143  # Φ⁻¹(.8), G2


@dataclass(frozen=True, slots=True)
class SlipClass:
    """A reference class of exits: actual over planned duration, and how many never come.

    Parameters
    ----------
    median, p80 : float
        Of the slip factor O = Y/Y₀, lognormal.
    cancel_share : float
        π, the part that is cancelled. [0–1]

    Raises
    ------
    ScoringError
        If p80 is not above the median, the median not above 0, or π outside 0–1.

    References
    ----------
    Method §5.2; Flyvbjerg, "From Nobel Prize to Project Management", PMJ 37, 2006.

    Examples
    --------
    >>> round(SlipClass(1.3, 1.8, 0.15).sigma, 6)
    0.386661
    """

    median: float
    p80: float
    cancel_share: float

    def __post_init__(self) -> None:
        """Refuse a class that is no distribution."""
        if not self.median > 0:
            raise ScoringError(f"overrun_median is {self.median}; a duration ratio is above 0")
        if not self.p80 > self.median:
            raise ScoringError(
                f"overrun_p80 is {self.p80} and overrun_median {self.median}; the 80 % point must "
                "be above the median"
            )
        if not 0 <= self.cancel_share <= 1:
            raise ScoringError(f"cancel_share is {self.cancel_share}; it lies between 0 and 1")

    @property
    def mu(self) -> float:
        """Mean of ln O."""
        return math.log(self.median)

    @property
    def sigma(self) -> float:
        """Standard deviation of ln O."""
        return math.log(self.p80 / self.median) / Z80


DEFAULT_SLIP = SlipClass(1.3, 1.8, 0.15)  # own silicon or platform replacement, §5.2


def standard_score(t: float, Y0: float, slip: SlipClass) -> float:
    """Return (ln t − ln Y₀ − μ)/σ of a month, −∞ at or before the start.

    Parameters
    ----------
    t, Y0 : float
        Months since the start, and planned. [months]
    slip : SlipClass
        Reference class.

    Returns
    -------
    float

    Raises
    ------
    ScoringError
        If the planned duration is not above 0.

    References
    ----------
    Method §5.2.

    Examples
    --------
    >>> round(standard_score(18.0 * 1.8, 18.0, DEFAULT_SLIP), 6)
    0.841621
    """
    if not Y0 > 0:
        raise ScoringError(f"planned duration is {Y0} months; the plan must end after its start")
    ratio = t / Y0  # may underflow to 0
    return (math.log(ratio) - slip.mu) / slip.sigma if ratio > 0 else -math.inf


def p_exit_by(t: float, Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return the probability of being out by a month, (1 − π) F(t).

    Parameters
    ----------
    t, Y0 : float
        Months since the start, and planned. [months]
    slip : SlipClass
        Reference class.

    Returns
    -------
    float
        [0–1]

    Raises
    ------
    ScoringError
        If the planned duration is not above 0.

    References
    ----------
    Method §5.2.

    Examples
    --------
    >>> round(p_exit_by(18.0, 18.0), 6)
    0.211408
    """
    return (1.0 - slip.cancel_share) * float(ndtr(standard_score(t, Y0, slip)))


def posterior_cancel(t0: float, Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return π′: the probability that the exit never comes, given not out at t₀.

    Parameters
    ----------
    t0, Y0 : float
        Months since the start, and planned. [months]
    slip : SlipClass
        Reference class.

    Returns
    -------
    float
        [0–1], at least π.

    Raises
    ------
    ScoringError
        If the planned duration is not above 0.

    References
    ----------
    Method §5.2.

    Examples
    --------
    >>> round(posterior_cancel(18.0, 18.0), 6)
    0.190212
    """
    pi = slip.cancel_share
    if pi == 0:
        return 0.0  # also where survival is 0 and the formula 0/0
    survival = float(ndtr(-standard_score(t0, Y0, slip)))
    return pi / ((1.0 - pi) * survival + pi)


def p_exit_given_not_out(t: float, t0: float, Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return the probability of being out by month t, given not out at t₀.

    (1 − π)(F(t) − F(t₀)) / ((1 − π)(1 − F(t₀)) + π) = (1 − π′)(1 − S(t)/S(t₀)), S = 1 − F. The
    second form keeps its digits far behind the plan, where S is tiny.

    Parameters
    ----------
    t, t0, Y0 : float
        Months since the start: asked, today, and planned. [months]
    slip : SlipClass
        Reference class.

    Returns
    -------
    float
        [0–1]; 0 if t is not after t₀.

    Raises
    ------
    ScoringError
        If the planned duration is not above 0.

    References
    ----------
    Method §5.2, G25.

    Examples
    --------
    >>> round(p_exit_given_not_out(24.0, 18.0, 18.0), 6)
    0.298988
    """
    now = standard_score(t0, Y0, slip)
    if t <= t0:
        return 0.0
    then = standard_score(t, Y0, slip)
    still_open = float(log_ndtr(-then) - log_ndtr(-now))
    return (1.0 - posterior_cancel(t0, Y0, slip)) * -math.expm1(still_open)


def exit_quantile(p: float, Y0: float, slip: SlipClass = DEFAULT_SLIP, *, t0: float = 0.0) -> float:
    """Return the month by which an exit that comes, comes with probability p, not out at t₀.

    Parameters
    ----------
    p : float
        [0–1), of the exits that come.
    Y0, t0 : float
        Months planned, and months since the start already known not to be enough. [months]
    slip : SlipClass
        Reference class; its cancelled part is left out.

    Returns
    -------
    float
        Months since the start, at least t₀. [months]

    Raises
    ------
    ScoringError
        If p is outside [0, 1) or the planned duration not above 0.

    References
    ----------
    Method §5.2, §5.3.

    Examples
    --------
    >>> round(exit_quantile(0.8, 18.0), 9)
    32.4
    """
    if not 0 <= p < 1:
        raise ScoringError(f"no month is reached with probability {p}; give 0 ≤ p < 1")
    log_open = float(log_ndtr(-standard_score(t0, Y0, slip)) + math.log1p(-p))
    z = -float(ndtri_exp(log_open))
    return max(t0, Y0 * math.exp(slip.mu + slip.sigma * z), 0.0)


def uplift(q: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return by how much to stretch a plan to be q sure of it, Q_q(O) − 1.

    Parameters
    ----------
    q : float
        Confidence, between 0 and 1.
    slip : SlipClass
        Reference class.

    Returns
    -------
    float
        [share of the planned duration]

    Raises
    ------
    ScoringError
        If q is not between 0 and 1.

    References
    ----------
    Method §5.2; Flyvbjerg, PMJ 37, 2006.

    Examples
    --------
    >>> round(uplift(0.8), 9)
    0.8
    """
    if not 0 < q < 1:
        raise ScoringError(f"confidence is {q}; an uplift needs one between 0 and 1")
    return math.expm1(slip.mu + slip.sigma * float(ndtri(q)))


@dataclass(frozen=True, slots=True)
class ShrunkSlip:
    """What own past exits make of a reference class; the variances are of ln O."""

    mean: float
    variance: float
    predictive_variance: float
    cancel_share: float

    @property
    def slip(self) -> SlipClass:
        """The class to use for the next exit: its median and, with both variances, its P80."""
        median = math.exp(self.mean)
        spread = math.exp(Z80 * math.sqrt(self.predictive_variance))
        return SlipClass(median, median * spread, self.cancel_share)


def shrink_slip(overruns: Sequence[float], slip: SlipClass = DEFAULT_SLIP) -> ShrunkSlip:
    """Return the reference class drawn towards one's own finished exits.

    Normal prior on the own mean of ln O around the class's, τ² = s² = σ²/2, so that without own
    exits the class itself comes back.

    Parameters
    ----------
    overruns : sequence of float
        Actual over planned duration of own finished exits.
    slip : SlipClass
        Reference class.

    Returns
    -------
    ShrunkSlip

    Raises
    ------
    ScoringError
        If an overrun is not above 0.

    References
    ----------
    Method §5.2; Gelman et al., Bayesian Data Analysis, 3rd ed., §2.5.

    Examples
    --------
    >>> round(shrink_slip([1.25, 1.6]).slip.median, 6)
    1.375069
    """
    if not all(overrun > 0 for overrun in overruns):
        raise ScoringError(f"overruns are {list(overruns)}; each is a ratio above 0")
    half = slip.sigma**2 / 2.0
    variance = 1.0 / (len(overruns) / half + 1.0 / half)
    mean = variance * (sum(math.log(o) for o in overruns) / half + slip.mu / half)
    return ShrunkSlip(mean, variance, variance + half, slip.cancel_share)
