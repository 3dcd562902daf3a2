"""Pillar M: what we overpay, and how much of what we pay is a rival's gross margin."""

from dataclasses import dataclass

import numpy as np

from assessments.scoring.case import Dependency, ListedState, Price
from assessments.scoring.holdup import capital_recovery
from assessments.scoring.margins import inhouse_unit_cost
from assessments.scoring.position import Position
from assessments.scoring.registry import measure
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
        if not premiums:
            return None
        worst = premiums[0]
        for premium in premiums[1:]:
            worst = np.maximum(worst, premium)
        return np.maximum(0.0, worst)

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
    return [paid / c - 1.0 for c in comparators if c is not None and np.all(np.asarray(c) > 0)]


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
    parts = [_rival_margin(position, dependency, trace) for dependency in position.dependencies]
    weights = _spend_weights(position)
    if position.case.rivalry is ListedState.UNKNOWN and not position.case.markets:
        return Traced(None, trace)
    known = [part[0] for part in parts]
    lower: Number = sum((w * part[1] for w, part in zip(weights, parts, strict=True)), start=0.0)
    upper: Number = sum((w * part[2] for w, part in zip(weights, parts, strict=True)), start=0.0)
    if any(part is None for part in known):
        return Traced(None, trace, lower, upper)
    return Traced(lower, trace, lower, lower)


def _spend_weights(position: Position) -> list[float]:
    """Return each dependency's part of the spend on the supplier; equal if one is unknown."""
    spends = [position.spend_on(d, Trace(position.world)) for d in position.dependencies]
    known = [float(np.mean(spend)) for spend in spends if spend is not None]
    if len(known) < len(spends) or sum(known) <= 0:
        return [1.0 / len(spends)] * len(spends)
    return [spend / sum(known) for spend in known]


def _rival_margin(
    position: Position, dependency: Dependency, trace: Trace
) -> tuple[Number | None, Number, Number]:
    """Return (point, known part, share of price reaching rivals) of one dependency."""
    own, own_reach = _supplier_margin(position, dependency, trace)
    channel, channel_reach = _channel_take(position, dependency, trace)
    upstream = [tier for tier in tiers(position, dependency, trace) if tier.is_rival]
    priced = [tier for tier in upstream if tier.price_share is not None]
    unpriced = [tier for tier in upstream if tier.price_share is None]
    margins = [
        None if tier.gross_margin is None else tier.price_share * tier.gross_margin  # type: ignore[operator]
        for tier in priced
    ]
    is_unknown = (
        own is None
        or channel is None
        or any(margin is None for margin in margins)
        or any(tier.gross_margin is not None for tier in unpriced)
        or (bool(unpriced) and not priced)
    )
    if unpriced:
        trace.flag("money reaching rivals over links without a cost share is not counted")
    known_part: Number = (own or 0.0) + (channel or 0.0)
    for margin in margins:
        known_part = known_part + (0.0 if margin is None else margin)
    reach: Number = own_reach + channel_reach
    for tier in priced:
        reach = reach + (0.0 if tier.price_share is None else tier.price_share)
    upper = np.minimum(1.0, reach if not unpriced else 1.0)
    return (None if is_unknown else known_part), known_part, np.maximum(upper, known_part)


def is_rival(position: Position, party_id: str) -> bool:
    """Return whether a party's group competes with us in a recorded market."""
    party = position.case.parties[party_id]
    return party.group in rival_groups(position) and not party.is_internal


def _supplier_margin(
    position: Position, dependency: Dependency, trace: Trace
) -> tuple[Number | None, Number]:
    """Return the rival supplier's own margin and what of the price reaches it."""
    if not is_rival(position, position.party.id):
        return 0.0, 0.0
    return trace.value(dependency.gross_margin_share), 1.0


def _channel_take(
    position: Position, dependency: Dependency, trace: Trace
) -> tuple[Number | None, Number]:
    """Return the rival channel's take ζ · gross margin (§4.3) and what of the price reaches it."""
    if not dependency.channel or not is_rival(position, dependency.channel):
        return 0.0, 0.0
    zeta = trace.value(dependency.channel_profit_share)
    margin = trace.value(dependency.gross_margin_share)
    if zeta is None or margin is None:
        return None, 1.0 if zeta is None else zeta
    return zeta * margin, zeta * margin
