"""Which pillar has how many points of a score, and of its change between two dates."""

from collections.abc import Mapping
from math import factorial

import numpy as np

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError

CAP = 0.99  # §6.2: a pillar at 1 alone would make every score 100
MOST_SHAPLEY_PARTS = 12  # §6.3


def log_loss(z: Number, cap: float = CAP) -> Number:
    """Return λ̂ = −ln(1 − z), z capped: the scale on which pillars add up.

    Parameters
    ----------
    z : float or ndarray, shape (...)
        [0–1]
    cap : float
        Largest z that counts.

    Returns
    -------
    float or ndarray, shape (...)

    References
    ----------
    Method §6.3.

    Examples
    --------
    >>> round(log_loss(0.5), 6)
    0.693147
    """
    return as_number(-np.log1p(-np.minimum(z, cap)))


def shapley(z: Mapping[str, float], w: Mapping[str, float], cap: float = CAP) -> dict[str, float]:
    """Return each pillar's points: its mean gain to Risk over all orders of joining.

    Parameters
    ----------
    z, w : mapping
        Pillar → z [0–1] and weight.
    cap : float
        Largest z that counts.

    Returns
    -------
    dict
        Pillar → points, adding to Risk exactly.

    Raises
    ------
    ScoringError
        For more than 12 pillars.

    References
    ----------
    Method §6.3; Shapley, "A value for n-person games", Annals of Mathematics Studies 28, 1953.

    Examples
    --------
    >>> shapley({"C": 0.5, "L": 0.0}, {"C": 1.0, "L": 0.5})
    {'C': 50.0, 'L': 0.0}
    """
    n = len(z)
    if n > MOST_SHAPLEY_PARTS:
        raise ScoringError(f"{n} parts are too many for exact Shapley values; use log_share")
    losses = np.array([w[name] * log_loss(z[name], cap) for name in z])
    members = (np.arange(2**n)[:, np.newaxis] >> np.arange(n)) & 1  # one row per coalition
    risk, sizes = -100.0 * np.expm1(-(members @ losses)), members.sum(axis=1)
    chance = np.array([factorial(s) * factorial(n - s - 1) / factorial(n) for s in range(n)])
    points = {}
    for i, name in enumerate(z):
        without = np.flatnonzero(members[:, i] == 0)
        gain = risk[without | (1 << i)] - risk[without]
        points[name] = float(chance[sizes[without]] @ gain)
    return points


def log_share(z: Mapping[str, float], w: Mapping[str, float], cap: float = CAP) -> dict[str, float]:
    """Return each pillar's points as its share of Σ wλ̂: close to Shapley, for any number of parts.

    Parameters
    ----------
    z, w : mapping
        Pillar → z [0–1] and weight.
    cap : float
        Largest z that counts.

    Returns
    -------
    dict
        Pillar → points, adding to Risk exactly; all 0 if Risk is 0.

    References
    ----------
    Method §6.3, G33; Aumann & Shapley, Values of Non-Atomic Games, 1974.

    Examples
    --------
    >>> log_share({"C": 0.5, "L": 0.0}, {"C": 1.0, "L": 0.5})
    {'C': 50.0, 'L': 0.0}
    """
    losses = {name: w[name] * float(log_loss(z[name], cap)) for name in z}
    whole = sum(losses.values())
    if whole == 0:
        return dict.fromkeys(z, 0.0)
    risk = -100.0 * float(np.expm1(-whole))
    return {name: risk * loss / whole for name, loss in losses.items()}


def lmdi_change(
    z0: Mapping[str, float], z1: Mapping[str, float], w: Mapping[str, float], cap: float = CAP
) -> dict[str, float]:
    """Return how many points of Risk's change between two dates each pillar explains.

    Parameters
    ----------
    z0, z1 : mapping
        Pillar → z before and after [0–1], the same pillars.
    w : mapping
        Pillar → weight, the same at both dates.
    cap : float
        Largest z that counts.

    Returns
    -------
    dict
        Pillar → points, adding to Risk₁ − Risk₀ exactly.

    Raises
    ------
    ScoringError
        If a pillar is known at one date only.

    References
    ----------
    Method §6.3; Ang, "The LMDI approach to decomposition analysis", Energy Policy 33, 2005.

    Examples
    --------
    >>> lmdi_change({"C": 0.5}, {"C": 0.25}, {"C": 1.0})
    {'C': -25.0}
    """
    if set(z0) != set(z1):
        odd = ", ".join(sorted(set(z0) ^ set(z1)))
        raise ScoringError(f"{odd}: known at one date only; compare over the same pillars")
    moves = {name: w[name] * (log_loss(z0[name], cap) - log_loss(z1[name], cap)) for name in z0}
    before = float(np.exp(-sum(w[name] * log_loss(z0[name], cap) for name in z0)))
    move = float(sum(moves.values()))
    # Logarithmic mean of resilience before and after, Q₀ (e^d − 1)/d, stable as d → 0.
    mean = before * (float(np.expm1(move)) / move if move else 1.0)
    return {name: float(-100.0 * mean * part) for name, part in moves.items()}
