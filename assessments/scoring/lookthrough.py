"""Where money ends up: spend followed through n-th parties, cycles included (§1.4).

``A[i, j]`` is the share of its revenue that i pays to j; what a row leaves is retained by i (own
labour, profit, or simply unknown). Solves are dense: exact, and fast up to about 2,000 nodes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.scoring.errors import ScoringError

Floats: TypeAlias = NDArray[np.float64]
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class LookThrough:
    """Spend followed to its ends; every array has one entry per node, shape (n,).

    ``throughput`` [money] passes through the node, loops counted each time round;
    ``retained_share`` of it stays there; ``value_added`` [money] is that amount and adds up to the
    spend; ``touch`` is the probability that a unit of spend meets the node at least once, None if
    nothing is spent.
    """

    throughput: Floats
    retained_share: Floats
    value_added: Floats
    touch: Floats | None


def _name(names: Sequence[str] | None, i: int) -> str:
    return f"node {i + 1}" if names is None else names[i]


def _reaches(A: Floats, goals: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which nodes pay, directly or through others, into a goal."""
    pays, found = A > 0, goals
    while True:
        wider = found | pays[:, found].any(axis=1)
        if np.array_equal(wider, found):
            return found
        found = wider


def _is_on_cycle(A: Floats, i: int) -> bool:
    is_this = np.arange(len(A)) == i
    return bool(_reaches(A, is_this)[A[i] > 0].any())


def _checked(A: ArrayLike, names: Sequence[str] | None) -> Floats:
    """Return A as an array after checking that money can leave every node and every loop."""
    shares = np.asarray(A, dtype=np.float64)
    if shares.ndim != 2 or shares.shape[0] != shares.shape[1]:
        raise ScoringError(f"cost shares have shape {shares.shape}; give one row and column a node")
    if names is not None and len(names) != len(shares):
        raise ScoringError(f"{len(names)} names for {len(shares)} nodes; give one each")
    for i, j in np.argwhere(~(np.isfinite(shares) & (shares >= 0))).tolist():
        raise ScoringError(
            f"{_name(names, i)} pays {_name(names, j)} a share of {shares[i, j]:g}; "
            "give 0 or above, and leave an unknown share out"
        )
    sums = shares.sum(axis=1)
    for i in np.flatnonzero(sums > 1 + _ROUNDING).tolist():
        raise ScoringError(
            f"{_name(names, i)} passes on {sums[i]:g} of its revenue, above 1; "
            "lower the cost shares of its row"
        )
    closed = np.flatnonzero(~_reaches(shares, sums < 1 - _ROUNDING)).tolist()
    if closed:
        nodes = ", ".join(_name(names, i) for i in closed if _is_on_cycle(shares, i))
        raise ScoringError(
            f"closed loop retains nothing: {nodes}; lower a cost share so that some money stays"
        )
    return shares


def _checked_spend(d: ArrayLike, n: int) -> Floats:
    spend = np.asarray(d, dtype=np.float64)
    if spend.shape != (n,) or not np.all(np.isfinite(spend) & (spend >= 0)):
        raise ScoringError(f"direct spend must be {n} amounts, one per node, none negative")
    return spend


def look_through(A: ArrayLike, d: ArrayLike, names: Sequence[str] | None = None) -> LookThrough:
    """Follow direct spend through the whole network.

    Parameters
    ----------
    A : array_like, shape (n, n)
        Cost shares, row i pays column j; a payment to itself is allowed. [share]
    d : array_like, shape (n,)
        Direct spend on each node. [money]
    names : sequence of str, length n, optional
        Names for messages.

    Returns
    -------
    LookThrough
        x = (I − Aᵀ)⁻¹d, ret = 1 − ΣA, y = ret·x with Σy = Σd, and touch t_j = Σ d_i·u_i(j)/Σd.

    Raises
    ------
    ScoringError
        If a share is negative, a row adds up to more than 1, or a closed loop retains nothing.

    References
    ----------
    Method §1.4; Leontief 1936; Kemeny & Snell, *Finite Markov Chains* (1960), for touch.

    Examples
    --------
    >>> found = look_through([[0.0, 0.4], [0.0, 0.0]], [100.0, 0.0])
    >>> found.value_added.tolist(), found.touch.tolist()
    ([60.0, 40.0], [1.0, 0.4])
    """
    shares = _checked(A, names)
    spend = _checked_spend(d, len(shares))
    visits = np.linalg.inv(np.eye(len(shares)) - shares)  # N_ij, visits to j of a unit paid to i
    throughput = spend @ visits
    retained = np.clip(1.0 - shares.sum(axis=1), 0.0, 1.0)
    total = float(spend.sum())
    touch = throughput / (visits.diagonal() * total) if total > 0 else None
    return LookThrough(throughput, retained, retained * throughput, touch)


def touch_matrix(A: ArrayLike, names: Sequence[str] | None = None) -> Floats:
    """Return u_s(j) = N_sj/N_jj, the probability that a unit paid to s ever meets j.

    Parameters
    ----------
    A : array_like, shape (n, n)
        Cost shares, row i pays column j. [share]
    names : sequence of str, length n, optional
        Names for messages.

    Returns
    -------
    ndarray, shape (n, n)
        Row s, column j; diagonal 1. [0–1]

    Raises
    ------
    ScoringError
        As ``look_through``.

    References
    ----------
    Method §1.4, §1.6.

    Examples
    --------
    >>> touch_matrix([[0.0, 0.4], [0.0, 0.0]]).tolist()
    [[1.0, 0.4], [0.0, 1.0]]
    """
    shares = _checked(A, names)
    visits = np.linalg.inv(np.eye(len(shares)) - shares)
    touch: Floats = np.clip(visits / visits.diagonal(), 0.0, 1.0)
    return touch


def truncated_throughput(
    A: ArrayLike, d: ArrayLike, depth: int, names: Sequence[str] | None = None
) -> tuple[Floats, float]:
    """Return throughput counted down to a depth, and what that leaves out.

    Parameters
    ----------
    A : array_like, shape (n, n)
        Cost shares, row i pays column j. [share]
    d : array_like, shape (n,)
        Direct spend on each node. [money]
    depth : int
        Steps beyond the direct suppliers, 0 or above.
    names : sequence of str, length n, optional
        Names for messages.

    Returns
    -------
    x : ndarray, shape (n,)
        Σ_{k ≤ depth} (Aᵀ)^k d. [money]
    residual : float
        Σ(x_exact − x); always print it beside a truncated picture. [money]

    Raises
    ------
    ScoringError
        If the depth is negative, else as ``look_through``.

    References
    ----------
    Method §1.4.

    Examples
    --------
    >>> truncated_throughput([[0.0, 0.5], [0.0, 0.0]], [100.0, 0.0], 0)[1]
    50.0
    """
    if depth < 0:
        raise ScoringError(f"depth of {depth}; give 0 for direct suppliers only, or more")
    exact = look_through(A, d, names).throughput
    shares, layer = np.asarray(A, dtype=np.float64), np.asarray(d, dtype=np.float64)
    reached = layer.copy()
    for _ in range(depth):
        layer = layer @ shares
        reached += layer
    return reached, max(0.0, float((exact - reached).sum()))


def coverage(throughput: ArrayLike, unknown_share: ArrayLike, d: ArrayLike) -> float | None:
    """Return the look-through coverage: the share of spend whose end is recorded.

    Parameters
    ----------
    throughput : array_like, shape (n,)
        As ``look_through`` gives it. [money]
    unknown_share : array_like, shape (n,)
        The part of each node's retained share that is only an unstated remainder. [share]
    d : array_like, shape (n,)
        Direct spend on each node. [money]

    Returns
    -------
    float or None
        1 − Σ ret_unknown·x/Σd, from 0 to 1; None if nothing is spent.

    Raises
    ------
    ScoringError
        If lengths differ or an unknown share leaves [0, 1].

    References
    ----------
    Method §1.4.

    Examples
    --------
    >>> coverage([100.0, 40.0], [0.0, 1.0], [100.0, 0.0])
    0.6
    """
    x, unknown = np.asarray(throughput, dtype=np.float64), np.asarray(unknown_share, np.float64)
    spend = _checked_spend(d, x.size)
    if unknown.shape != x.shape or not np.all((unknown >= 0) & (unknown <= 1 + _ROUNDING)):
        raise ScoringError(f"unknown shares must be {x.size} numbers from 0 to 1, one per node")
    total = float(spend.sum())
    if total == 0:
        return None
    return min(1.0, max(0.0, 1.0 - float(unknown @ x) / total))
