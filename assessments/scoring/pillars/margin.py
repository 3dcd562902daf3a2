"""Pillar M: what we overpay, and how much of what we pay is a rival's gross margin."""

from dataclasses import dataclass

import numpy as np

from assessments.scoring import margins, rival_margins
from assessments.scoring.case import Dependency, ListedState, Price
from assessments.scoring.holdup import capital_recovery
from assessments.scoring.margins import inhouse_unit_cost
from assessments.scoring.position import Position
from assessments.scoring.registry import measure
from assessments.scoring.rival_margins import Channel, RivalMargin, TierMargin
from assessments.scoring.world import Number, Trace, Traced, traced


@dataclass(frozen=True)
class Tier:
    """A tier of the chain: what passes through it per unit of spend, and its gross margin."""

    node: str
    party: str
    price_share: Number | None
    gross_margin: Number | None
    is_rival: bool


def rival_groups(position: Position) -> set[str]:
    """Return the groups with a rivalry row in a market of ours."""
    return {rival.group for market in position.case.markets.values() for rival in market.rivals}


def tiers(position: Position, dependency: Dependency, trace: Trace) -> list[Tier]:
    """Return the tiers upstream of a dependency, money links included, one per link (§4.1).

    ``price_share`` is None where the link's cost share, or one on the way to it, is unknown.
    """
    case, rivals = position.case, rival_groups(position)
    touch = position.supply.touch(position.world)
    start = dependency.offering
    found = []
    for owner in (start, *all_upstream(position, start)):
        for link in (link for gate in case.upstream.get(owner, ()) for link in gate.links):
            trace.row(link.row)
            share = trace.value(link.cost_share)
            through = 1.0 if owner == start else touch.flow(start, owner)
            party = case.parties[case.offerings[link.member].party]
            is_rival = party.group in rivals and not party.is_internal
            margin = trace.value(link.gross_margin_share) if is_rival or share is not None else None
            found.append(
                Tier(
                    link.member,
                    party.id,
                    None if share is None or through == 0 else through * share,
                    margin,
                    is_rival,
                )
            )
    return found


def all_upstream(position: Position, start: str) -> list[str]:
    """Everything upstream of an offering over any link, money links included, sorted."""
    seen: set[str] = set()
    queue = [start]
    while queue:
        for gate in position.case.upstream.get(queue.pop(), ()):
            for link in gate.links:
                if link.member not in seen:
                    seen.add(link.member)
                    queue.append(link.member)
    return sorted(seen - {start})


def price_of(position: Position, dependency: Dependency, trace: Trace) -> Price | None:
    """Return the price paid through the dependency's channel, without region or scope."""
    return _list_price(position, dependency.offering, dependency.channel, trace)


def _list_price(
    position: Position, offering: str, channel: str, trace: Trace, unit: str | None = None
) -> Price | None:
    """Return the latest plain list price of an offering in a channel (G27)."""
    found = [
        price
        for price in position.case.offerings[offering].prices
        if price.channel == channel
        and not price.region
        and not price.scope
        and unit in (None, price.unit)
    ]
    return min(found, key=lambda price: price.price.age_months, default=None)


@measure("margin", unit="share", formula="§4.2", rule="G27")
def price_premium(position: Position) -> Traced:
    """M1 x: the most our price exceeds a known comparator, floored at 0 (G27)."""

    def formula(trace: Trace) -> Number | None:
        premiums = [
            premium
            for dependency in position.dependencies
            for premium in _premiums(position, dependency, trace)
        ]
        return max(premiums, key=lambda premium: float(np.mean(premium)), default=None)

    return traced(position.world, formula)


def _premiums(position: Position, dependency: Dependency, trace: Trace) -> list[Number]:
    paid, unit = _paid(position, dependency, trace)
    if paid is None:
        return []
    comparators = [trace.value(c.price) for c in dependency.comparators]
    if not dependency.comparators:
        comparators = [
            _direct_price(position, dependency, unit, trace),
            _inhouse_cost(position, trace),
        ]
    usable = [c for c in comparators if c is not None and np.all(np.asarray(c) > 0)]
    premium = margins.price_premium(paid, usable)
    return [] if premium is None else [premium]


def _paid(position: Position, dependency: Dependency, trace: Trace) -> tuple[Number | None, str]:
    if position.world.value(dependency.unit_price) is not None:
        return trace.value(dependency.unit_price), dependency.unit_price.unit
    listed = _list_price(position, dependency.offering, dependency.channel, trace)
    if listed is None:
        trace.value(dependency.unit_price)
        return None, ""
    return trace.value(listed.price), listed.unit


def _direct_price(
    position: Position, dependency: Dependency, unit: str, trace: Trace
) -> Number | None:
    """Return the direct list price; a dependency bought direct has no other one to compare."""
    if not dependency.channel:
        return None
    listed = _list_price(position, dependency.offering, "", trace, unit)
    return None if listed is None else trace.value(listed.price)


def _inhouse_cost(position: Position, trace: Trace) -> Number | None:
    """Return the lowest full unit cost of an in-house alternative (§4.2), None if none is known."""
    costs = []
    rate = position.discount_rate.value
    for alternative in (a for a in position.alternatives if a.is_in_house and a.stage != "dropped"):
        figures = (
            alternative.unit_variable_cost,
            alternative.nre,
            alternative.life_years,
            alternative.volume_per_year,
        )
        numbers = [position.world.value(figure) for figure in figures]
        if rate is None or any(number is None for number in numbers):
            continue
        variable, nre, life, volume = (float(np.mean(trace.value(f) or 0.0)) for f in figures)
        crf = float(np.mean(capital_recovery(float(np.mean(rate)), life)))
        costs.append(float(inhouse_unit_cost(variable, nre, crf, volume)))
    return min(costs, default=None)


@measure("margin", unit="share", formula="§4.5", rule="G27")
def margin_to_rivals(position: Position) -> Traced:
    """M2 x: gross margin of rivals per unit we spend (G27) [share].

    Unknown margins make it null with bounds [known part, share of price reaching rivals].
    """
    trace = Trace(position.world)
    if position.case.rivalry is ListedState.UNKNOWN and not position.case.markets:
        return Traced(None, trace)
    parts = [_rival_margin(position, dependency, trace) for dependency in position.dependencies]
    weights = _spend_weights(position)
    low = _weighted(weights, [part.low for part in parts])
    high = _weighted(weights, [part.high for part in parts])
    is_known = all(part.point is not None for part in parts)
    return Traced(low if is_known else None, trace, low, high)


def _weighted(weights: list[float], numbers: list[Number]) -> Number:
    whole: Number = 0.0
    for weight, number in zip(weights, numbers, strict=True):
        whole = whole + weight * number
    return whole


def _spend_weights(position: Position) -> list[float]:
    """Return each dependency's part of the spend on the supplier; equal if one is unknown."""
    spends = [position.spend_on(d, Trace(position.world)) for d in position.dependencies]
    known = [float(np.mean(spend)) for spend in spends if spend is not None]
    if len(known) < len(spends) or sum(known) <= 0:
        return [1.0 / len(spends)] * len(spends)
    return [spend / sum(known) for spend in known]


def _rival_margin(position: Position, dependency: Dependency, trace: Trace) -> RivalMargin:
    """Return what of a unit spent on one dependency is rivals' margin, with its bounds (G27).

    Rival tiers upstream without a cost share are part of the unstated remainder as long as another
    one is priced; if none is, or a margin of theirs is known, what reaches rivals is unknown.
    """
    upstream = [tier for tier in tiers(position, dependency, trace) if tier.is_rival]
    priced = [tier for tier in upstream if tier.price_share is not None]
    margin_only = [t for t in upstream if t.price_share is None and t.gross_margin is not None]
    counted = [*priced, *margin_only] if priced else upstream
    if len(priced) < len(upstream):
        trace.flag("money reaching rivals over links without a cost share is not counted")
    rows = [TierMargin(t.price_share, t.gross_margin, True) for t in counted]
    sells_rival = is_rival(position, position.party.id)
    channel = _channel(position, dependency, trace)
    needs_margin = sells_rival or (channel is not None and channel.is_rival)
    own = trace.value(dependency.gross_margin_share) if needs_margin else None
    return rival_margins.margin_to_rivals([*rows, TierMargin(1.0, own, sells_rival)], channel)


def _channel(position: Position, dependency: Dependency, trace: Trace) -> Channel | None:
    if not dependency.channel:
        return None
    competes = is_rival(position, dependency.channel)
    return Channel(competes, trace.value(dependency.channel_profit_share) if competes else None)


def is_rival(position: Position, party_id: str) -> bool:
    """Return whether a party's group competes with us in a recorded market."""
    party = position.case.parties[party_id]
    return party.group in rival_groups(position) and not party.is_internal
