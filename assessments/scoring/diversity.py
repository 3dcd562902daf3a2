"""How many suppliers there are in effect, and how even they are (§1.1).

Shares are 1-D arrays that add up to 1; suppliers with share 0 are not counted. An empty array is
"nothing is bought", for which every number is None.
"""

import numpy as np
from numpy.typing import ArrayLike

from assessments.scoring.errors import ScoringError
from assessments.scoring.shares import served


def concentration_ratio(p: ArrayLike, k: int) -> float | None:
    """Return CR_k, the sum of the k largest shares.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]
    k : int
        How many suppliers, at least 1; more than n gives 1.

    Returns
    -------
    float or None
        Share from 0 to 1.

    References
    ----------
    Method §1.1.

    Examples
    --------
    >>> concentration_ratio([0.5, 0.3, 0.2], 2)
    0.8
    """
    if k < 1:
        raise ScoringError(f"concentration ratio of the {k} largest; give 1 or more")
    parts = np.sort(served(p))
    return float(parts[-k:].sum()) if parts.size else None


def hill_number(p: ArrayLike, q: float) -> float | None:
    """Return N_q = (Σ p^q)^(1/(1−q)), the effective number of suppliers of order q.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]
    q : float
        Order from 0 (plain count) over 1 (exp of Shannon) and 2 (1/HHI) to inf (1/largest).

    Returns
    -------
    float or None
        Number from 1 to n. [suppliers]

    References
    ----------
    Method §1.1; Hill, Ecology 54 (1973); Hannah & Kay 1977 for the same with α = q.

    Examples
    --------
    >>> round(hill_number([0.5, 0.3, 0.2], 2), 4)
    2.6316
    """
    if not q >= 0:
        raise ScoringError(f"Hill number of order {q}; give 0 or above")
    parts = served(p)
    if not parts.size:
        return None
    logs = np.log(parts)
    if q == np.inf:
        return float(1.0 / parts.max())
    if q == 1:
        return float(np.exp(-parts @ logs))
    if abs(q - 1) < 0.5:  # Σ p^q is near 1 here, so keep its distance from 1 exact
        log_sum = np.log1p(parts @ np.expm1((q - 1) * logs))
    else:
        log_sum = np.logaddexp.reduce(q * logs)
    return float(np.exp(log_sum / (1 - q)))


def shannon_entropy(p: ArrayLike) -> float | None:
    """Return −Σ p ln p.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]

    Returns
    -------
    float or None
        Entropy from 0 to ln n. [nats]

    References
    ----------
    Method §1.1; Shannon, BSTJ 27 (1948).

    Examples
    --------
    >>> round(shannon_entropy([0.5, 0.5]), 6)
    0.693147
    """
    parts = served(p)
    return max(0.0, float(-parts @ np.log(parts))) if parts.size else None


def evenness(p: ArrayLike) -> float | None:
    """Return Shannon entropy / ln n.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]

    Returns
    -------
    float or None
        1 = even; None for one supplier, where 0 would read as "most uneven".

    References
    ----------
    Method §1.1; Pielou, J. Theor. Biol. 13 (1966).

    Examples
    --------
    >>> evenness([0.5, 0.5]), evenness([1.0])
    (1.0, None)
    """
    entropy, n = shannon_entropy(p), served(p).size
    return None if entropy is None or n < 2 else min(1.0, entropy / float(np.log(n)))


def theil(p: ArrayLike) -> float | None:
    """Return the Theil index ln n − Sh.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]

    Returns
    -------
    float or None
        0 = even, at most ln n. [nats]

    References
    ----------
    Method §1.1; Theil, *Economics and Information Theory* (1967).

    Examples
    --------
    >>> round(theil([0.9, 0.1]), 6)
    0.368064
    """
    entropy, n = shannon_entropy(p), served(p).size
    return None if entropy is None else max(0.0, float(np.log(n)) - entropy)


def gini(p: ArrayLike) -> float | None:
    """Return the Gini coefficient of the shares.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]

    Returns
    -------
    float or None
        0 = even, at most 1 − 1/n; do not show it for fewer than three suppliers.

    References
    ----------
    Method §1.1; Gini 1914.

    Examples
    --------
    >>> gini([0.5, 0.3, 0.15, 0.05])
    0.375
    """
    parts = np.sort(served(p))
    n = parts.size
    if not n:
        return None
    return max(0.0, 2.0 * float(np.arange(1, n + 1) @ parts) / n - (n + 1) / n)


def gini_small_n(p: ArrayLike) -> float | None:
    """Return the Gini coefficient times n/(n − 1), which reaches 1 for any n.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1. [share]

    Returns
    -------
    float or None
        From 0 to 1; 0 for one supplier.

    References
    ----------
    Method §1.1; Deltas, Review of Economics and Statistics 85 (2003).

    Examples
    --------
    >>> gini_small_n([0.5, 0.3, 0.15, 0.05])
    0.5
    """
    plain, n = gini(p), served(p).size
    return plain if plain is None or n < 2 else plain * n / (n - 1)
