"""What we pay above other supply, what a channel keeps of it, and what an own asset frees."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assessments.scoring.broadcasting import Number, as_number, require
from assessments.scoring.errors import ScoringError

MONTHS_PER_YEAR = 12.0


def inhouse_unit_cost(c_var: float, nre: float, crf: float, volume: float) -> float:
    """Return the full unit cost of an own build, c_var + NRE·CRF/V.

    Parameters
    ----------
    c_var : float
        Variable cost. [money/unit]
    nre : float
        One-off development cost. [money]
    crf : float
        Capital recovery factor over the product's life. [1/year]
    volume : float
        [units/year]

    Returns
    -------
    float
        [money/unit]

    Raises
    ------
    ScoringError
        If the volume is not above 0.

    References
    ----------
    Method §4.2.

    Examples
    --------
    >>> inhouse_unit_cost(60.0, 300.0, 0.25, 2.5)
    90.0
    """
    if not volume > 0:
        raise ScoringError(f"volume is {volume} units a year; an own build needs some")
    return c_var + nre * crf / volume


def premium_ratio(price: Number, comparator: Number) -> Number:
    """Return P/P_comp − 1: what we pay above what the same unit would cost otherwise.

    Parameters
    ----------
    price, comparator : float or ndarray, broadcastable
        [money/unit]

    Returns
    -------
    float or ndarray
        [share], below 0 if we pay less.

    Raises
    ------
    ScoringError
        If the comparator is not above 0.

    References
    ----------
    Method §4.2.

    Examples
    --------
    >>> premium_ratio(7.5, 6.0)
    0.25
    """
    require(lambda value: value > 0, comparator, "a price to compare with is above 0")
    return as_number(np.divide(price, comparator) - 1.0)


def price_premium(price: Number | None, comparators: Iterable[Number | None]) -> Number | None:
    """Return M1 x: the largest premium over a known comparator, floored at 0.

    Parameters
    ----------
    price : float, ndarray or None
        What we pay. [money/unit]
    comparators : iterable of float, ndarray or None
        Direct and in-house price of the same unit, None if unknown. [money/unit]

    Returns
    -------
    float, ndarray or None
        [share]; None if the price or every comparator is unknown.

    Raises
    ------
    ScoringError
        If a comparator is not above 0.

    References
    ----------
    Method §0.3 G27.

    Examples
    --------
    >>> price_premium(7.5, [6.0, None]), price_premium(5.0, [6.0]), price_premium(5.0, [None])
    (0.25, 0.0, None)
    """
    known = [comparator for comparator in comparators if comparator is not None]
    if price is None or not known:
        return None
    worst: Number = 0.0
    for comparator in known:
        worst = np.maximum(worst, premium_ratio(price, comparator))
    return as_number(worst)


def break_even_volume(nre: float, crf: float, price: float, c_var: float) -> float | None:
    """Return the yearly volume from which on an own build is cheaper, NRE·CRF/(P − c_var).

    Parameters
    ----------
    nre : float
        One-off development cost. [money]
    crf : float
        Capital recovery factor over the product's life. [1/year]
    price, c_var : float
        What we pay, and the variable cost of the own build. [money/unit]

    Returns
    -------
    float or None
        [units/year]; None if the own build costs as much a unit as we pay: never.

    References
    ----------
    Method §4.2.

    Examples
    --------
    >>> break_even_volume(300.0, 0.25, 150.0, 75.0), break_even_volume(300.0, 0.25, 60.0, 75.0)
    (1.0, None)
    """
    return nre * crf / (price - c_var) if price > c_var else None


def extra_cost_per_month(
    price: Number,
    c_var: Number,
    volume: Number,
    *,
    nre: Number = 0.0,
    crf: Number = 0.0,
    is_nre_sunk: bool,
) -> Number:
    """Return what each month of a late own build costs.

    Parameters
    ----------
    price, c_var : float or ndarray
        What we pay, and the variable cost of the own build. [money/unit]
    volume : float or ndarray
        [units/year]
    nre, crf : float or ndarray
        One-off development cost [money] and capital recovery factor [1/year]; they count only
        while the development is not paid for.
    is_nre_sunk : bool
        True: (P − c_var)·V/12. False: (P − c_in)·V/12.

    Returns
    -------
    float or ndarray
        [money/month]

    References
    ----------
    Method §4.2.

    Examples
    --------
    >>> extra_cost_per_month(150.0, 60.0, 2.0, is_nre_sunk=True)
    15.0
    >>> extra_cost_per_month(150.0, 60.0, 2.0, nre=240.0, crf=0.25, is_nre_sunk=False)
    10.0
    """
    yearly = np.multiply(np.subtract(price, c_var), volume)
    return as_number((yearly if is_nre_sunk else yearly - nre * crf) / MONTHS_PER_YEAR)


@dataclass(frozen=True, slots=True)
class ChannelSplit:
    """Who keeps the gross profit of a price: the channel and the vendor. [shares of price]"""

    gross_margin: float
    channel_share: float
    vendor_share: float
    channel_money: float


def channel_take(price: float, cost: float, zeta: float) -> ChannelSplit:
    """Return what the channel takes at a list price that is equal in all channels, ζ(P − c).

    Parameters
    ----------
    price, cost : float
        List price, and what serving costs. [money/unit]
    zeta : float
        The channel's share of gross profit. [0–1]

    Returns
    -------
    ChannelSplit
        The take is invisible in the price, so it is reported as who keeps it.

    Raises
    ------
    ScoringError
        If the price is not above 0 or ζ is outside 0–1.

    References
    ----------
    Method §4.3.

    Examples
    --------
    >>> channel_take(16.0, 4.0, 0.5)
    ChannelSplit(gross_margin=0.75, channel_share=0.375, vendor_share=0.375, channel_money=6.0)
    """
    if not price > 0:
        raise ScoringError(f"price is {price}; a channel takes its share of a price above 0")
    if not 0 <= zeta <= 1:
        raise ScoringError(f"channel_profit_share is {zeta}; it lies between 0 and 1")
    margin = (price - cost) / price
    return ChannelSplit(margin, zeta * margin, (1.0 - zeta) * margin, zeta * (price - cost))


@dataclass(frozen=True, slots=True)
class RemovableLayer:
    """What an own asset frees, and who gets it. [money/year]

    The vendor's gain is low where our saving is high: together they are what is freed.
    """

    freed: float
    efficiency: float
    rival_loses: float
    vendor_gains_low: float
    vendor_gains_high: float
    we_save_low: float
    we_save_high: float


def removable_layer(
    *,
    infrastructure_margin: float,
    channel_take: float,
    resource_cost: float,
    cost_performance_factor: float,
    is_direct_cheaper: bool = False,
) -> RemovableLayer:
    """Return what an own asset frees, as three numbers: rival loses, vendor gains, we save.

    An own asset removes only the layers it replaces, never the vendor's own margin. With m the
    infrastructure margin, t the channel take, R the resource cost and k times the performance for
    the same cost,

    * efficiency  e = R (1 − 1/k): the same work now needs R/k;
    * freed         = m + t + e;
    * rival loses   = m + t: whoever ran the layer and the channel;
    * we save       = 0 (nothing is passed on) to m + e (all of it is);
    * vendor gains  = what is freed and not passed on: t to m + t + e.

    At an equal list price the channel take moves to the vendor. Only if the direct list price is
    lower does it become our saving: then we save up to all that is freed, the vendor gains 0 up.

    Parameters
    ----------
    infrastructure_margin, channel_take : float
        Rivals' gross margin in the layers the asset replaces, and in the channel. [money/year]
    resource_cost : float
        Price less all gross margins. [money/year]
    cost_performance_factor : float
        k: 1.3 = 30 % more performance per unit of cost.
    is_direct_cheaper : bool
        The list price without the channel is below the one with it.

    Returns
    -------
    RemovableLayer

    Raises
    ------
    ScoringError
        If the factor is not above 0.

    References
    ----------
    Method §4.3, G27.

    Examples
    --------
    >>> found = removable_layer(
    ...     infrastructure_margin=70.0,
    ...     channel_take=150.0,
    ...     resource_cost=130.0,
    ...     cost_performance_factor=1.3,
    ... )
    >>> round(found.freed, 9), found.rival_loses, round(found.we_save_high, 9)
    (250.0, 220.0, 100.0)
    """
    if not cost_performance_factor > 0:
        raise ScoringError(
            f"cost_performance_factor is {cost_performance_factor}; 1 is as good as today"
        )
    efficiency = resource_cost * (1.0 - 1.0 / cost_performance_factor)
    passed_on = infrastructure_margin + efficiency
    freed = passed_on + channel_take
    ours = freed if is_direct_cheaper else passed_on
    return RemovableLayer(
        freed=freed,
        efficiency=efficiency,
        rival_loses=infrastructure_margin + channel_take,
        vendor_gains_low=freed - ours,
        vendor_gains_high=freed,
        we_save_low=0.0,
        we_save_high=ours,
    )
