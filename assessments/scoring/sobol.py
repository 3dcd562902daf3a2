"""Scrambled Sobol points: evenly spread draws for sums of cost and time (§3.5).

Written here because importing SciPy's generator takes longer than scoring a case.
"""

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.errors import ScoringError

_BITS = 32

# Joe & Kuo's table "new-joe-kuo-6", dimensions 2 to 50: primitive polynomial over GF(2), its
# coefficients as bits, and the first direction integers. Dimension 1 needs none.
# fmt: off
_TABLE: tuple[tuple[int, tuple[int, ...]], ...] = (
    (3, (1,)), (7, (1, 3)), (11, (1, 3, 1)), (13, (1, 1, 1)), (19, (1, 1, 3, 3)),
    (25, (1, 3, 5, 13)), (37, (1, 1, 5, 5, 17)), (41, (1, 1, 5, 5, 5)), (47, (1, 1, 7, 11, 19)),
    (55, (1, 1, 5, 1, 1)), (59, (1, 1, 1, 3, 11)), (61, (1, 3, 5, 5, 31)),
    (67, (1, 3, 3, 9, 7, 49)), (91, (1, 1, 1, 15, 21, 21)), (97, (1, 3, 1, 13, 27, 49)),
    (103, (1, 1, 1, 15, 7, 5)), (109, (1, 3, 1, 15, 13, 25)), (115, (1, 1, 5, 5, 19, 61)),
    (131, (1, 3, 7, 11, 23, 15, 103)), (137, (1, 3, 7, 13, 13, 15, 69)),
    (143, (1, 1, 3, 13, 7, 35, 63)), (145, (1, 3, 5, 9, 1, 25, 53)),
    (157, (1, 3, 1, 13, 9, 35, 107)), (167, (1, 3, 1, 5, 27, 61, 31)),
    (171, (1, 1, 5, 11, 19, 41, 61)), (185, (1, 3, 5, 3, 3, 13, 69)),
    (191, (1, 1, 7, 13, 1, 19, 1)), (193, (1, 3, 7, 5, 13, 19, 59)),
    (203, (1, 1, 3, 9, 25, 29, 41)), (211, (1, 3, 5, 13, 23, 1, 55)),
    (213, (1, 3, 7, 3, 13, 59, 17)), (229, (1, 3, 1, 3, 5, 53, 69)),
    (239, (1, 1, 5, 5, 23, 33, 13)), (241, (1, 1, 7, 7, 1, 61, 123)),
    (247, (1, 1, 7, 9, 13, 61, 49)), (253, (1, 3, 3, 5, 3, 55, 33)),
    (285, (1, 3, 1, 15, 31, 13, 49, 245)), (299, (1, 3, 5, 15, 31, 59, 63, 97)),
    (301, (1, 3, 1, 11, 11, 11, 77, 249)), (333, (1, 3, 1, 11, 27, 43, 71, 9)),
    (351, (1, 1, 7, 15, 21, 11, 81, 45)), (355, (1, 3, 7, 3, 25, 31, 65, 79)),
    (357, (1, 3, 1, 1, 19, 11, 3, 205)), (361, (1, 1, 5, 9, 19, 21, 29, 157)),
    (369, (1, 3, 7, 11, 1, 33, 89, 185)), (391, (1, 3, 3, 3, 15, 9, 79, 71)),
    (397, (1, 3, 7, 11, 15, 39, 119, 27)), (425, (1, 1, 3, 1, 11, 31, 97, 225)),
    (451, (1, 1, 1, 3, 23, 43, 57, 177)),
)
# fmt: on

MAX_DIMENSIONS = len(_TABLE) + 1


def points(n_log2: int, dims: int, seed: int | None) -> NDArray[np.float64]:
    """Return 2^m points of the Sobol sequence in its Gray-code order.

    Parameters
    ----------
    n_log2 : int
        m; only powers of two are balanced. [0–32]
    dims : int
        Dimensions. [1–50]
    seed : int or None
        Of the scrambling; None leaves the sequence as it is, its first point at the origin.

    Returns
    -------
    ndarray, shape (2^m, dims)
        Scrambled: strictly inside the unit cube, each point uniform. [0–1]

    Raises
    ------
    ScoringError
        If there are more dimensions or points than the table carries.

    References
    ----------
    Method §3.5; Joe & Kuo, "Constructing Sobol sequences with better two-dimensional projections",
    SIAM J. Sci. Comput. 30 (2008); Matoušek, "On the L2-discrepancy for anchored boxes",
    J. Complexity 14 (1998), for the linear scrambling with a digital shift.

    Examples
    --------
    >>> points(2, 2, None).tolist()
    [[0.0, 0.0], [0.5, 0.5], [0.75, 0.25], [0.25, 0.75]]
    """
    if not 1 <= dims <= MAX_DIMENSIONS or not 0 <= n_log2 <= _BITS:
        raise ScoringError(
            f"2^{n_log2} Sobol points in {dims} dimensions: use 0 to {_BITS} and 1 to "
            f"{MAX_DIMENSIONS}"
        )
    directions = np.array([_directions(dim) for dim in range(dims)])
    shift = np.zeros(dims, dtype=np.uint64)
    if seed is not None:
        random = np.random.Generator(np.random.Philox(np.random.SeedSequence(seed)))
        directions = _scrambled(directions, random)
        shift = random.integers(2**_BITS, size=dims, dtype=np.uint64)
    index = np.arange(2**n_log2, dtype=np.uint64)
    gray = index ^ (index >> np.uint64(1))
    digits = np.broadcast_to(shift[:, None], (dims, index.size)).copy()
    for bit in range(n_log2):
        digits ^= ((gray >> np.uint64(bit)) & np.uint64(1)) * directions[:, bit, None]
    # Half a unit keeps scrambled points off 0, where quantile functions end.
    offset = np.float64(0.0 if seed is None else 0.5)
    return np.asarray((digits + offset) / 2.0**_BITS, dtype=np.float64).T


def _directions(dim: int) -> NDArray[np.uint64]:
    """The direction numbers of one dimension, as integers of 32 binary digits."""
    if dim == 0:
        return np.array([1 << (_BITS - 1 - i) for i in range(_BITS)], dtype=np.uint64)
    polynomial, first = _TABLE[dim - 1]
    degree = len(first)
    numbers = list(first)
    for i in range(degree, _BITS):
        new = numbers[i - degree] ^ (numbers[i - degree] << degree)
        for k in range(1, degree):
            if polynomial >> (degree - k) & 1:
                new ^= numbers[i - k] << k
        numbers.append(new)
    return np.array([m << (_BITS - 1 - i) for i, m in enumerate(numbers)], dtype=np.uint64)


def _scrambled(directions: NDArray[np.uint64], random: np.random.Generator) -> NDArray[np.uint64]:
    """Mix each dimension's digits by a random lower triangular matrix over GF(2).

    Every digit keeps itself and takes up some of the more significant ones, so that the points
    stay as evenly spread as they were.
    """
    mixed = np.zeros_like(directions)
    for row in range(_BITS):
        above = random.integers(2**row, size=(len(directions), 1), dtype=np.uint64)
        mask = ((above << np.uint64(1)) | np.uint64(1)) << np.uint64(_BITS - 1 - row)
        parity = np.bitwise_count(directions & mask).astype(np.uint64) & np.uint64(1)
        mixed |= parity << np.uint64(_BITS - 1 - row)
    return mixed
