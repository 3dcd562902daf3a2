"""How concentrated supply is: indices over shares, cut by group, country and function (§1.1, §1.2).

Shares are 1-D arrays that add up to 1; suppliers with share 0 are not counted. An empty array is
"nothing is bought", for which every index is None.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.scoring.errors import ScoringError
from assessments.scoring.shares import SUM_TOLERANCE, non_negative, proportions, served

KAPPA_BY_GRADE: Mapping[str, float] = MappingProxyType(
    {"A": 400.0, "B": 100.0, "C": 40.0, "D": 15.0, "E": 5.0}
)
_MODERATE_FROM, _HIGH_ABOVE = 1_000.0, 1_800.0
_LARGEST_HHI = 10_000.0


def shares(amounts: ArrayLike) -> NDArray[np.float64]:
    """Return amounts as shares of their total.

    Parameters
    ----------
    amounts : array_like, shape (n,)
        One amount per supplier, none negative. [money or units]

    Returns
    -------
    ndarray, shape (n,) or (0,)
        Shares that add up to 1; empty if the total is 0, as then no share exists.

    Raises
    ------
    ScoringError
        If an amount is negative or not finite.

    References
    ----------
    Method §1.1, G4.

    Examples
    --------
    >>> shares([500, 300, 150, 50]).tolist()
    [0.5, 0.3, 0.15, 0.05]
    """
    array = non_negative(amounts, "amount")
    total = float(array.sum())
    return array / total if total > 0 else np.empty(0)


def hhi(p: ArrayLike) -> float | None:
    """Return the Herfindahl–Hirschman index Σp².

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1 ± .01; they are scaled to 1. [share]

    Returns
    -------
    float or None
        Index from 1/n to 1 (times 10,000 = points); None if nothing is bought.

    Raises
    ------
    ScoringError
        If a share is negative or they do not add up to 1. All indices of this module raise it.

    References
    ----------
    Method §1.1; Hirschman, "The paternity of an index", AER 54 (1964).

    Examples
    --------
    >>> round(hhi([0.5, 0.3, 0.2]), 12)
    0.38
    """
    parts = served(p)
    return float(parts @ parts) if parts.size else None


def normalised_hhi(p: ArrayLike) -> float | None:
    """Return (HHI − 1/n)/(1 − 1/n), the evenness part of the HHI.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]

    Returns
    -------
    float or None
        0 = even, 1 = one supplier; 50/50 gives 0 too, so never show it without n.

    References
    ----------
    Method §1.1.

    Examples
    --------
    >>> normalised_hhi([0.5, 0.5]), normalised_hhi([1.0])
    (0.0, 1.0)
    """
    parts = served(p)
    if parts.size < 2:
        return 1.0 if parts.size else None
    floor = 1.0 / parts.size
    return max(0.0, (float(parts @ parts) - floor) / (1.0 - floor))


def reference_band(hhi_points: float) -> str:
    """Return where an HHI lies between the reference lines of merger control.

    Parameters
    ----------
    hhi_points : float
        HHI times 10,000. [points]

    Returns
    -------
    str
        "unconcentrated" below 1,000, "moderate" to 1,800 inclusive, "high" above. Five equal
        suppliers are already "high": show it as a line, never as the score.

    References
    ----------
    Method §1.1; US Merger Guidelines 2023 (1,800) and 1992 (1,000).

    Examples
    --------
    >>> reference_band(1_800), reference_band(1_801)
    ('moderate', 'high')
    """
    if not 0 <= hhi_points <= _LARGEST_HHI * (1 + 1e-9):
        raise ScoringError(f"HHI of {hhi_points:g} points; give a number from 0 to 10,000")
    if hhi_points < _MODERATE_FROM:
        return "unconcentrated"
    return "moderate" if hhi_points <= _HIGH_ABOVE else "high"


def expected_hhi(p: ArrayLike, kappa: float) -> float | None:
    """Return E[HHI] if the true shares are Dirichlet(κp) around the recorded ones.

    Parameters
    ----------
    p : array_like, shape (n,)
        Recorded shares that add up to 1. [share]
    kappa : float
        Trust in them, above 0; ``KAPPA_BY_GRADE`` gives it by data grade.

    Returns
    -------
    float or None
        (κ·HHI + 1)/(κ + 1): above the plug-in HHI by (1 − HHI)/(κ + 1).

    References
    ----------
    Method §1.1.

    Examples
    --------
    >>> round(expected_hhi([0.5, 0.3, 0.15, 0.05], KAPPA_BY_GRADE["B"]), 6)
    0.371287
    """
    if not kappa > 0:
        raise ScoringError(f"Dirichlet concentration is {kappa}; give a number above 0")
    index = hhi(p)
    return None if index is None else (kappa * index + 1) / (kappa + 1)


def group_shares(p: ArrayLike, groups: Sequence[str]) -> dict[str, float]:
    """Return P_g, the shares added up by label (parent group, country, category).

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]
    groups : sequence of str, length n
        Label of each supplier; one without a known parent is its own group, so give its id.

    Returns
    -------
    dict
        Label → share, in order of first mention; empty if nothing is bought.

    Raises
    ------
    ScoringError
        If a label is empty or there is not one per share.

    References
    ----------
    Method §1.2.

    Examples
    --------
    >>> group_shares([0.5, 0.3, 0.2], ["samsung", "lg", "samsung"])
    {'samsung': 0.7, 'lg': 0.3}
    """
    parts = proportions(p)
    if not parts.size:
        return {}
    if len(groups) != parts.size:
        raise ScoringError(f"{parts.size} shares but {len(groups)} groups; give one each")
    if not all(groups):
        place = [bool(group) for group in groups].index(False) + 1
        raise ScoringError(f"supplier {place} has no group; give its own id if no parent is known")
    totals = dict.fromkeys(groups, 0.0)
    for group, share in zip(groups, parts.tolist(), strict=True):
        totals[group] += share
    return totals


@dataclass(frozen=True, slots=True)
class GroupDecomposition:
    """HHI by legal name and by group; ``delta`` is what legal names hide."""

    hhi_entity: float
    hhi_group: float
    delta: float
    group_shares: Mapping[str, float]
    within_group_hhi: Mapping[str, float]


def group_decomposition(p: ArrayLike, groups: Sequence[str]) -> GroupDecomposition | None:
    """Split the HHI by legal name into shares between groups and HHI within them.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]
    groups : sequence of str, length n
        Parent group of each supplier.

    Returns
    -------
    GroupDecomposition or None
        HHI_entity = Σ P_g²·HHI_g and delta = HHI_group − HHI_entity ≥ 0, exactly. Groups with
        share 0 are left out; None if nothing is bought.

    References
    ----------
    Method §1.2.

    Examples
    --------
    >>> round(group_decomposition([0.5, 0.3, 0.2], ["g", "h", "g"]).delta, 12)
    0.2
    """
    parts = proportions(p)
    between = {g: share for g, share in group_shares(p, groups).items() if share > 0}
    if not between:
        return None
    within = dict.fromkeys(between, 0.0)
    for group, share in zip(groups, parts.tolist(), strict=True):
        if share > 0:
            within[group] += (share / between[group]) ** 2
    entity = sum(share**2 * within[group] for group, share in between.items())
    grouped = sum(share**2 for share in between.values())
    return GroupDecomposition(entity, grouped, max(0.0, grouped - entity), between, within)


def country_shares(p: ArrayLike, footprint: ArrayLike) -> NDArray[np.float64]:
    """Return P_c = Σ_i p_i φ_ic, the share of supply that comes from each country.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]
    footprint : array_like, shape (n, n_countries)
        φ_ic, where supplier i produces; each row adds up to 1 ± .01. [share]

    Returns
    -------
    ndarray, shape (n_countries,) or (0,)
        Shares that add up to 1; empty if nothing is bought.

    Raises
    ------
    ScoringError
        If a row of the footprint does not add up to 1.

    References
    ----------
    Method §1.2.

    Examples
    --------
    >>> country_shares([0.5, 0.5], [[0.6, 0.4], [0.0, 1.0]]).tolist()
    [0.3, 0.7]
    """
    parts, phi = proportions(p), np.asarray(footprint, dtype=np.float64)
    if not parts.size:
        return np.empty(0)
    if phi.ndim != 2 or len(phi) != parts.size:
        raise ScoringError(f"{parts.size} shares need a footprint row each, not {phi.shape}")
    non_negative(phi, "footprint share")
    sums = phi.sum(axis=1)
    for i in np.flatnonzero(np.abs(sums - 1) > SUM_TOLERANCE):
        raise ScoringError(
            f"footprint of supplier {i + 1} adds up to {sums[i]:g}, not 1; name every country"
        )
    result: NDArray[np.float64] = parts @ (phi / sums[:, None])
    return result


def value_weighted_hhi(omega: ArrayLike, hhi: Sequence[float | None]) -> float | None:
    """Return the firm's HHI, Σ ω_f·HHI_f.

    Parameters
    ----------
    omega : array_like, shape (n_functions,)
        Value share of each function, adding up to 1. [share]
    hhi : sequence of float or None, length n_functions
        HHI of each function; None = unknown.

    Returns
    -------
    float or None
        None if a function with value has an unknown HHI, or there is no value at all.

    References
    ----------
    Method §1.2.

    Examples
    --------
    >>> round(value_weighted_hhi([0.6, 0.3, 0.1], [1.0, 0.52, 0.38]), 12)
    0.794
    """
    weights = proportions(omega)
    if weights.size and len(hhi) != weights.size:
        raise ScoringError(f"{weights.size} value shares but {len(hhi)} HHIs; give one each")
    pairs = [(w, h) for w, h in zip(weights.tolist(), hhi, strict=False) if w > 0]
    known = [(w, h) for w, h in pairs if h is not None]
    return sum(w * h for w, h in known) if known and len(known) == len(pairs) else None
