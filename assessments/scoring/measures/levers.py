"""What would lower the score most: one change at a time, everything else as it is (§7.2).

Levers are not advice on what is possible; they say where the points are. Costs and combinations
belong to mitigations.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from assessments.scoring.bands import INSUFFICIENT, shown_band
from assessments.scoring.composite import NOT_APPLICABLE, aggregate
from assessments.scoring.evaluation import raw_indicators
from assessments.scoring.indicators import INDICATORS, z_of
from assessments.scoring.interval import PILLARS
from assessments.scoring.measures.switching import time_to_switch
from assessments.scoring.pillars.strategic import plan_of, status_of
from assessments.scoring.position import Position
from assessments.scoring.registry import measure
from assessments.scoring.supply import gate_delivery
from assessments.scoring.world import Trace, Traced


def _risk(position: Position, raw: Mapping[str, Traced]) -> float | None:
    z = {name: z_of(name, traced.value) for name, traced in raw.items()}
    by_pillar = {
        pillar: [
            NOT_APPLICABLE
            if raw[i.id].is_not_applicable
            else (None if z[i.id] is None else float(np.mean(z[i.id])))  # type: ignore[arg-type]
            for i in INDICATORS
            if i.pillar == pillar
        ]
        for pillar in PILLARS
    }
    parameters = position.parameters
    found = aggregate(
        by_pillar, pillar_weights=parameters.pillar_weights, cap=parameters.pillar_cap
    )
    band = shown_band(found.risk, found.risk_high, found.completeness, False)
    return None if band == INSUFFICIENT else found.risk  # no score, no points to lower


def _points(position: Position, changed: Position, trace: Trace) -> float | None:
    """Return how many points lower the score is with the change, None if it changes nothing."""
    before, after = raw_indicators(position), raw_indicators(changed)
    for traced in after.values():
        trace.note(traced)
    risks = _risk(position, before), _risk(changed, after)
    if risks[0] is None or risks[1] is None:
        return None
    lowered = risks[0] - risks[1]
    return lowered if lowered > 0 else None


def _lever(position: Position, change: Callable[[Trace], Position | None]) -> Traced:
    trace = Trace(position.world)
    changed = change(trace)
    return Traced(None if changed is None else _points(position, changed, trace), trace)


def needed_stock(position: Position, trace: Trace) -> float | None:
    """Return the buffer that lasts until the alternative is up: TTSw · ℓ [months]."""
    months, degree = trace.take(time_to_switch(position)), trace.take(position.loss_degree)
    buffer = position.buffer_months.value
    if months is None or degree is None:
        return None
    needed = float(np.mean(months * degree))
    return needed if buffer is None or needed > float(np.mean(buffer)) else None


@measure("lever", unit="months", formula="§2.6")
def stock_needed(position: Position) -> Traced:
    """Buffer that would last until the alternative carries the load, TTSw·ℓ."""
    trace = Trace(position.world)
    return Traced(needed_stock(position, trace), trace)


@measure("lever", unit="points", formula="§7.2")
def hold_stock(position: Position) -> Traced:
    """Points the score falls if stock lasts until the alternative is up."""

    def change(trace: Trace) -> Position | None:
        needed = needed_stock(position, trace)
        if needed is None:
            return None
        figure = position.gate.buffer_months
        if not figure.is_present:
            figure = position.function.buffer_months
        return position.at(position.world.with_value(figure.address, needed))

    return _lever(position, change)


def missing_capacity(position: Position, trace: Trace) -> float | None:
    """Return the surge capacity the other suppliers lack to carry the whole need [share]."""
    v = position.supply.without(position.block_nodes)
    left = gate_delivery(position.gate, v, trace)
    alive = [d for d in position.gate.dependencies if v[d.offering] > 0]
    if left is None or not alive:
        return None
    lacking = 1.0 - float(np.mean(left))
    return lacking if lacking > 0 else None


@measure("lever", unit="share", formula="§1.5")
def capacity_needed(position: Position) -> Traced:
    """Surge capacity the other suppliers lack to carry the whole need."""
    trace = Trace(position.world)
    return Traced(missing_capacity(position, trace), trace)


@measure("lever", unit="points", formula="§7.2")
def qualify_second_source(position: Position) -> Traced:
    """Points the score falls if the other suppliers could carry the whole need."""

    def change(trace: Trace) -> Position | None:
        lacking = missing_capacity(position, trace)
        if lacking is None:
            return None
        v = position.supply.without(position.block_nodes)
        alive = [d for d in position.gate.dependencies if v[d.offering] > 0]
        largest = max(alive, key=lambda d: (_capacity(position, d.id), d.id))
        address = largest.surge_capacity_share.address
        grown = _capacity(position, largest.id) + lacking
        return position.at(position.world.with_value(address, grown))

    return _lever(position, change)


def _capacity(position: Position, dependency_id: str) -> float:
    for dependency in position.gate.dependencies:
        if dependency.id == dependency_id:
            for figure in (dependency.surge_capacity_share, dependency.workload_share):
                number = position.world.value(figure)
                if number is not None:
                    return float(np.mean(number))
    return 0.0


@measure("lever", unit="points", formula="§7.2")
def second_shared_node(position: Position) -> Traced:
    """Points the score falls if the worst shared upstream node had a second source."""
    trace = Trace(position.world)
    raw = raw_indicators(position)
    degrees = {
        block: position.loss_degree_without(position.supply.nodes_of(block))
        for block in position.upstream_blocks
    }
    known = {b: float(np.mean(t.value)) for b, t in degrees.items() if t.value is not None}
    if raw["C3"].value is None or not known or max(known.values()) == 0.0:
        return Traced(None, trace)
    worst = max(known, key=lambda block: (known[block], block))
    trace.note(raw["C3"])
    rest = max((degree for block, degree in known.items() if block != worst), default=0.0)
    before, after = _risk(position, raw), _risk(position, {**raw, "C3": Traced(rest, trace)})
    lowered = None if before is None or after is None else before - after
    return Traced(lowered if lowered else None, trace)


@measure("lever", unit="points", formula="§7.2")
def finish_exit_plan(position: Position) -> Traced:
    """Points the score falls once an exit plan is carried out."""
    trace = Trace(position.world)
    raw = raw_indicators(position)
    x = raw["X2"].value
    plan = plan_of(position)
    if x is None or float(np.mean(x)) == 0.0 or (plan and status_of(plan) == "done"):
        return Traced(None, trace)
    trace.note(raw["X2"])
    before, after = _risk(position, raw), _risk(position, {**raw, "X2": Traced(0.0, trace)})
    return Traced(None if before is None or after is None else before - after, trace)


@measure("lever", unit="points", formula="§7.2")
def buy_direct(position: Position) -> Traced:
    """Points the score falls if the supplier's offering is bought without its channel."""

    def change(_trace: Trace) -> Position | None:
        if not any(dependency.channel for dependency in position.dependencies):
            return None
        direct = tuple(
            replace(d, channel="") if d in position.dependencies else d
            for d in position.gate.dependencies
        )
        return replace(position, gate=replace(position.gate, dependencies=direct))

    return _lever(position, change)
