"""The stopgap contract: how long to sign for, what of it outlives the need, what stays bare."""

from dataclasses import dataclass

from assessments.scoring.errors import ScoringError
from assessments.scoring.exit_plan import (
    DEFAULT_SLIP,
    SlipClass,
    exit_quantile,
    posterior_cancel,
)
from assessments.scoring.temporary_cost import limited_expectation, mean_duration


def critical_ratio(v_u: float, c_s: float) -> float:
    """Return q = v_u/(v_u + c_s): how sure the term should be to cover the need.

    Parameters
    ----------
    v_u : float
        Net value lost per month uncovered. [money/month]
    c_s : float
        Price per month that re-use or sub-letting does not bring back. [money/month]

    Returns
    -------
    float
        [0–1]

    Raises
    ------
    ScoringError
        If one is negative or both are 0.

    References
    ----------
    Method §5.3; Arrow, Harris & Marschak, "Optimal Inventory Policy", Econometrica 19, 1951.

    Examples
    --------
    >>> critical_ratio(4.0, 1.0)
    0.8
    """
    if v_u < 0 or c_s < 0 or v_u + c_s == 0:
        raise ScoringError(
            f"uncovered_per_month is {v_u}, stranded_per_month {c_s}; "
            "give none negative, one above 0"
        )
    return v_u / (v_u + c_s)


def optimal_term(v_u: float, c_s: float, Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return L* = F⁻¹(q) of a stopgap that begins with the exit, which surely comes.

    Parameters
    ----------
    v_u, c_s : float
        Per month uncovered and stranded. [money/month]
    Y0 : float
        Months planned. [months]
    slip : SlipClass
        Reference class; its cancelled part is left out.

    Returns
    -------
    float
        [months]

    Raises
    ------
    ScoringError
        If a month stranded costs nothing: then no term is too long.

    References
    ----------
    Method §5.3.

    Examples
    --------
    >>> round(optimal_term(4.0, 1.0, 18.0), 9)
    32.4
    """
    return exit_quantile(critical_ratio(v_u, c_s), Y0, slip)


def stranded_months(L: float, Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return E(L − Y)⁺: how long the term outlives an exit that surely comes.

    Parameters
    ----------
    L, Y0 : float
        Term, and months planned. [months]
    slip : SlipClass
        Reference class; its cancelled part is left out.

    Returns
    -------
    float
        [months]

    References
    ----------
    Method §5.3.

    Examples
    --------
    >>> round(stranded_months(60.0, 18.0), 6)
    34.847942
    """
    return L - limited_expectation(L, Y0, slip)


def uncovered_months(L: float, Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return E(Y − L)⁺: how long the need outlives the term, of an exit that surely comes.

    Parameters
    ----------
    L, Y0 : float
        Term, and months planned. [months]
    slip : SlipClass
        Reference class; its cancelled part is left out.

    Returns
    -------
    float
        [months]

    References
    ----------
    Method §5.3.

    Examples
    --------
    >>> round(uncovered_months(60.0, 18.0), 6)
    0.064214
    """
    return mean_duration(Y0, slip) - limited_expectation(L, Y0, slip)


def term_cost(L: float, v_u: float, c_s: float, Y0: float, slip: SlipClass = DEFAULT_SLIP) -> float:
    """Return the expected cost of a term: months stranded and uncovered, each at its price.

    Parameters
    ----------
    L, Y0 : float
        Term, and months planned. [months]
    v_u, c_s : float
        Per month uncovered and stranded. [money/month]
    slip : SlipClass
        Reference class; its cancelled part is left out.

    Returns
    -------
    float
        [money], least at ``optimal_term``.

    References
    ----------
    Method §5.3.

    Examples
    --------
    >>> round(term_cost(32.4, 4.0, 1.0, 18.0), 6)
    15.705835
    """
    return c_s * stranded_months(L, Y0, slip) + v_u * uncovered_months(L, Y0, slip)


@dataclass(frozen=True, slots=True)
class Outlived:
    """How long a stopgap outlives its need. [months]

    ``stranded`` counts that the exit may never come; then nothing is stranded.
    """

    posterior_cancel: float
    stranded_given_exit: float
    stranded: float


def outlived(Y0: float, t0: float, L: float, slip: SlipClass = DEFAULT_SLIP) -> Outlived:
    """Return how long a stopgap outlives a need whose clock started before it.

    With Y′ = (Y − t₀ | Y > t₀), E(L − Y′)⁺ = (t₀ + L) − E[min(Y, t₀ + L) | Y > t₀], a limited
    expectation of what is left of the class after t₀.

    Parameters
    ----------
    Y0 : float
        Months the exit was planned to take. [months]
    t0 : float
        Months from the exit's start to the stopgap's; not out by then. [months]
    L : float
        Term. [months]
    slip : SlipClass
        Reference class.

    Returns
    -------
    Outlived

    Raises
    ------
    ScoringError
        If the planned duration is not above 0 or the term is negative.

    References
    ----------
    Method §0.3 G28.

    Examples
    --------
    >>> found = outlived(Y0=18.0, t0=24.0, L=60.0)
    >>> round(found.stranded_given_exit, 6), round(found.stranded, 6)
    (50.701589, 36.944226)
    """
    if L < 0:
        raise ScoringError(f"the stopgap's term is {L} months; it must end after it starts")
    never = posterior_cancel(t0, Y0, slip)
    given_exit = t0 + L - limited_expectation(t0 + L, Y0, slip, t0=t0)
    return Outlived(never, given_exit, (1.0 - never) * given_exit)


def best_term(
    Y0: float,
    t0: float,
    slip: SlipClass,
    v_u: float,
    c_s: float,
    horizon_months: float,
) -> float:
    """Return L* of a stopgap whose need may never end and whose clock started before it.

    Parameters
    ----------
    Y0, t0 : float
        Months planned, and months from the exit's start to the stopgap's. [months]
    slip : SlipClass
        Reference class.
    v_u, c_s : float
        Per month uncovered and stranded. [money/month]
    horizon_months : float
        12 H: nothing beyond it is planned. [months]

    Returns
    -------
    float
        F⁻¹(q/(1 − π′)) of the need left at t₀, the horizon if q ≥ 1 − π′ or it lies beyond.
        [months]

    Raises
    ------
    ScoringError
        If a price is negative or both are 0, or the planned duration is not above 0.

    References
    ----------
    Method §0.3 G28.

    Examples
    --------
    >>> round(best_term(18.0, 24.0, DEFAULT_SLIP, 1.0, 1.0, 60.0), 6)
    11.009698
    """
    sure, comes = critical_ratio(v_u, c_s), 1.0 - posterior_cancel(t0, Y0, slip)
    if sure >= comes:
        return horizon_months
    return min(horizon_months, exit_quantile(sure / comes, Y0, slip, t0=t0) - t0)
