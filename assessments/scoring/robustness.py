"""How far a ranking depends on choices of the method: shifts and correlations of ranks, weights."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.scoring.errors import ScoringError


def ranks(scores: ArrayLike) -> NDArray[np.float64]:
    """Return the rank of each score, 1 = smallest; ties share the mean of their ranks.

    Parameters
    ----------
    scores : array_like, shape (n,)
        Scores, or ranks themselves.

    Returns
    -------
    ndarray, shape (n,)

    References
    ----------
    Method §6.4.

    Examples
    --------
    >>> ranks([30.0, 10.0, 30.0]).tolist()
    [2.5, 1.0, 2.5]
    """
    _, places, counts = np.unique(np.asarray(scores), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean: NDArray[np.float64] = last - (counts - 1) / 2.0
    return mean[places]


def rank_shift(reference: Sequence[float], other: Sequence[float]) -> float | None:
    """Return R_S: by how many places a ranking differs from the reference on average.

    Parameters
    ----------
    reference, other : sequence of float, length n
        Scores of the same items under two choices.

    Returns
    -------
    float or None
        [places]; None without items.

    Raises
    ------
    ScoringError
        If the lengths differ.

    References
    ----------
    Method §6.4; Saisana, Saltelli & Tarantola, JRSS A 168, 2005.

    Examples
    --------
    >>> rank_shift([10, 20, 30], [20, 10, 30])
    0.6666666666666666
    """
    first, second = _ranked(reference, other)
    return float(np.mean(np.abs(first - second))) if first.size else None


def spearman(reference: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Spearman's rank correlation.

    Parameters
    ----------
    reference, other : sequence of float, length n
        Scores of the same items under two choices.

    Returns
    -------
    float or None
        [−1, 1]; None if one ranking has no order: fewer than two distinct scores.

    Raises
    ------
    ScoringError
        If the lengths differ.

    References
    ----------
    Method §6.4; Spearman, American Journal of Psychology 15, 1904.

    Examples
    --------
    >>> spearman([1, 2, 3], [3, 2, 1])
    -1.0
    """
    first, second = (
        ranking - ranking.mean() if ranking.size else ranking
        for ranking in _ranked(reference, other)
    )
    whole = float(np.sqrt((first @ first) * (second @ second)))
    return float(first @ second) / whole if whole else None


def kendall(reference: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Kendall's τ_b: pairs in the same order less pairs in the other, corrected for ties.

    Parameters
    ----------
    reference, other : sequence of float, length n
        Scores of the same items under two choices.

    Returns
    -------
    float or None
        [−1, 1]; None if one ranking has no order: fewer than two distinct scores.

    Raises
    ------
    ScoringError
        If the lengths differ.

    References
    ----------
    Method §6.4; Kendall, "The treatment of ties in ranking problems", Biometrika 33, 1945.

    Examples
    --------
    >>> kendall([1, 2, 3, 4], [1, 2, 4, 3])
    0.6666666666666666
    """
    # Each pair twice, +1 where the later item is larger; a few hundred items at most.
    first, second = (
        np.sign(np.subtract.outer(ranking, ranking)) for ranking in _ranked(reference, other)
    )
    whole = float(np.sqrt(np.sum(first**2) * np.sum(second**2)))
    return float(np.sum(first * second)) / whole if whole else None


def _ranked(
    reference: Sequence[float], other: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if len(reference) != len(other):
        raise ScoringError(
            f"{len(reference)} scores against {len(other)}; rank the same items under both choices"
        )
    return ranks(reference), ranks(other)


def dirichlet_weight_sd(weights: ArrayLike, kappa: float) -> NDArray[np.float64]:
    """Return the standard deviation of weights drawn from Dirichlet(κ w).

    Parameters
    ----------
    weights : array_like, shape (n,)
        Mean weights, adding to 1.
    kappa : float
        Concentration; larger = closer to the mean.

    Returns
    -------
    ndarray, shape (n,)

    References
    ----------
    Method §6.4.

    Examples
    --------
    >>> dirichlet_weight_sd([0.5, 0.5], 24.0).tolist()
    [0.1, 0.1]
    """
    w = np.asarray(weights, dtype=np.float64)
    deviation: NDArray[np.float64] = np.sqrt(w * (1.0 - w) / (kappa + 1.0))
    return deviation


def arithmetic_score_sd(z: ArrayLike, weights: ArrayLike, kappa: float) -> float:
    """Return the standard deviation of the arithmetic score 100 Σ w z for Dirichlet(κ w) weights.

    Parameters
    ----------
    z, weights : array_like, shape (n,)
        Pillars [0–1] and their mean weights, adding to 1.
    kappa : float
        Concentration.

    Returns
    -------
    float
        [points]

    References
    ----------
    Method §6.4.

    Examples
    --------
    >>> round(arithmetic_score_sd([1.0, 0.0], [0.5, 0.5], 24.0), 9)
    10.0
    """
    values, w = np.asarray(z, dtype=np.float64), np.asarray(weights, dtype=np.float64)
    spread = float(w @ (values - w @ values) ** 2)
    return 100.0 * float(np.sqrt(spread / (kappa + 1.0)))
