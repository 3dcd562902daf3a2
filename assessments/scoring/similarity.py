"""Concentration that sees how alike suppliers are: group, country, shared inputs (§1.3)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError
from assessments.scoring.shares import SUM_TOLERANCE

USABLE_FROM = 0.5  # G11: recorded upstream cost share from which an overlap is believed
SAME_COUNTRY = 0.5
_ROUNDING = 1e-9


def _check_similarity(Z: NDArray[np.float64], n: int) -> None:
    if Z.shape != (n, n):
        raise ScoringError(f"similarity matrix has shape {Z.shape}; {n} shares need {(n, n)}")
    if not np.all((Z >= 0) & (Z <= 1 + _ROUNDING)):
        raise ScoringError("similarity matrix has entries outside 0 to 1; correct them")
    if not np.allclose(np.diagonal(Z), 1.0):
        raise ScoringError("similarity matrix has a diagonal other than 1; a supplier is itself")


def similarity_adjusted_hhi(p: ArrayLike, Z: ArrayLike) -> Number:
    """Return HHI_Z = pᵀZp, the probability-weighted similarity of two random units of supply.

    Parameters
    ----------
    p : array_like, shape (..., n)
        Shares that add up to 1 along the last axis; leading axes are draws. [share]
    Z : array_like, shape (n, n)
        Similarity from 0 to 1, diagonal 1. Identity gives the HHI, blocks of 1 the group HHI.

    Returns
    -------
    float or ndarray, shape (...)
        Index from Σp² to 1.

    Raises
    ------
    ScoringError
        If shares do not add up to 1, or Z does not fit them, leaves [0, 1] or has a diagonal other
        than 1.

    References
    ----------
    Method §1.3; Leinster & Cobbold, Ecology 93 (2012), order 2.

    Examples
    --------
    >>> Z = [[1.0, 0.4, 0.1], [0.4, 1.0, 0.0], [0.1, 0.0, 1.0]]
    >>> round(similarity_adjusted_hhi([0.5, 0.3, 0.2], Z), 12)
    0.52
    """
    shares, alike = np.asarray(p, dtype=np.float64), np.asarray(Z, dtype=np.float64)
    if shares.ndim == 0 or shares.shape[-1] == 0:
        raise ScoringError("similarity-adjusted HHI of no shares; ask for it only if some exist")
    if not np.all((shares >= 0) & (np.abs(shares.sum(axis=-1, keepdims=True) - 1) < SUM_TOLERANCE)):
        raise ScoringError("shares must be 0 or above and add up to 1; see concentration.shares()")
    _check_similarity(alike, shares.shape[-1])
    return as_number(np.einsum("...i,...i->...", shares @ alike, shares))


def effective_number(hhi: Number) -> Number:
    """Return 1/HHI, the number of equal, wholly different suppliers with the same index.

    Parameters
    ----------
    hhi : float or ndarray, shape (...)
        HHI, plain or similarity-adjusted, above 0. [index]

    Returns
    -------
    float or ndarray, shape (...)
        At least 1 for an index of at most 1. [suppliers]

    Raises
    ------
    ScoringError
        If an index is 0 or below.

    References
    ----------
    Method §1.1, §1.3; Jost, Oikos 113 (2006).

    Examples
    --------
    >>> effective_number(0.5)
    2.0
    """
    if not np.all(np.asarray(hhi) > 0):
        raise ScoringError("an HHI of 0 or below has no effective number; leave it unknown")
    return 1.0 / hhi


def expected_hhi_z(hhi_z: Number, kappa: float) -> Number:
    """Return E[HHI_Z] if the true shares are Dirichlet(κp) around the recorded ones.

    Parameters
    ----------
    hhi_z : float or ndarray, shape (...)
        HHI_Z at the recorded shares. [index]
    kappa : float
        Trust in them, above 0: κ of the worst grade in the gate.

    Returns
    -------
    float or ndarray, shape (...)
        (κ·HHI_Z + 1)/(κ + 1). [index]

    Raises
    ------
    ScoringError
        If kappa is 0 or below.

    References
    ----------
    Method G11.

    Examples
    --------
    >>> round(expected_hhi_z(0.76, 40), 6)
    0.765854
    """
    if not kappa > 0:
        raise ScoringError(f"Dirichlet concentration is {kappa}; give a number above 0")
    return (kappa * hhi_z + 1.0) / (kappa + 1.0)


def _same(labels: Sequence[str]) -> NDArray[np.bool_]:
    names = np.array(labels, dtype=object)
    known = names != ""
    same: NDArray[np.bool_] = (names[:, None] == names) & known[:, None]
    return same


def _checked_overlap(overlap: ArrayLike, n: int) -> NDArray[np.float64]:
    J = np.asarray(overlap, dtype=np.float64)
    if J.shape != (n, n):
        raise ScoringError(f"overlap has shape {J.shape}; {n} suppliers need {(n, n)}")
    if np.any((J < 0) | (J > 1 + _ROUNDING)) or not np.allclose(J, J.T, equal_nan=True):
        raise ScoringError("overlap must be symmetric and from 0 to 1, nan where it is unknown")
    return J


def similarity_matrix(
    groups: Sequence[str],
    countries: Sequence[str],
    overlap: ArrayLike,
    recorded_share: ArrayLike,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the similarity of suppliers as known, and at most.

    Z = max(1 if same group, J_w if usable, ½ if same country). J_w is usable if at least half of
    the upstream cost of *both* is recorded; if it is not, the upper bound is 1. An unknown country
    may turn out to be the same one, so the upper bound is then at least ½.

    Parameters
    ----------
    groups : sequence of str, length n
        Ultimate parent of each supplier, its own id if it has none.
    countries : sequence of str, length n
        Country of the ultimate parent, else of the supplier; empty = unknown.
    overlap : array_like, shape (n, n)
        Weighted Jaccard overlap J_w of what is upstream, nan where it is 0/0. [0–1]
    recorded_share : array_like, shape (n,)
        How much of each supplier's upstream cost is recorded, nan if unknown. [share]

    Returns
    -------
    Z, Z_upper : ndarray, shape (n, n)
        Similarity from 0 to 1, diagonal 1.

    Raises
    ------
    ScoringError
        If lengths differ, or the overlap is asymmetric or leaves [0, 1].

    References
    ----------
    Method §1.3, §1.6, G11.

    Examples
    --------
    >>> Z, upper = similarity_matrix(
    ...     ["sdc", "boe"], ["KR", "KR"], [[1.0, 0.9], [0.9, 1.0]], [0.17, 0.6]
    ... )
    >>> float(Z[0, 1]), float(upper[0, 1])
    (0.5, 1.0)
    """
    n, recorded = len(groups), np.asarray(recorded_share, dtype=np.float64)
    if len(countries) != n or recorded.shape != (n,):
        raise ScoringError(
            f"{n} groups, {len(countries)} countries and recorded shares of shape "
            f"{recorded.shape}; give one of each per supplier"
        )
    J = _checked_overlap(overlap, n)
    is_enough = recorded >= USABLE_FROM
    is_usable = is_enough[:, None] & is_enough & ~np.isnan(J)
    Z = np.maximum(np.where(is_usable, np.minimum(J, 1.0), 0.0), SAME_COUNTRY * _same(countries))
    Z = np.maximum(Z, _same(groups) | np.eye(n, dtype=bool))
    is_placed = np.array([bool(country) for country in countries], dtype=bool)
    floor = np.where(is_placed[:, None] & is_placed, Z, np.maximum(Z, SAME_COUNTRY))
    return Z, np.where(is_usable, floor, 1.0)
