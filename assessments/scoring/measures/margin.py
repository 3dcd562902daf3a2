"""Who keeps the money: stacked margin by tier, what reaches rivals, what an own asset frees."""

from dataclasses import dataclass

import numpy as np

from assessments.scoring.case import Alternative, Dependency
from assessments.scoring.margins import RemovableLayer, removable_layer
from assessments.scoring.pillars.margin import (
    is_rival,
    margin_to_rivals,
    price_premium,
    tiers,
)
from assessments.scoring.position import MONTHS_PER_YEAR, Position
from assessments.scoring.registry import measure
from assessments.scoring.world import Number, Trace, Traced, traced


@measure("margin", unit="money/year", formula="§4.5", rule="G27")
def paid_to_rivals(position: Position) -> Traced:
    """Gross margin of rivals in our yearly spend on the supplier."""
    share, spend = margin_to_rivals(position), position.annual_spend
    trace = Trace(position.world)
    trace.note(share)
    trace.note(spend)
    if spend.value is None:
        return Traced(None, trace)

    def money(number: Number | None) -> Number | None:
        return None if number is None else number * spend.value  # type: ignore[operator]

    return Traced(money(share.value), trace, money(share.lower), money(share.upper))


@dataclass(frozen=True)
class MarginLine:
    """One tier of the chain: its gross margin and all that passes through it, per unit spent."""

    party: str
    node: str
    price_share: float
    margin_share: float | None
    is_rival: bool


def margin_lines(position: Position, trace: Trace) -> list[MarginLine]:
    """Return the supplier's own tier and each priced tier upstream, by share of price."""
    lines: list[MarginLine] = []
    for dependency in position.dependencies:
        own = trace.value(dependency.gross_margin_share)
        lines.append(
            MarginLine(
                position.party.id,
                dependency.offering,
                1.0,
                None if own is None else float(np.mean(own)),
                is_rival(position, position.party.id),
            )
        )
        lines += [
            MarginLine(
                tier.party,
                tier.node,
                float(np.mean(tier.price_share)),
                None
                if tier.gross_margin is None
                else float(np.mean(tier.gross_margin * tier.price_share)),
                tier.is_rival,
            )
            for tier in tiers(position, dependency, trace)
            if tier.price_share is not None
        ]
    return lines


def _is_single(position: Position) -> bool:
    return len(position.dependencies) == 1


@measure("margin", unit="share", formula="§4.1")
def stacked_margin_share(position: Position) -> Traced:
    """Gross margin of all tiers per unit we spend; a lower bound where a tier is unknown."""

    def formula(trace: Trace) -> Number | None:
        if not _is_single(position):
            return None
        lines = margin_lines(position, trace)
        if lines[0].margin_share is None:
            return None
        if any(line.margin_share is None for line in lines):
            trace.flag("lower bound: a tier's margin is unknown")
        return sum(line.margin_share or 0.0 for line in lines)

    return traced(position.world, formula)


@measure("margin", unit="money/year", formula="§4.1")
def stacked_margin(position: Position) -> Traced:
    """Gross margin of all tiers in our yearly spend."""
    return _times_spend(position, stacked_margin_share(position))


@measure("margin", unit="money/year", formula="§4.1")
def resource_cost(position: Position) -> Traced:
    """What is left of our yearly spend once every tier's gross margin is taken off."""

    def formula(trace: Trace) -> Number | None:
        share, spend = trace.take(stacked_margin_share(position)), trace.take(position.annual_spend)
        return None if share is None or spend is None else (1.0 - share) * spend

    return traced(position.world, formula)


def _times_spend(position: Position, share: Traced) -> Traced:
    def formula(trace: Trace) -> Number | None:
        part, spend = trace.take(share), trace.take(position.annual_spend)
        return None if part is None or spend is None else part * spend

    return traced(position.world, formula)


@measure("margin", unit="ratio", formula="§4.1")
def stack_factor(position: Position) -> Traced:
    """Price over resource cost."""

    def formula(trace: Trace) -> Number | None:
        share = trace.take(stacked_margin_share(position))
        return None if share is None or np.any(np.asarray(share) >= 1) else 1.0 / (1.0 - share)

    return traced(position.world, formula)


@measure("margin", unit="money/year", formula="§4.3", rule="G27")
def channel_take(position: Position) -> Traced:
    """What the channel keeps of the supplier's gross profit, ζ·gross margin·spend."""

    def formula(trace: Trace) -> Number | None:
        if not _is_single(position) or not position.dependencies[0].channel:
            return None
        dependency = position.dependencies[0]
        zeta = trace.value(dependency.channel_profit_share)
        margin = trace.value(dependency.gross_margin_share)
        spend = trace.take(position.annual_spend)
        if zeta is None or margin is None or spend is None:
            return None
        return zeta * margin * spend

    return traced(position.world, formula)


def own_asset(position: Position) -> Alternative | None:
    """Return the in-house alternative that removes layers and says by how much it is better."""
    for alternative in position.alternatives:
        removes = alternative.removes_links or alternative.removes_channels
        if alternative.is_in_house and removes and alternative.stage != "dropped":
            return alternative
    return None


def _removed(position: Position, trace: Trace) -> RemovableLayer | None:
    asset = own_asset(position)
    if asset is None or not _is_single(position):
        return None
    dependency = position.dependencies[0]
    trace.row(asset.row)
    return _layer(position, dependency, asset, trace)


def _layer(
    position: Position, dependency: Dependency, asset: Alternative, trace: Trace
) -> RemovableLayer | None:
    spend = trace.take(position.annual_spend)
    share = trace.take(stacked_margin_share(position))
    factor = trace.value(asset.cost_performance_factor)
    infrastructure = _removed_margin(position, dependency, asset, trace)
    take = trace.take(channel_take(position)) if dependency.id in asset.removes_channels else 0.0
    if None in (spend, share, factor, infrastructure, take):
        return None
    assert spend is not None
    assert share is not None
    assert factor is not None
    assert infrastructure is not None
    assert take is not None
    return removable_layer(
        infrastructure_margin=float(infrastructure * spend),
        channel_take=float(take),
        resource_cost=float((1.0 - share) * spend),
        cost_performance_factor=float(factor),
        is_direct_cheaper=_is_direct_cheaper(position, trace),
    )


def _is_direct_cheaper(position: Position, trace: Trace) -> bool:
    """Only a lower direct list price makes the channel's take our saving (G27)."""
    premium = trace.take(price_premium(position))
    return premium is not None and bool(np.any(np.asarray(premium) > 0))


def _removed_margin(
    position: Position, dependency: Dependency, asset: Alternative, trace: Trace
) -> Number | None:
    """Return the margin, per unit spent, of the tiers whose links the asset removes."""
    case = position.case
    ids = {
        link.id: (owner, link)
        for owner, gates in case.upstream.items()
        for gate in gates
        for link in gate.links
    }
    touch = position.supply.touch(position.world)
    whole: Number = 0.0
    for name in asset.removes_links:
        if name not in ids:  # not in force on the assessment's date
            continue
        owner, link = ids[name]
        share, margin = trace.value(link.cost_share), trace.value(link.gross_margin_share)
        if share is None or margin is None:
            return None
        through = 1.0 if owner == dependency.offering else touch.flow(dependency.offering, owner)
        whole = whole + through * share * margin
    return whole


def _part(position: Position, pick: str) -> Traced:
    trace = Trace(position.world)
    layer = _removed(position, trace)
    if layer is None:
        return Traced(None, trace)
    low, high = getattr(layer, f"{pick}_low"), getattr(layer, f"{pick}_high")
    return Traced((low + high) / 2.0, trace, low, high)


@measure("margin", unit="money/year", formula="§4.3", rule="G27")
def own_asset_frees(position: Position) -> Traced:
    """What an own asset frees a year: the margin of the layers it replaces, and its efficiency."""

    def formula(trace: Trace) -> Number | None:
        layer = _removed(position, trace)
        return None if layer is None else layer.freed

    return traced(position.world, formula)


@measure("margin", unit="money/year", formula="§4.3", rule="G27")
def own_asset_rival_loses(position: Position) -> Traced:
    """What rivals lose a year if the own asset replaces their layers."""

    def formula(trace: Trace) -> Number | None:
        layer = _removed(position, trace)
        return None if layer is None else layer.rival_loses

    return traced(position.world, formula)


@measure("margin", unit="money/year", formula="§4.3", rule="G27")
def own_asset_vendor_gains(position: Position) -> Traced:
    """What the vendor gains a year from the own asset; low to high, by negotiation."""
    return _part(position, "vendor_gains")


@measure("margin", unit="money/year", formula="§4.3", rule="G27")
def own_asset_we_save(position: Position) -> Traced:
    """What we save a year by the own asset without further negotiation; low to high."""
    return _part(position, "we_save")


@measure("margin", unit="money/month", formula="§4.2")
def late_own_build_per_month(position: Position) -> Traced:
    """What each further month of an own build's delay costs: entered, else (P − c_var)·V/12."""

    def formula(trace: Trace) -> Number | None:
        for alternative in position.alternatives:
            figures = (alternative.unit_variable_cost, alternative.volume_per_year)
            cost, volume = (position.world.value(figure) for figure in figures)
            price = position.world.value(position.dependencies[0].unit_price)
            if cost is None or volume is None or price is None:
                continue
            for figure in (*figures, position.dependencies[0].unit_price):
                trace.value(figure)
            return (price - cost) * volume / MONTHS_PER_YEAR
        return None

    return traced(position.world, formula)
