"""From rows to shares: sums per supplier, shares that add up, lists that leave a rest (G4)."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from assessments.scoring.errors import ScoringError

SUM_TOLERANCE = 0.01 + 1e-9  # rounding in a source; .99 and 1.01 themselves still pass


def non_negative(values: ArrayLike, what: str) -> NDArray[np.float64]:
    """Return values as one flat array after checking that none is negative or missing.

    Parameters
    ----------
    values : array_like
        Amounts or shares. [money, units or share]
    what : str
        What one of them is called, for the message.

    Returns
    -------
    ndarray, shape (n,)

    Raises
    ------
    ScoringError
        If a value is negative or not finite; the message says which.

    References
    ----------
    Method G4.

    Examples
    --------
    >>> non_negative([1, 2], "amount").tolist()
    [1.0, 2.0]
    """
    array = np.asarray(values, dtype=np.float64).reshape(-1)
    wrong = np.flatnonzero(~(np.isfinite(array) & (array >= 0)))
    if wrong.size:
        i = int(wrong[0])
        raise ScoringError(f"{what} {i + 1} is {array[i]:g}; give a finite number, 0 or above")
    return array


def proportions(p: ArrayLike) -> NDArray[np.float64]:
    """Return shares scaled to add up to exactly 1, zeros kept.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1 ± .01. [share]

    Returns
    -------
    ndarray, shape (n,) or (0,)
        Empty if they are all 0.

    Raises
    ------
    ScoringError
        If a share is negative or they do not add up to 1.

    References
    ----------
    Method G4.

    Examples
    --------
    >>> proportions([0.5, 0.495, 0.0]).round(4).tolist()
    [0.5025, 0.4975, 0.0]
    """
    array = non_negative(p, "share")
    total = float(array.sum())
    if total == 0:
        return np.empty(0)
    if abs(total - 1) > SUM_TOLERANCE:
        raise ScoringError(
            f"shares add up to {total:g}, not 1; "
            "use shares() for amounts and share_bounds() for an incomplete list"
        )
    return array / total


def served(p: ArrayLike) -> NDArray[np.float64]:
    """Return the shares above 0, scaled to add up to exactly 1.

    Parameters
    ----------
    p : array_like, shape (n,)
        Shares that add up to 1 ± .01. [share]

    Returns
    -------
    ndarray, shape (n_served,)
        Only suppliers that serve something; empty if there are none.

    References
    ----------
    Method G4.

    Examples
    --------
    >>> served([0.5, 0.5, 0.0]).tolist()
    [0.5, 0.5]
    """
    parts = proportions(p)
    return parts[parts > 0]


def supplier_totals(rows: Iterable[tuple[str, float]]) -> tuple[dict[str, float], list[str]]:
    """Add up rows per supplier, then drop suppliers with nothing left.

    Parameters
    ----------
    rows : iterable of (supplier, amount)
        Invoices, and credit notes as negative amounts. [money or units]

    Returns
    -------
    totals : dict
        Supplier → amount above 0, in order of first mention.
    dropped : list of str
        Suppliers whose rows add up to 0 or less: warn about them.

    Raises
    ------
    ScoringError
        If an amount is not finite.

    References
    ----------
    Method G4.

    Examples
    --------
    >>> supplier_totals([("a", 100), ("a", -90), ("b", 30), ("c", -3)])
    ({'a': 10.0, 'b': 30.0}, ['c'])
    """
    totals: dict[str, float] = {}
    for supplier, amount in rows:
        if not np.isfinite(amount):
            raise ScoringError(f"{supplier}: amount {amount} is not a number; correct the row")
        totals[supplier] = totals.get(supplier, 0.0) + amount
    dropped = [supplier for supplier, total in totals.items() if total <= 0]
    return {supplier: total for supplier, total in totals.items() if total > 0}, dropped


class ShareBounds(NamedTuple):
    """HHI of an incomplete list of shares: as best known, at most and at least."""

    point: float | None
    upper: float
    lower: float


def share_bounds(known_shares: ArrayLike) -> ShareBounds:
    """Return the HHI of a list of shares that may leave a remainder unexplained.

    Parameters
    ----------
    known_shares : array_like, shape (n,)
        Shares of the suppliers that are known, adding up to at most 1.01. [share]

    Returns
    -------
    ShareBounds
        ``point`` scales the known shares to 1, ``upper`` gives the remainder to the largest,
        ``lower`` to one further supplier (never above the point). All equal if the shares add up
        to 1 ± .01; with nothing known the point is None and the bounds are 1 and 0.

    Raises
    ------
    ScoringError
        If the shares add up to more than 1.01.

    References
    ----------
    Method G4.

    Examples
    --------
    >>> [round(index, 5) for index in share_bounds([0.5, 0.3])]
    [0.53125, 0.58, 0.38]
    """
    known = non_negative(known_shares, "share")
    total = float(known.sum())
    if total == 0:
        return ShareBounds(None, 1.0, 0.0)
    if total > 1 + SUM_TOLERANCE:
        raise ScoringError(f"shares add up to {total:g}, above 1; correct them or their scope")
    point = float(known @ known) / total**2
    remainder = 1.0 - total
    if remainder <= SUM_TOLERANCE:
        return ShareBounds(point, point, point)
    squares, largest = float(known @ known), float(known.max())
    upper = squares - largest**2 + (largest + remainder) ** 2
    # One big remainder can exceed the proportional point ([.1, .1]: .66 against .50).
    return ShareBounds(point, upper, min(point, squares + remainder**2))
