"""What leaving a contract costs at the date of the exit, and what its minimums cost (§2.4, G16)."""

import numpy as np

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError


def contract_exit(R: Number, M: Number, notice: Number, fee: Number, terminable: bool) -> Number:
    """Return what the contract costs once left: the fee route, or all that is left of it.

    Parameters
    ----------
    R : float or ndarray
        Months of contract left at the exit. [months]
    M : float or ndarray
        Minimum commitment. [money/month]
    notice : float or ndarray
        Months of notice that are paid but not used. [months]
    fee : float or ndarray
        F, due on termination for convenience. [money]
    terminable : bool
        Whether the contract can be terminated for convenience.

    Returns
    -------
    float or ndarray
        min(F + notice·M, R·M) if terminable, else R·M. [money]

    References
    ----------
    Method §2.4.

    Examples
    --------
    >>> contract_exit(30, 2.0, 3, 10, True), contract_exit(30, 2.0, 3, 10, False)
    (16.0, 60.0)
    """
    rest = np.asarray(R) * np.asarray(M)
    if not terminable:
        return as_number(rest)
    return as_number(np.minimum(np.asarray(fee) + np.asarray(notice) * np.asarray(M), rest))


def months_left_at_exit(end: Number, ttsw: Number) -> Number:
    """Return R, the months of contract left when the alternative carries the load.

    Parameters
    ----------
    end : float or ndarray
        Months of contract left today. [months]
    ttsw : float or ndarray
        Time to switch. [months]

    Returns
    -------
    float or ndarray
        max(0, end − TTSw). [months]

    References
    ----------
    Method §0.3 G16.

    Examples
    --------
    >>> months_left_at_exit(30, 10), months_left_at_exit(8, 10)
    (20.0, 0.0)
    """
    return as_number(np.maximum(0.0, np.asarray(end, dtype=np.float64) - np.asarray(ttsw)))


def exit_at(end: Number, ttsw: Number, n: Number, M: Number, F: Number, terminable: bool) -> Number:
    """Return row 2 of the switching cost: the contract's exit at as_of + TTSw.

    Parameters
    ----------
    end : float or ndarray
        Months of contract left today. [months]
    ttsw : float or ndarray
        Time to switch; notice runs meanwhile, so only what is longer is paid unused. [months]
    n : float or ndarray
        Notice. [months]
    M : float or ndarray
        Minimum commitment. [money/month]
    F : float or ndarray
        Fee of termination for convenience. [money]
    terminable : bool
        Whether the contract can be terminated for convenience.

    Returns
    -------
    float or ndarray
        Cost of leaving the contract. [money]

    References
    ----------
    Method §0.3 G16.

    Examples
    --------
    >>> exit_at(30, 1, 3, 2, 1, True)
    5.0
    """
    unused = np.maximum(0.0, np.asarray(n, dtype=np.float64) - np.asarray(ttsw))
    return contract_exit(months_left_at_exit(end, ttsw), M, as_number(unused), F, terminable)


def unamortised_prepayment(
    prepayment: Number, used_share: Number, clawback: Number = 0.0
) -> Number:
    """Return what is lost of money paid ahead, with credits that must be paid back.

    Parameters
    ----------
    prepayment : float or ndarray
        Paid ahead and not refundable. [money]
    used_share : float or ndarray
        Part of it already used at the exit. [0–1]
    clawback : float or ndarray
        Credits to pay back. [money]

    Returns
    -------
    float or ndarray
        P·(1 − used) + claw-back. [money]

    References
    ----------
    Method §2.4.

    Examples
    --------
    >>> unamortised_prepayment(100.0, 0.75, 5.0)
    30.0
    """
    rest = np.asarray(prepayment) * (1.0 - np.asarray(used_share))
    return as_number(rest + np.asarray(clawback))


def take_or_pay(v_min: Number, v: Number, price: Number, theta: Number = 1.0) -> Number:
    """Return the penalty for buying less than the minimum volume.

    Parameters
    ----------
    v_min, v : float or ndarray
        Minimum and actual volume. [units/year]
    price : float or ndarray
        Price. [money/unit]
    theta : float or ndarray
        θ, the part of the price due on missing units. [0–1]

    Returns
    -------
    float or ndarray
        max(0, V_min − V)·p·θ. [money/year]

    References
    ----------
    Method §2.4.

    Examples
    --------
    >>> take_or_pay(100, 85, 70, 0.6)
    630.0
    """
    missing = np.maximum(0.0, np.asarray(v_min, dtype=np.float64) - np.asarray(v))
    return as_number(missing * np.asarray(price) * np.asarray(theta))


def implied_shortfall(penalty: Number, price: Number, theta: Number = 1.0) -> Number:
    """Return the missing volume that a reported penalty stands for.

    Parameters
    ----------
    penalty : float or ndarray
        Paid. [money]
    price : float or ndarray
        Price. [money/unit]
    theta : float or ndarray
        θ, the part of the price due on missing units. (0–1]

    Returns
    -------
    float or ndarray
        penalty/(p·θ). [units]

    Raises
    ------
    ScoringError
        If price or θ is not above 0.

    References
    ----------
    Method §2.4.

    Examples
    --------
    >>> implied_shortfall(630, 70, 0.6)
    15.0
    """
    per_unit = np.asarray(price, dtype=np.float64) * np.asarray(theta)
    if not np.all(per_unit > 0):
        raise ScoringError("price and take-or-pay share must be above 0 to imply a volume")
    return as_number(np.asarray(penalty) / per_unit)


def dual_running(chi: Number, months: Number, c_new: Number) -> Number:
    """Return what running old and new side by side costs.

    Parameters
    ----------
    chi : float or ndarray
        χ, ½ for a linear ramp, 1 if both run in full. [0–1]
    months : float or ndarray
        T_dual, without months that the contract's row already pays. [months]
    c_new : float or ndarray
        Yearly cost of the new one. [money/year]

    Returns
    -------
    float or ndarray
        χ·T_dual·c_new/12. [money]

    References
    ----------
    Method §2.2 row 7, §0.3 G16.

    Examples
    --------
    >>> dual_running(0.5, 4, 42)
    7.0
    """
    return as_number(np.asarray(chi) * np.asarray(months) * np.asarray(c_new) / 12.0)
