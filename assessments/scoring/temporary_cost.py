"""What a dependency that should end costs until it does: expected months, money, cost of a slip."""

import math

from scipy.special import log_ndtr

from assessments.scoring.exit_plan import DEFAULT_SLIP, SlipClass, standard_score


def limited_expectation(
    t: float, Y0: float, slip: SlipClass = DEFAULT_SLIP, *, t0: float = 0.0
) -> float:
    """Return E[min(Y, t) | Y > t₀] of an exit that comes: LEV(t) for t₀ = 0.

    With S = 1 − F, z = (ln · − μ)/σ and R(x) = Φ(−x)/Φ(−z₀),
    e^{μ+σ²/2} (R(z₀ − σ) − R(z_t − σ)) + t·R(z_t). Ratios of tails are taken in logarithms, so
    that they stay exact far behind the plan; for t₀ = 0 this is the lognormal LEV of §5.2.

    Parameters
    ----------
    t : float
        Month up to which the exit counts. [months]
    Y0, t0 : float
        Months planned, and months since the start already known not to be enough. [months]
    slip : SlipClass
        Reference class; its cancelled part is left out.

    Returns
    -------
    float
        [months], at most t; t itself up to t₀.

    Raises
    ------
    ScoringError
        If the planned duration is not above 0.

    References
    ----------
    Method §5.2; Klugman, Panjer & Willmot, Loss Models, app. A.

    Examples
    --------
    >>> round(limited_expectation(36.0, 18.0), 6)
    24.103065
    """
    now, then = standard_score(t0, Y0, slip), standard_score(t, Y0, slip)
    if t <= max(t0, 0.0):
        return t
    log_open = float(log_ndtr(-now))

    def tail(x: float) -> float:
        return math.exp(float(log_ndtr(-x)) - log_open)

    before = mean_duration(Y0, slip) * (tail(now - slip.sigma) - tail(then - slip.sigma))
    return before + (t * tail(then) if math.isfinite(t) else 0.0)


def mean_duration(Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return E[Y] of an exit that comes, Y₀·e^{μ+σ²/2}.

    Parameters
    ----------
    Y0 : float
        Months planned. [months]
    slip : SlipClass
        Reference class; its cancelled part is left out.

    Returns
    -------
    float
        [months]

    References
    ----------
    Method §5.2.

    Examples
    --------
    >>> round(mean_duration(18.0), 6)
    25.216273
    """
    return Y0 * math.exp(slip.mu + slip.sigma**2 / 2.0)


def expected_months(t: float, Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return the expected months still in to month t, (1 − π) LEV(t) + π t.

    Parameters
    ----------
    t, Y0 : float
        Months since the start counted, and planned. [months]
    slip : SlipClass
        Reference class.

    Returns
    -------
    float
        [months]

    Raises
    ------
    ScoringError
        If the planned duration is not above 0.

    References
    ----------
    Method §5.2.

    Examples
    --------
    >>> round(expected_months(36.0, 18.0), 6)
    25.887605
    """
    pi = slip.cancel_share
    return (1.0 - pi) * limited_expectation(t, Y0, slip) + pi * t


def expected_temporary_cost(
    extra_cost_per_month: float, t: float, Y0: float, slip: SlipClass = DEFAULT_SLIP
) -> float:
    """Return what staying in costs until the exit, counted to month t.

    Parameters
    ----------
    extra_cost_per_month : float
        What each month in costs above being out. [money/month]
    t, Y0 : float
        Months since the start counted, and planned. [months]
    slip : SlipClass
        Reference class.

    Returns
    -------
    float
        [money]

    Raises
    ------
    ScoringError
        If the planned duration is not above 0.

    References
    ----------
    Method §5.2.

    Examples
    --------
    >>> round(expected_temporary_cost(2.5, 36.0, 18.0), 6)
    64.719012
    """
    return extra_cost_per_month * expected_months(t, Y0, slip)


def slip_cost(months: float, extra_cost_per_month: float) -> float:
    """Return what a slip of so many months costs.

    Parameters
    ----------
    months : float
        [months]
    extra_cost_per_month : float
        [money/month]

    Returns
    -------
    float
        [money]

    References
    ----------
    Method §5.2.

    Examples
    --------
    >>> slip_cost(6.0, 2.5)
    15.0
    """
    return months * extra_cost_per_month
