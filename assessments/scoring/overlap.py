"""How much nominally different suppliers rely on the same ancestors (§1.6)."""

from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import ArrayLike

from assessments.scoring.errors import ScoringError


def weighted_jaccard(u: ArrayLike, v: ArrayLike) -> float | None:
    """Return J_w = Σ min(u, v) / Σ max(u, v) of two suppliers' touch shares.

    Parameters
    ----------
    u, v : array_like, shape (n_nodes,)
        Touch share u_s(j) of each node for the two suppliers, the suppliers' own entries 0.
        Touch shares come from ``lookthrough.touch_matrix``. [share]

    Returns
    -------
    float or None
        0 = nothing in common, 1 = the same; None if neither has anything recorded (0/0).

    Raises
    ------
    ScoringError
        If lengths differ, or a touch share is negative or not finite.

    References
    ----------
    Method §1.6; Ruzicka 1958 for the index. Money understates small parts that stop everything,
    so print ``plain_jaccard`` and the common single points of failure beside it.

    Examples
    --------
    >>> weighted_jaccard([0.4, 0.2, 0.0], [0.2, 0.2, 0.2])
    0.5
    """
    first, second = np.asarray(u, dtype=np.float64), np.asarray(v, dtype=np.float64)
    if first.shape != second.shape:
        raise ScoringError(
            f"touch shares have shapes {first.shape} and {second.shape}; "
            "give both over the same nodes"
        )
    largest = np.maximum(first, second)
    smallest = np.minimum(first, second)
    if not np.all(np.isfinite(largest) & (smallest >= 0)):
        raise ScoringError("touch shares must be finite and 0 or above; leave unknown nodes out")
    whole = float(largest.sum())
    return float(smallest.sum()) / whole if whole > 0 else None


def plain_jaccard(first: AbstractSet[str], second: AbstractSet[str]) -> float | None:
    """Return |common| / |all| of two sets of names.

    Parameters
    ----------
    first, second : set of str
        What is upstream of each supplier, however little it costs.

    Returns
    -------
    float or None
        0 = nothing in common, 1 = the same; None if both sets are empty (0/0).

    References
    ----------
    Method §1.6; Jaccard 1912.

    Examples
    --------
    >>> plain_jaccard({"tsmc", "asml"}, {"tsmc", "skhynix"})
    0.3333333333333333
    """
    union = first | second
    return len(first & second) / len(union) if union else None
