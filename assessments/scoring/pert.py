"""Beta-PERT: three judgements (low, likely, high) as one distribution, exact moments (§2.2)."""

import numpy as np
from scipy.special import betaincinv

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError


def mean(low: Number, likely: Number, high: Number) -> Number:
    """Return μ = (a + 4m + b)/6.

    Parameters
    ----------
    low, likely, high : float or ndarray, broadcastable
        The three judgements, low ≤ likely ≤ high. [any unit]

    Returns
    -------
    float or ndarray
        Mean. [unit of the inputs]

    Raises
    ------
    ScoringError
        If the three are out of order.

    References
    ----------
    Method §2.2; Malcolm et al., "Application of a technique for research and development program
    evaluation", Operations Research 7 (1959).

    Examples
    --------
    >>> mean(2, 5, 14)
    6.0
    """
    _require_order(low, likely, high)
    return as_number((np.asarray(low) + 4.0 * np.asarray(likely) + np.asarray(high)) / 6.0)


def variance(low: Number, likely: Number, high: Number) -> Number:
    """Return the exact variance (μ − a)(b − μ)/7, not the classical (b − a)²/36.

    Parameters
    ----------
    low, likely, high : float or ndarray, broadcastable
        The three judgements, low ≤ likely ≤ high. [any unit]

    Returns
    -------
    float or ndarray
        Variance. [unit of the inputs, squared]

    Raises
    ------
    ScoringError
        If the three are out of order.

    References
    ----------
    Method §2.2.

    Examples
    --------
    >>> round(variance(2, 5, 14), 6)
    4.571429
    """
    middle = mean(low, likely, high)
    spread = (middle - np.asarray(low)) * (np.asarray(high) - middle) / 7.0
    return as_number(np.maximum(spread, 0.0))  # a constant's mean may miss it by a last bit


def alpha_beta(low: Number, likely: Number, high: Number) -> tuple[Number, Number] | None:
    """Return the two shapes of the beta distribution on [low, high].

    Parameters
    ----------
    low, likely, high : float or ndarray, broadcastable
        The three judgements, low ≤ likely ≤ high. [any unit]

    Returns
    -------
    tuple of (float or ndarray), or None
        α = 1 + 4(m−a)/(b−a) and β = 1 + 4(b−m)/(b−a). [–] None if low = high everywhere: a
        constant has no shape. Draws that are constant get the shapes of a symmetric one.

    Raises
    ------
    ScoringError
        If the three are out of order.

    References
    ----------
    Method §2.2.

    Examples
    --------
    >>> alpha_beta(2, 5, 14)
    (2.0, 4.0)
    """
    _require_order(low, likely, high)
    width = np.asarray(high, dtype=np.float64) - np.asarray(low)
    if not np.any(width):
        return None
    up = np.where(width > 0, np.asarray(likely) - np.asarray(low), 0.5)
    rise = 4.0 * up / np.where(width > 0, width, 1.0)
    return as_number(1.0 + rise), as_number(5.0 - rise)


def quantile(low: Number, likely: Number, high: Number, u: Number) -> Number:
    """Return the value below which a share u of the distribution lies.

    Parameters
    ----------
    low, likely, high : float or ndarray, broadcastable
        The three judgements, low ≤ likely ≤ high. [any unit]
    u : float or ndarray, broadcastable
        Probabilities, for example uniform draws. [0–1]

    Returns
    -------
    float or ndarray
        a + (b − a)·I⁻¹(α, β; u); the constant where low = high. [unit of the inputs]

    Raises
    ------
    ScoringError
        If the three are out of order.

    References
    ----------
    Method §2.2, §8.1.

    Examples
    --------
    >>> round(quantile(2, 5, 14, 0.5), 6)
    5.765722
    >>> quantile(3, 3, 3, 0.9)
    3.0
    """
    shapes = alpha_beta(low, likely, high)
    if shapes is None:
        return as_number(np.broadcast_arrays(np.asarray(low, dtype=np.float64), u)[0].copy())
    width = np.asarray(high, dtype=np.float64) - np.asarray(low)
    alpha, beta = (np.asarray(shape) for shape in shapes)
    inside = betaincinv(alpha, beta, np.asarray(u, dtype=np.float64))
    return as_number(np.asarray(low) + width * inside)


def _require_order(low: Number, likely: Number, high: Number) -> None:
    # Written so that a NaN fails too.
    ordered = (np.asarray(low) <= np.asarray(likely)) & (np.asarray(likely) <= np.asarray(high))
    if not np.all(ordered):
        a, m, b = (
            float(part[~ordered][0]) if ordered.ndim else float(part)
            for part in np.broadcast_arrays(low, likely, high)
        )
        raise ScoringError(
            f"low {a:g}, likely {m:g}, high {b:g} are out of order; enter low <= likely <= high"
        )
