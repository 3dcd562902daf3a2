"""What makes a result repeatable: the hash of its parameters; and what a change is made of."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessments.scoring.errors import ScoringError

LARGEST_EXACT_INTEGER = 2**53


def canonical_json(value: Any) -> str:
    """Return the one JSON text of a value: keys sorted, no spaces, each number in one spelling.

    Parameters
    ----------
    value : mapping, sequence, str, number, bool or None
        A whole float is written as the integer it equals, so that 20 and 20.0 hash alike.

    Returns
    -------
    str

    Raises
    ------
    ScoringError
        If the value holds an infinite number, NaN, or something JSON has no form for.

    References
    ----------
    Method §6.6; RFC 8785, JSON Canonicalization Scheme.

    Examples
    --------
    >>> canonical_json({"b": 20.0, "a": [0.5, None]})
    '{"a":[0.5,null],"b":20}'
    """
    try:
        return json.dumps(
            _plain(value),
            sort_keys=True,
            separators=(",", ":"),
            ensure_ascii=False,
            allow_nan=False,
        )
    except (TypeError, ValueError) as error:
        raise ScoringError(f"these parameters have no canonical JSON: {error}") from error


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer() and abs(value) < LARGEST_EXACT_INTEGER:
        return int(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def parameters_sha256(parameters: Mapping[str, Any]) -> str:
    """Return the SHA-256 stored with every result for the parameters it was made with.

    Parameters
    ----------
    parameters : mapping
        Method id and every parameter.

    Returns
    -------
    str
        64 hexadecimal digits.

    Raises
    ------
    ScoringError
        If the parameters have no canonical JSON.

    References
    ----------
    Method §6.6.

    Examples
    --------
    >>> parameters_sha256({"cap": 0.99})[:8]
    'c639d39f'
    """
    return hashlib.sha256(canonical_json(parameters).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ChangeEffects:
    """Why a score changed [points]: the data, or the method that reads them."""

    data_effect: float
    method_effect: float

    @property
    def total(self) -> float:
        """The whole change."""
        return self.data_effect + self.method_effect


def change_effects(old_old: float, new_data_old_method: float, new_new: float) -> ChangeEffects:
    """Return how much of a score's change is new data and how much a new method.

    Parameters
    ----------
    old_old : float
        Old data, old method. [points]
    new_data_old_method : float
        New data, old method. [points]
    new_new : float
        New data, new method. [points]

    Returns
    -------
    ChangeEffects
        They add to ``new_new − old_old``.

    References
    ----------
    Method §6.6.

    Examples
    --------
    >>> change_effects(50.0, 53.0, 49.0)
    ChangeEffects(data_effect=3.0, method_effect=-4.0)
    """
    return ChangeEffects(new_data_old_method - old_old, new_new - new_data_old_method)
