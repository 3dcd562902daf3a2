"""A number of the method: one value, or an array with one value per draw."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.errors import ScoringError

Number: TypeAlias = float | NDArray[np.float64]


def as_number(value: Any) -> Number:
    """Return a float for a single value and an array of floats for draws.

    Parameters
    ----------
    value : float or array_like
        Result of an arithmetic expression.

    Returns
    -------
    float or ndarray

    Examples
    --------
    >>> as_number(np.float64(2.0))
    2.0
    """
    array = np.asarray(value, dtype=np.float64)
    return array if array.ndim else float(array)


def require(
    holds: Callable[[NDArray[np.float64]], NDArray[np.bool_]], number: Number, message: str
) -> None:
    """Reject a number that breaks a condition in any draw.

    Parameters
    ----------
    holds : callable
        Element-wise condition, False for a value that must not occur.
    number : float or ndarray
    message : str
        What is wrong and what to do; the first offending value is put before it.

    Raises
    ------
    ScoringError
        If the condition fails anywhere.

    Examples
    --------
    >>> require(lambda x: x > 0, 1.0, "must be above 0")
    """
    values = np.atleast_1d(np.asarray(number, dtype=np.float64))
    wrong = values[~holds(values)]
    if wrong.size:
        raise ScoringError(f"{wrong[0]:g}: {message}")
