"""How much of what we spend is gross margin of rivals: tiers of the chain and the channel."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assessments.scoring.broadcasting import Number, as_number
from assessments.scoring.errors import ScoringError


class TierMargin(NamedTuple):
    """One tier of what we buy; a figure is None if it is unknown.

    ``price_share`` is what of our price passes through the tier, its gross margin a share of that.
    """

    price_share: Number | None
    gross_margin: Number | None
    is_rival: bool


class Channel(NamedTuple):
    """Whom we buy through; ``profit_share`` ζ of the seller's gross profit is None if unknown."""

    is_rival: bool
    profit_share: Number | None


class RivalMargin(NamedTuple):
    """Gross margin of rivals per unit we spend; ``point`` is None if a part of it is unknown."""

    point: Number | None
    low: Number
    high: Number


def margin_to_rivals(tiers: Sequence[TierMargin], channel: Channel | None = None) -> RivalMargin:
    """Return M2 x: what of each unit we spend is gross margin of rivals.

    Parameters
    ----------
    tiers : sequence of TierMargin
        The tier we buy from last; figures may be arrays of draws.
    channel : Channel, optional
        Whom we buy through; None = direct. Its take comes out of the seller's gross margin, so
        that where both are rivals the money counts once, as the seller's.

    Returns
    -------
    RivalMargin
        ``low`` is the known part, ``high`` the share of the price that reaches rivals, at most 1.
        [share of spend]

    Raises
    ------
    ScoringError
        If there is no tier.

    References
    ----------
    Method §4.5, G27.

    Examples
    --------
    >>> host, vendor = TierMargin(0.5, 0.25, True), TierMargin(1.0, 0.5, False)
    >>> margin_to_rivals([host, vendor], Channel(True, 0.5))
    RivalMargin(point=0.375, low=0.375, high=0.375)
    >>> margin_to_rivals([host._replace(gross_margin=None), vendor])
    RivalMargin(point=None, low=0.0, high=0.5)
    """
    if not tiers:
        raise ScoringError("no tier: give at least the one we buy from")
    rows = [(tier.price_share, tier.gross_margin) for tier in tiers if tier.is_rival]
    seller = tiers[-1]
    known = [_product(*row) for row in rows]
    reaching = [_reach(*row) for row in rows]
    if channel is not None and channel.is_rival and not seller.is_rival:
        margin = _product(seller.price_share, seller.gross_margin)
        known.append(_product(margin, channel.profit_share))
        ceiling = _reach(seller.price_share, seller.gross_margin)
        reaching.append(ceiling if channel.profit_share is None else ceiling * channel.profit_share)
    low = _total([part for part in known if part is not None])
    if all(part is not None for part in known):
        return RivalMargin(low, low, low)
    return RivalMargin(None, low, as_number(np.maximum(low, np.minimum(1.0, _total(reaching)))))


def _product(first: Number | None, second: Number | None) -> Number | None:
    return None if first is None or second is None else first * second


def _reach(price_share: Number | None, gross_margin: Number | None) -> Number:
    """What could reach a tier at most: an unknown share or margin may be all there is."""
    share = 1.0 if price_share is None else price_share
    return share if gross_margin is None else share * gross_margin


def _total(parts: Sequence[Number]) -> Number:
    return as_number(sum(parts, start=np.float64(0.0)))
