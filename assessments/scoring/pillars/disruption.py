"""Pillar D: what disruptions cost in a year, by the single-event forms (§3.2, G24)."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assessments.scoring import event_loss
from assessments.scoring.case import Event
from assessments.scoring.pillars.lock_in import leaving
from assessments.scoring.position import MONTHS_PER_YEAR, Position
from assessments.scoring.registry import measure
from assessments.scoring.supply import function_delivery, loss_degree
from assessments.scoring.world import Number, Trace, Traced, traced

UNNAMED_RATE_PER_YEAR = 0.05  # G23b [D]: an ancestor nobody assessed fails with λ ~ U(0, .05)
UNNAMED_P50_MONTHS = 2.0
UNNAMED_P90_MONTHS = 8.0
BIG_ANCESTOR = 0.5


@dataclass(frozen=True)
class Outage:
    """One event as the function feels it: rate, degree, duration and where it is cut off."""

    event: str
    rate_per_year: Number
    degree: Number
    duration: event_loss.Duration
    cap_months: Number


def has_own_event(position: Position) -> bool:
    """Return whether the supplier itself, or a shock with it as a member, has an event (G23b)."""
    return any(set(event.stops) & set(position.nodes) for event in _events(position))


def _events(position: Position) -> Iterable[Event]:
    return position.case.events.values()


def rate(event: Event, position: Position, trace: Trace) -> Number | None:
    """Return λ [1/year]: entered, else the Jeffreys mean of events in years (§3.3) or draws."""
    world = position.world
    if world.value(event.per_year) is not None:
        return trace.value(event.per_year)
    if world.value(event.events) is None or world.value(event.years) is None:
        trace.value(event.per_year)
        return None
    seen, years = trace.value(event.events), trace.value(event.years)
    assert seen is not None
    assert years is not None
    if world.is_drawn:
        u = world.uniforms(f"rate:{event.id}")
        return np.asarray(event_loss.jeffreys_quantile(seen, years, u))
    return event_loss.jeffreys_rate(seen, years)


def duration(event: Event, trace: Trace) -> event_loss.Duration | None:
    """Return how long an event lasts: PERT of three numbers, else lognormal by P50 and P90."""
    if event.months.has_range:
        trace.fact(event.months)
        low, likely, high = event.months.low, event.months.likely, event.months.high
        assert low is not None
        assert likely is not None
        assert high is not None
        factor = trace.world.factors.get(event.months.address, 1.0)
        return event_loss.PertDuration(low * factor, likely * factor, high * factor)
    p50, p90 = trace.value(event.months_p50), trace.world.value(event.months_p90)
    if p50 is None:
        return None
    if p90 is None:
        trace.value(event.months_p90)
        trace.flag(
            f"{event.id}: only the median duration is known, the 90 % point is three times it"
        )
        p90 = 3.0 * p50
    else:
        trace.value(event.months_p90)
    return event_loss.LognormalDuration.of(float(np.mean(p50)), float(np.mean(p90)))


def availability(
    event: Event, position: Position, spared: frozenset[str]
) -> dict[str, float] | None:
    """Return what an event does to each node: down, or scaled by a country's footprint (G21).

    None if a footprint that decides it is unknown.
    """
    down = {node: 0.0 for node in event.stops if node not in spared}
    if not event.country:
        return down
    scaled = {}
    for offering in position.case.offerings.values():
        hit = country_share(position, offering.party, event.country)
        if hit is None:
            return None
        if hit and offering.id not in spared:
            scaled[offering.id] = 1.0 - hit
    return {**scaled, **down}


def country_share(position: Position, party_id: str, country: str) -> float | None:
    """Return φ_ic: the share of a party's production there; its legal country if none is recorded.

    None if the share is unknown, also where another country's unknown share may hide it.
    """
    party = position.case.parties[party_id]
    if not party.footprint:
        return 1.0 if party.country == country else 0.0
    shares = {name: position.world.value(figure) for name, figure in party.footprint.items()}
    if any(share is None for share in shares.values()):
        return None
    here = shares.get(country)
    return 0.0 if here is None else float(np.mean(here))


def outage(
    event: Event, position: Position, trace: Trace, spared: frozenset[str] = frozenset()
) -> Outage | None:
    """Return an event as the position's function feels it; None if a figure is unknown.

    ``spared`` nodes cannot fail. The alternative ends the outage once it is up, if the supplier is
    down, the alternative's own nodes are not, and together they restore the function (§3.2).
    """
    trace.row(event.row)
    how_often, how_long = rate(event, position, trace), duration(event, trace)
    own = availability(event, position, spared)
    if own is None:
        trace.flag(f"{event.id}: where suppliers produce is not known")
        return None
    degree = loss_degree(position.function, position.supply, own, trace)
    horizon = trace.take(position.horizon_years)
    if how_often is None or how_long is None or degree is None or horizon is None:
        return None
    cap: Number = MONTHS_PER_YEAR * horizon
    exit_ = leaving(position)
    if exit_ is not None and alternative_restores(position, own, trace):
        months = trace.take(exit_.mean_time_to_switch)
        cap = cap if months is None else np.minimum(months, cap)
    return Outage(event.id, how_often, degree, how_long, cap)


def alternative_restores(position: Position, own: dict[str, float], trace: Trace) -> bool:
    """Return whether a*, once up, restores the function while those nodes are down."""
    alternative = position.alternative
    if alternative is None or not all(own.get(node, 1.0) == 0.0 for node in position.nodes):
        return False
    v = position.supply.availability(own)
    if any(v[node] < 1.0 for node in alternative.offerings):
        return False
    extra = position.available_share(alternative).value
    whole = function_delivery(position.function, position.supply.availability({}), trace)
    added = {position.gate.id: 1.0 if extra is None else extra}
    left = function_delivery(position.function, v, trace, added)
    if whole is None or left is None:
        return False
    return bool(np.all(np.asarray(left) >= np.asarray(whole) - 1e-12))


def outages(
    position: Position, trace: Trace, spared: frozenset[str] = frozenset()
) -> list[Outage] | None:
    """Return all events as the function feels them; None if one that hits it is not known."""
    found = []
    for event in _events(position):
        own = availability(event, position, spared)
        silent = Trace(position.world)
        degree = None
        if own is not None:
            degree = loss_degree(position.function, position.supply, own, silent)
        if degree is not None and np.all(np.asarray(degree) == 0):
            continue
        felt = outage(event, position, trace, spared)
        if felt is None:
            return None
        found.append(felt)
    return found


def _single_events(
    position: Position, felt: list[Outage], trace: Trace
) -> event_loss.SingleEvents | None:
    value, buffer = trace.take(position.value_per_month), trace.take(position.buffer_months)
    if value is None or buffer is None:
        return None
    return event_loss.SingleEvents(
        value,
        buffer,
        tuple(
            event_loss.SingleEvent(o.rate_per_year, o.degree, o.duration, o.cap_months)
            for o in felt
        ),
    )


@measure("loss", unit="money/year", formula="§3.2", rule="G24")
def expected_annual_loss(position: Position, spared: frozenset[str] = frozenset()) -> Traced:
    """ALE: expected yearly loss of the function over all events [money/year] (§3.2)."""

    def formula(trace: Trace) -> Number | None:
        felt = outages(position, trace, spared)
        if not felt and not spared:
            if felt is not None:
                trace.flag("no recorded disruption reaches the function")
            return None
        events = None if felt is None else _single_events(position, felt, trace)
        return None if events is None else events.expected_annual_loss()

    return traced(position.world, formula)


@measure("loss", unit="money/year", formula="§3.2", rule="G24")
def supplier_annual_loss(position: Position) -> Traced:
    """ALE_{f,s}: ALE less what remains if s could not fail, upstream failing on (G24)."""

    def formula(trace: Trace) -> Number | None:
        whole = trace.take(expected_annual_loss(position))
        rest = trace.take(expected_annual_loss(position, frozenset(position.nodes)))
        return None if whole is None or rest is None else whole - rest

    return traced(position.world, formula)


@measure("loss", unit="share", formula="§3.2", rule="G24")
def annual_loss_share(position: Position) -> Traced:
    """D1 x = ALE_{f,s} / (12 v_f) (G24); a lower bound if a big ancestor has no event."""

    def formula(trace: Trace) -> Number | None:
        value = trace.take(position.value_per_month)
        if not has_own_event(position):
            return None
        loss = trace.take(supplier_annual_loss(position))
        if loss is None or value is None:
            return None
        if unassessed_ancestors(position):
            trace.flag("lower bound")
        return loss / (MONTHS_PER_YEAR * value)

    return traced(position.world, formula)


def unassessed_ancestors(position: Position) -> list[tuple[str, float]]:
    """Return external groups upstream that stop half of f or more and have no event (G23b)."""
    assessed = {node for event in _events(position) for node in event.stops}
    found = []
    for block in position.upstream_blocks:
        nodes = position.supply.nodes_of(block)
        degree = position.loss_degree_without(nodes).value
        if degree is None or set(nodes) & assessed:
            continue
        mean = float(np.mean(degree))
        if mean >= BIG_ANCESTOR:
            found.append((block, mean))
    return found


@measure("loss", unit="money/year", formula="§6.1", rule="G24")
def appetite(position: Position) -> Traced:
    """Yearly loss the organization accepts for f; unknown = 5 % of 12 v_f, grade E (G24)."""

    def formula(trace: Trace) -> Number | None:
        stated = trace.value(position.function.appetite)
        if stated is not None:
            return stated
        value = trace.take(position.value_per_month)
        if value is None:
            return None
        trace.flag("appetite unknown: taken as 5 % of a year's value")
        return position.parameters.appetite_share * MONTHS_PER_YEAR * value

    return traced(position.world, formula)


@measure("loss", unit="money", formula="§3.2", rule="G24")
def bad_year_loss(position: Position) -> Traced:
    """CVaR99 of the function's yearly loss by the single-event forms [money] (§3.2).

    In the draws, ancestors nobody assessed are added with their default rate (G23b).
    """

    def formula(trace: Trace) -> Number | None:
        if not has_own_event(position):
            return None
        felt = outages(position, trace)
        if felt is None:
            return None
        if position.world.is_drawn:
            felt = felt + _unassessed_outages(position, trace)
        events = _single_events(position, felt, trace)
        return None if events is None else events.tail_mean(0.99)

    return traced(position.world, formula)


def _unassessed_outages(position: Position, trace: Trace) -> list[Outage]:
    horizon = trace.take(position.horizon_years)
    cap = MONTHS_PER_YEAR * (0.0 if horizon is None else horizon)
    return [
        Outage(
            block,
            UNNAMED_RATE_PER_YEAR * position.world.uniforms(f"unassessed:{block}"),
            degree,
            event_loss.LognormalDuration.of(UNNAMED_P50_MONTHS, UNNAMED_P90_MONTHS),
            cap,
        )
        for block, degree in unassessed_ancestors(position)
    ]


@measure("loss", unit="ratio", formula="§3.2", rule="G24")
def bad_year_to_appetite(position: Position) -> Traced:
    """D2 x = CVaR99 / appetite (G24)."""

    def formula(trace: Trace) -> Number | None:
        loss, accepted = trace.take(bad_year_loss(position)), trace.take(appetite(position))
        if loss is None or accepted is None or np.any(np.asarray(accepted) <= 0):
            return None
        return loss / accepted

    return traced(position.world, formula)


@measure("loss", unit="years", formula="§3.2", rule="G24")
def long_outage(position: Position) -> Traced:
    """D3 x = max(0, ℓ min(TTR90, TTSw) − B)/12 (G24), TTR90 of the own event, else a shock's."""

    def formula(trace: Trace) -> Number | None:
        own = [event for event in _events(position) if set(event.stops) & set(position.nodes)]
        if not own:
            return None
        chosen = min(own, key=lambda event: (not set(event.stops) <= set(position.nodes), event.id))
        trace.row(chosen.row)
        how_long = duration(chosen, trace)
        degree, buffer = trace.take(position.loss_degree), trace.take(position.buffer_months)
        horizon, exit_ = trace.take(position.horizon_years), leaving(position)
        if how_long is None or degree is None or buffer is None or horizon is None:
            return None
        months = None if exit_ is None else trace.take(exit_.mean_time_to_switch)
        until = MONTHS_PER_YEAR * horizon if months is None else months
        covered = degree * np.minimum(how_long.p90, until) - buffer
        return np.maximum(0.0, covered) / MONTHS_PER_YEAR

    return traced(position.world, formula)
