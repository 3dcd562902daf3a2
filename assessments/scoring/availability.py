"""How much of the time something works, and what revenue hangs on it (§3.2)."""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError


def availability(mtbf: Number, mttr: Number) -> Number:
    """Return the long-run share of time something works.

    Parameters
    ----------
    mtbf, mttr : float or ndarray
        Mean time between failures and mean time to repair. [any one unit of time]

    Returns
    -------
    float or ndarray
        MTBF/(MTBF + MTTR). [0–1]

    References
    ----------
    Method §3.2.

    Examples
    --------
    >>> availability(400, 100)
    0.8
    """
    return as_number(np.asarray(mtbf) / (np.asarray(mtbf) + np.asarray(mttr)))


def any_of(availabilities: Sequence[float]) -> float:
    """Return the availability of interchangeable, independent parts: 1 − Π(1 − A).

    Parameters
    ----------
    availabilities : sequence of float
        Of each part. [0–1]

    Returns
    -------
    float
        At least one works. [0–1]

    References
    ----------
    Method §3.2.

    Examples
    --------
    >>> any_of([0.5, 0.5])
    0.75
    """
    return 1.0 - math.prod(1.0 - a for a in availabilities)


def all_of(availabilities: Sequence[float]) -> float:
    """Return the availability of joint, independent parts: Π A.

    Parameters
    ----------
    availabilities : sequence of float
        Of each part; a node common to both branches multiplies. [0–1]

    Returns
    -------
    float
        All work. [0–1]

    References
    ----------
    Method §3.2.

    Examples
    --------
    >>> all_of([0.5, 0.5])
    0.25
    """
    return math.prod(availabilities)


def revenue_exposed(revenue: Mapping[str, float], loss_degree: Mapping[str, float]) -> float:
    """Return yearly revenue times the degree lost without a supplier: no duration, no loss.

    Parameters
    ----------
    revenue : mapping of str to float
        Of each business function. [money/year]
    loss_degree : mapping of str to float
        ℓ_{f,s} of the functions the supplier touches. [0–1]

    Returns
    -------
    float
        Σ Rev·ℓ, never above ΣRev. Not additive over suppliers. [money/year]

    Raises
    ------
    ScoringError
        If a function has no revenue entered.

    References
    ----------
    Method §3.2.

    Examples
    --------
    >>> revenue_exposed({"F1": 100.0, "F2": 60.0}, {"F1": 0.45, "F2": 1.0})
    105.0
    """
    for function in loss_degree:
        if function not in revenue:
            raise ScoringError(f"function {function} has no revenue; enter it or leave it out")
    return sum(revenue[function] * degree for function, degree in loss_degree.items())
