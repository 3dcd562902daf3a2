"""What leaving costs once: a sum of uncertain components, correlated by one factor (§2.2)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from assessments.scoring import pert, sobol
from assessments.scoring.contract_exit import exit_at
from assessments.scoring.data_act import DATA_ACT_NOTICE_MONTHS, has_data_act_rights
from assessments.scoring.errors import ScoringError

__all__ = [
    "DATA_ACT_NOTICE_MONTHS",
    "Component",
    "correlated_uniforms",
    "exit_at",
    "has_data_act_rights",
    "pert",
    "sum_mean",
    "sum_quantiles",
    "sum_variance",
]

DEFAULT_CORRELATION = 0.3  # §2.2

Component = tuple[float, float, float]


def sum_mean(components: Sequence[Component]) -> float:
    """Return the mean of the sum: means add, whatever the correlation.

    Parameters
    ----------
    components : sequence of (low, likely, high)
        Beta-PERT judgements. [money]

    Returns
    -------
    float
        Mean; the sum of the likely values is below it if high tails are longer. [money]

    References
    ----------
    Method §2.2.

    Examples
    --------
    >>> sum_mean([(2, 5, 14), (0, 1, 2)])
    7.0
    """
    return float(sum(float(pert.mean(*component)) for component in components))


def sum_variance(components: Sequence[Component], rho: float = DEFAULT_CORRELATION) -> float:
    """Return the variance of the sum of equally correlated components.

    Parameters
    ----------
    components : sequence of (low, likely, high)
        Beta-PERT judgements. [money]
    rho : float
        ρ, Pearson correlation of each pair. [0–1]

    Returns
    -------
    float
        (1 − ρ)Σσ² + ρ(Σσ)². [money²]

    Raises
    ------
    ScoringError
        If ρ is outside 0–1.

    References
    ----------
    Method §2.2.

    Examples
    --------
    >>> round(sum_variance([(0, 3.5, 7), (0, 3.5, 7)], rho=1.0), 9)
    7.0
    """
    _require_correlation(rho)
    variances = np.array([pert.variance(*component) for component in components])
    together = float(np.sqrt(variances).sum()) ** 2
    return float((1.0 - rho) * variances.sum() + rho * together)


def correlated_uniforms(
    n_log2: int, n_correlated: int, n_independent: int, rho: float, seed: int
) -> NDArray[np.float64]:
    """Return uniform draws, some of them correlated by one common Gaussian factor.

    Parameters
    ----------
    n_log2 : int
        2^m draws.
    n_correlated, n_independent : int
        Columns of each kind, the correlated ones first.
    rho : float
        ρ of the Gaussian copula: z_i = √ρ·z₀ + √(1−ρ)·e_i. [0–1] Pearson's correlation of what is
        drawn from them is close to it, not equal.
    seed : int
        Of the scrambling.

    Returns
    -------
    ndarray, shape (2^m, n_correlated + n_independent)
        Scrambled Sobol points; columns beyond 50 dimensions are plain random draws. (0–1)

    Raises
    ------
    ScoringError
        If ρ is outside 0–1.

    References
    ----------
    Method §2.2, §3.5.

    Examples
    --------
    >>> correlated_uniforms(3, 2, 1, rho=0.3, seed=1).shape
    (8, 3)
    """
    _require_correlation(rho)
    columns = 1 + n_correlated + n_independent  # the first is the common factor
    even = sobol.points(n_log2, min(columns, sobol.MAX_DIMENSIONS), seed)
    if columns > sobol.MAX_DIMENSIONS:
        random = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed, spawn_key=(1,))))
        rest = random.random((len(even), columns - sobol.MAX_DIMENSIONS))
        even = np.hstack([even, rest])
    uniforms = even[:, 1:].copy()
    common, own = ndtri(even[:, :1]), ndtri(even[:, 1 : 1 + n_correlated])
    uniforms[:, :n_correlated] = ndtr(np.sqrt(rho) * common + np.sqrt(1.0 - rho) * own)
    return uniforms


def sum_quantiles(
    components: Sequence[Component],
    levels: Sequence[float],
    rho: float = DEFAULT_CORRELATION,
    seed: int = 0,
    n: int = 2**14,
) -> list[float]:
    """Return quantiles of the sum of correlated components, by Sobol draws.

    Parameters
    ----------
    components : sequence of (low, likely, high)
        Beta-PERT judgements. [money]
    levels : sequence of float
        Probabilities. [0–1]
    rho : float
        ρ of the one-factor Gaussian copula. [0–1]
    seed : int
        Of the draws.
    n : int
        Draws, a power of two.

    Returns
    -------
    list of float
        Type-1 quantiles, one per level. [money]

    Raises
    ------
    ScoringError
        If ρ is outside 0–1 or n is not a power of two.

    References
    ----------
    Method §2.2, §0.3 G22 (quantile index).

    Examples
    --------
    >>> [round(x, 1) for x in sum_quantiles([(2, 5, 14), (0, 1, 2)], [0.1, 0.9])]
    [4.2, 10.2]
    """
    if n < 1 or n & (n - 1):
        raise ScoringError(f"{n} draws: Sobol points are balanced only for a power of two")
    u = correlated_uniforms(n.bit_length() - 1, len(components), 0, rho, seed)
    total = np.zeros(n)
    for i, component in enumerate(components):
        total += pert.quantile(*component, u[:, i])
    total.sort()
    index = [max(0, int(np.ceil(n * level - 1e-9)) - 1) for level in levels]
    return [float(total[i]) for i in index]


def _require_correlation(rho: float) -> None:
    if not 0.0 <= rho <= 1.0:
        raise ScoringError(f"correlation {rho:g} of cost components must lie between 0 and 1")
