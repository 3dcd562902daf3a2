"""What switching costs are worth to the incumbent, and when leaving pays (§2.5)."""

import math

import numpy as np

from assessments.scoring.broadcasting import Number, as_number, require

CAPTIVE_RISE_SHARE = 0.10  # §2.5: the price rise that "captive loss" prices


def annuity(r: Number, T: Number, H: Number) -> Number:
    """Return a(r, T, H): present value of one unit a year from T to H, paid at year ends.

    Parameters
    ----------
    r : float or ndarray
        Discount rate. [per year, effective]
    T, H : float or ndarray
        Lead time and horizon. [years]

    Returns
    -------
    float or ndarray
        ((1+r)^−T − (1+r)^−H)/r, H − T at r = 0; zero or negative where T ≥ H. [years]

    Raises
    ------
    ScoringError
        If r is −100 % or less.

    References
    ----------
    Method §2.5.

    Examples
    --------
    >>> round(annuity(0.08, 0.0, 5.0), 6), annuity(0.0, 1.5, 5.0)
    (3.99271, 3.5)
    """
    require(lambda x: x > -1, r, "a discount rate must be above -1 (-100 %); check r")
    rate = np.asarray(r, dtype=np.float64)
    growth = np.log1p(rate)
    years = np.asarray(H, dtype=np.float64) - np.asarray(T)
    # expm1 keeps all digits where r is tiny; the limit at 0 is years.
    factor = -np.expm1(-years * growth) / np.where(rate == 0, 1.0, rate)
    return as_number(np.where(rate == 0, years, np.exp(-np.asarray(T) * growth) * factor))


def capital_recovery(r: Number, H: Number) -> Number:
    """Return CRF(r, H): yearly payment over H years worth one unit today.

    Parameters
    ----------
    r : float or ndarray
        Discount rate. [per year, effective]
    H : float or ndarray
        Horizon or life. [years]

    Returns
    -------
    float or ndarray
        r/(1 − (1+r)^−H), 1/H at r = 0. [1/year]

    Raises
    ------
    ScoringError
        If H is not above 0 or r is −100 % or less.

    References
    ----------
    Method §2.5.

    Examples
    --------
    >>> round(capital_recovery(0.08, 5), 6), capital_recovery(0, 5)
    (0.250456, 0.2)
    """
    require(lambda x: x > 0, H, "a horizon or life must be above 0 years; check H")
    return as_number(1.0 / np.asarray(annuity(r, 0.0, H)))


def holdup_ceiling(S: Number, C_inc: Number, C_alt: Number, a: Number) -> Number:
    """Return g*: how far the supplier can raise its price before leaving pays.

    Parameters
    ----------
    S : float or ndarray
        One-off cost of leaving. [money]
    C_inc, C_alt : float or ndarray
        Yearly cost of the supplier and of the alternative. [money/year]
    a : float or ndarray
        a(r, T, H) of ``annuity``. [years]

    Returns
    -------
    float or ndarray
        (S/a + C_alt)/C_inc − 1 [share]; negative: leaving already pays; inf where a ≤ 0: no exit
        inside the horizon. A ceiling, not a forecast.

    Raises
    ------
    ScoringError
        If C_inc is not above 0.

    References
    ----------
    Method §2.5, §0.3 G17; Klein, Crawford & Alchian, "Vertical integration, appropriable rents",
    JLE 21 (1978).

    Examples
    --------
    >>> round(holdup_ceiling(24.0, 40.0, 42.0, annuity(0.08, 1.5, 5)), 6)
    0.278148
    >>> holdup_ceiling(24.0, 40.0, 42.0, 0.0)
    inf
    """
    require(lambda x: x > 0, C_inc, "yearly spend must be above 0 to compare; check annual_spend")
    years = np.asarray(a, dtype=np.float64)
    yearly = np.asarray(S) / np.where(years > 0, years, 1.0)
    rise = (yearly + np.asarray(C_alt)) / np.asarray(C_inc) - 1.0
    return as_number(np.where(years > 0, rise, np.inf))


def holdup_value(ceiling: Number, C_inc: Number, r: Number, H: Number) -> Number:
    """Return the present value of a price rise by the ceiling over the horizon.

    Parameters
    ----------
    ceiling : float or ndarray
        g*. [share]
    C_inc : float or ndarray
        Yearly cost of the supplier. [money/year]
    r, H : float or ndarray
        Discount rate [per year] and horizon [years].

    Returns
    -------
    float or ndarray
        g*·C_inc·a(r, 0, H). [money]

    References
    ----------
    Method §2.5.

    Examples
    --------
    >>> round(holdup_value(0.2, 40.0, 0.0, 5.0), 6)
    40.0
    """
    return as_number(np.asarray(ceiling) * np.asarray(C_inc) * annuity(r, 0.0, H))


def npv_of_leaving(S: Number, C_inc: Number, C_alt: Number, a: Number) -> Number:
    """Return the net present value of leaving now.

    Parameters
    ----------
    S : float or ndarray
        One-off cost of leaving. [money]
    C_inc, C_alt : float or ndarray
        Yearly cost of the supplier and of the alternative. [money/year]
    a : float or ndarray
        a(r, T, H) of ``annuity``. [years]

    Returns
    -------
    float or ndarray
        −S + (C_inc − C_alt)·a. [money]

    References
    ----------
    Method §2.5.

    Examples
    --------
    >>> npv_of_leaving(24.0, 40.0, 31.0, 4.0)
    12.0
    """
    return as_number(-np.asarray(S) + (np.asarray(C_inc) - np.asarray(C_alt)) * np.asarray(a))


def payback_simple(S: float, yearly_saving: float, lead_years: float = 0.0) -> float | None:
    """Return the years until the saving has paid the one-off cost, undiscounted.

    Parameters
    ----------
    S : float
        One-off cost of leaving; a negative one is paid back at once. [money]
    yearly_saving : float
        ΔC = C_inc − C_alt. [money/year]
    lead_years : float
        T, time until the saving starts. [years]

    Returns
    -------
    float or None
        T + S/ΔC [years]; None = never, if nothing is saved.

    References
    ----------
    Method §2.5, §0.3 G35.

    Examples
    --------
    >>> round(payback_simple(24, 9, 1), 6), payback_simple(24, 0)
    (3.666667, None)
    """
    if yearly_saving <= 0:
        return None
    return lead_years + max(0.0, S) / yearly_saving


def payback_discounted(
    S: float, yearly_saving: float, r: float, lead_years: float = 0.0
) -> float | None:
    """Return the years until the discounted saving has paid the one-off cost.

    Parameters
    ----------
    S : float
        One-off cost of leaving; a negative one is paid back at once. [money]
    yearly_saving : float
        ΔC = C_inc − C_alt. [money/year]
    r : float
        Discount rate. [per year]
    lead_years : float
        T, time until the saving starts, added undiscounted. [years]

    Returns
    -------
    float or None
        T − ln(1 − S·r/ΔC)/ln(1+r) [years]; None = never, if ΔC ≤ S·r or nothing is saved.

    References
    ----------
    Method §2.5, §0.3 G35.

    Examples
    --------
    >>> round(payback_discounted(24, 9, 0.08), 6), payback_discounted(24, 1.9, 0.08)
    (3.11782, None)
    """
    if r == 0 or yearly_saving <= 0 or S <= 0:
        return payback_simple(S, yearly_saving, lead_years)
    if yearly_saving <= S * r:
        return None
    return lead_years - math.log1p(-S * r / yearly_saving) / math.log1p(r)


def captive_loss(
    C_inc: Number, r: Number, T: Number, rise_share: Number = CAPTIVE_RISE_SHARE
) -> Number:
    """Return the present value of a price rise paid during the lead time, whatever is decided.

    Parameters
    ----------
    C_inc : float or ndarray
        Yearly cost of the supplier. [money/year]
    r, T : float or ndarray
        Discount rate [per year] and lead time [years].
    rise_share : float or ndarray
        Price rise. [share]

    Returns
    -------
    float or ndarray
        rise·C_inc·a(r, 0, T). [money]

    References
    ----------
    Method §2.5.

    Examples
    --------
    >>> round(captive_loss(40.0, 0.08, 1.5), 6)
    5.451368
    """
    return as_number(np.asarray(rise_share) * np.asarray(C_inc) * annuity(r, 0.0, T))


def contract_shield(ceiling: Number, cap: Number, years_left: Number) -> Number:
    """Return how much of the ceiling a price cap leaves usable while the contract runs.

    Parameters
    ----------
    ceiling : float or ndarray
        g*. [share]
    cap : float or ndarray
        Highest price rise a year. [share]
    years_left : float or ndarray
        Rest of the term; below 0 counts as 0. [years]

    Returns
    -------
    float or ndarray
        min(g*, (1 + cap)^years − 1). [share]

    References
    ----------
    Method §2.5, §0.3 G17.

    Examples
    --------
    >>> round(contract_shield(0.3, 0.05, 2.0), 6), contract_shield(0.02, 0.05, 2.0)
    (0.1025, 0.02)
    """
    allowed = (1.0 + np.asarray(cap)) ** np.maximum(0.0, np.asarray(years_left)) - 1.0
    return as_number(np.minimum(ceiling, allowed))


def quasi_rent_share(S: Number, C_inc: Number, r: Number, H: Number) -> Number:
    """Return the cost of leaving per year of the horizon as a share of yearly spend.

    Parameters
    ----------
    S : float or ndarray
        One-off cost of leaving. [money]
    C_inc : float or ndarray
        Yearly cost of the supplier. [money/year]
    r, H : float or ndarray
        Discount rate [per year] and horizon [years].

    Returns
    -------
    float or ndarray
        S·CRF/C_inc. [share]

    Raises
    ------
    ScoringError
        If C_inc is not above 0.

    References
    ----------
    Method §2.5. At T ≈ 0 and C_alt = C_inc it equals g*: not independent evidence.

    Examples
    --------
    >>> round(quasi_rent_share(24.0, 40.0, 0.08, 5), 6)
    0.150274
    """
    require(lambda x: x > 0, C_inc, "yearly spend must be above 0 to compare; check annual_spend")
    return as_number(np.asarray(S) * capital_recovery(r, H) / np.asarray(C_inc))


def fairness_ratio(
    incentives: float, ceiling: float, C_inc: float, r: float, H: float
) -> float | None:
    """Return what the supplier paid to win us per unit of what it can take later.

    Parameters
    ----------
    incentives : float
        Credits and discounts received. [money]
    ceiling : float
        g*. [share]
    C_inc : float
        Yearly cost of the supplier. [money/year]
    r, H : float
        Discount rate [per year] and horizon [years].

    Returns
    -------
    float or None
        Incentives over the present value of the hold-up [ratio]; None if g* ≤ 0, 0 if it is inf.

    References
    ----------
    Method §2.1, §0.3 G35; Klemperer, QJE 102 (1987).

    Examples
    --------
    >>> fairness_ratio(10.0, 0.2, 40.0, 0.0, 5.0), fairness_ratio(10.0, -0.1, 40.0, 0.0, 5.0)
    (0.25, None)
    """
    if ceiling <= 0:
        return None
    return incentives / float(holdup_value(ceiling, C_inc, r, H))
