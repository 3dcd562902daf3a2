"""The fifteen indicators: their pillar, weight and the map from raw x to z, 0 good and 1 worst."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError

PILLARS = ("C", "L", "D", "M", "X")
PILLAR_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {"C": 0.25, "L": 0.25, "D": 0.25, "M": 0.15, "X": 0.10}
)


def linear(x: Number, low: Number, high: Number) -> Number:
    """Map x to 0 at ``low`` and to 1 at ``high``, straight between.

    Parameters
    ----------
    x : float or ndarray, shape (...)
        Raw value; +∞ maps to 1.
    low, high : float or ndarray, broadcastable to x
        Anchors, low < high.

    Returns
    -------
    float or ndarray, shape (...)
        z [0–1].

    Raises
    ------
    ScoringError
        If an anchor ``low`` is not below ``high``, or x is not a number.

    References
    ----------
    Method §6.1, G20; OECD/JRC, Handbook on Constructing Composite Indicators, 2008, §5.

    Examples
    --------
    >>> linear(1.25, 0.5, 2.0)
    0.5
    """
    _check_anchors(low, high)
    return as_number((np.clip(_numbers(x), low, high) - low) / np.subtract(high, low))


def half_life(x: Number, half: Number) -> Number:
    """Map x to 1 − 2^(−x/h): half the way to 1 with every further h.

    Parameters
    ----------
    x : float or ndarray, shape (...)
        Raw value; x ≤ 0 maps to 0, +∞ to 1.
    half : float or ndarray, broadcastable to x
        Half-life h > 0, in the unit of x.

    Returns
    -------
    float or ndarray, shape (...)
        z [0–1].

    Raises
    ------
    ScoringError
        If a half-life is not above 0, or x is not a number.

    References
    ----------
    Method §6.1, G20.

    Examples
    --------
    >>> half_life(0.5, 0.25)
    0.75
    """
    _check_anchors(0.0, half)
    return as_number(-np.expm1(-np.log(2.0) * np.maximum(_numbers(x), 0.0) / half))


def log_ratio(x: Number, low: Number, high: Number) -> Number:
    """Map x to 0 at ``low`` and to 1 at ``high``, straight in log x.

    Parameters
    ----------
    x : float or ndarray, shape (...)
        Raw value; x ≤ 0 maps to 0, +∞ to 1.
    low, high : float or ndarray, broadcastable to x
        Anchors, 0 < low < high.

    Returns
    -------
    float or ndarray, shape (...)
        z [0–1].

    Raises
    ------
    ScoringError
        If the anchors are not in order and above 0, or x is not a number.

    References
    ----------
    Method §6.1, G20.

    Examples
    --------
    >>> round(float(log_ratio(0.001, 1e-4, 1e-1)), 12)
    0.333333333333
    """
    _check_anchors(0.0, low)
    _check_anchors(low, high)
    # Outside the anchors z is 0 or 1 anyhow; clipped to them, no logarithm is of 0 or infinite.
    ratio = np.clip(_numbers(x), low, high) / low
    return as_number(np.log(ratio) / np.log(np.divide(high, low)))


def _numbers(x: Number) -> NDArray[np.float64]:
    numbers = np.asarray(x, dtype=np.float64)
    if np.isnan(numbers).any():
        raise ScoringError("x is not a number; an unknown indicator is None")
    return numbers


def _check_anchors(low: Number, high: Number) -> None:
    if not np.all(np.less(low, high)):
        raise ScoringError(f"anchor {low} is not below {high}; correct the scoring policy")


class MapName(StrEnum):
    """How x becomes z."""

    LINEAR = "linear"
    HALF_LIFE = "half-life"
    LOG_RATIO = "log ratio"


MAPS: Mapping[MapName, Callable[..., Number]] = MappingProxyType(
    {MapName.LINEAR: linear, MapName.HALF_LIFE: half_life, MapName.LOG_RATIO: log_ratio}
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the table of §6.1.

    ``weight`` is the share within the pillar; ``anchors`` are the arguments of the map after x;
    ``moving`` says which anchors the draws of G32 move.
    """

    id: str
    pillar: str
    weight: float
    map: MapName
    anchors: tuple[float, ...]
    moving: tuple[bool, ...]

    def z(self, x: Number, spread: Number = 1.0) -> Number:
        """Return z of a known x; ``spread`` multiplies the anchors that may move.

        Raises
        ------
        ScoringError
            If x is not a number; the message names the indicator.
        """
        anchors = [
            anchor * spread if moves else anchor
            for anchor, moves in zip(self.anchors, self.moving, strict=True)
        ]
        try:
            return MAPS[self.map](x, *anchors)
        except ScoringError as error:
            raise ScoringError(f"indicator {self.id}: {error}") from None


def _line(name: str, weight: float, low: float, high: float, moving: str) -> Indicator:
    moves = (moving in ("low", "both"), moving in ("high", "both"))
    return Indicator(name, name[0], weight, MapName.LINEAR, (low, high), moves)


def _half(name: str, weight: float, half: float) -> Indicator:
    return Indicator(name, name[0], weight, MapName.HALF_LIFE, (half,), (True,))


THIRD = 1.0 / 3.0
INDICATORS: tuple[Indicator, ...] = (
    _line("C1", THIRD, 0.1, 1.0, moving="low"),  # the index cannot pass 1
    _line("C2", THIRD, 0.0, 1.0, moving="none"),
    _line("C3", THIRD, 0.0, 1.0, moving="none"),
    _half("L1", 0.15, 1.0),
    _line("L2", 0.35, 0.5, 2.0, moving="both"),
    _half("L3", 0.35, 0.25),
    _line("L4", 0.15, 0.0, 1.0, moving="high"),
    Indicator("D1", "D", THIRD, MapName.LOG_RATIO, (1e-4, 1e-1), (True, True)),
    _line("D2", THIRD, 0.0, 2.0, moving="high"),
    _half("D3", THIRD, 0.25),
    _half("M1", 0.5, 0.30),
    _line("M2", 0.5, 0.0, 0.5, moving="high"),
    _line("X1", THIRD, 0.0, 0.25, moving="high"),
    _line("X2", THIRD, 0.0, 1.0, moving="none"),
    _line("X3", THIRD, 0.0, 1.0, moving="high"),
)
INDICATOR_BY_ID: Mapping[str, Indicator] = MappingProxyType({i.id: i for i in INDICATORS})


def z_of(name: str, x: Number | None, spread: Number = 1.0) -> Number | None:
    """Return z of an indicator, None if x is unknown.

    Parameters
    ----------
    name : str
        Indicator id, "C1" to "X3".
    x : float, ndarray of shape (...), or None
        Raw value, its draws, or unknown.
    spread : float or ndarray, broadcastable to x
        Factor on half-lives and the anchors of G32, 1 at the point.

    Returns
    -------
    float, ndarray or None
        z [0–1].

    Raises
    ------
    ScoringError
        If there is no such indicator, or x is not a number.

    References
    ----------
    Method §6.1, G20, G32.

    Examples
    --------
    >>> z_of("L2", 1.25), z_of("L2", None)
    (0.5, None)
    """
    if name not in INDICATOR_BY_ID:
        raise ScoringError(f"{name} is not an indicator; use one of {', '.join(INDICATOR_BY_ID)}")
    return None if x is None else INDICATOR_BY_ID[name].z(x, spread)
