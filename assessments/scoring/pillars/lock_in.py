"""Pillar L: what leaving costs, how long it takes, and what is committed."""

import math

import numpy as np

from assessments.scoring.case import ListedState
from assessments.scoring.leaving import Leaving
from assessments.scoring.position import Position
from assessments.scoring.registry import measure
from assessments.scoring.world import Number, Trace, Traced, traced

SHORTEST_BUFFER_MONTHS = 0.25


def _without_alternative(position: Position) -> Traced:
    """z = 1 if nothing can replace the supplier, null if nobody looked (G14)."""

    def formula(trace: Trace) -> Number | None:
        position.note_links(trace)
        if position.alternatives_state is ListedState.UNKNOWN:
            trace.flag("alternatives not researched")
            return None
        trace.flag("no eligible alternative")
        for alternative in position.alternatives:
            trace.row(alternative.row)
        return math.inf

    return traced(position.world, formula)


def leaving(position: Position) -> Leaving | None:
    """Return the exit by a*, None if there is none."""
    return None if position.alternative is None else Leaving(position, position.alternative)


@measure("switching", unit="years", formula="§2.2", rule="G17")
def cost_to_gate_spend(position: Position) -> Traced:
    """L1 x = S/C_γ (G16, G17)."""
    exit_ = leaving(position)
    return _without_alternative(position) if exit_ is None else exit_.cost_to_gate_spend


@measure("time", unit="ratio", formula="§2.6", rule="G18")
def time_to_buffer(position: Position) -> Traced:
    """L2 x = TTSw · ℓ / max(B, ¼ month) (G18); ℓ = 0 gives 0, an unknown buffer null."""
    exit_ = leaving(position)
    if exit_ is None:
        return _without_alternative(position)

    def formula(trace: Trace) -> Number | None:
        degree = trace.take(position.loss_degree)
        if degree is not None and np.ndim(degree) == 0 and degree == 0:
            return 0.0
        months, buffer = trace.take(exit_.mean_time_to_switch), trace.take(position.buffer_months)
        if months is None or degree is None or buffer is None:
            return None
        return months * degree / np.maximum(buffer, SHORTEST_BUFFER_MONTHS)

    return traced(position.world, formula)


@measure("switching", unit="share", formula="§2.5", rule="G17")
def yearly_cost_to_gate_spend(position: Position) -> Traced:
    """L3 x = (S/a + C_alt − C_inc)/C_γ (G17)."""
    exit_ = leaving(position)
    return _without_alternative(position) if exit_ is None else exit_.yearly_cost_to_gate_spend


@measure("contract", unit="share", formula="§6.1", rule="G19")
def committed_share(position: Position) -> Traced:
    """L4 x = spend still due after as_of / (C_inc · H) (G19); "none" is 0, unknown null."""

    def formula(trace: Trace) -> Number | None:
        contract = position.contract
        if contract is None:
            return None
        trace.row(contract.row)
        due = _committed_due(position, trace)
        spend, horizon = trace.take(position.annual_spend), trace.take(position.horizon_years)
        if due is not None and np.all(np.asarray(due) == 0):
            return 0.0
        if due is None or spend is None or horizon is None or np.any(np.asarray(spend) <= 0):
            return None
        return due / (spend * horizon)

    return traced(position.world, formula)


def _committed_due(position: Position, trace: Trace) -> Number | None:
    contract = position.contract
    assert contract is not None
    if position.world.value(contract.committed_due) is not None:
        return trace.value(contract.committed_due)
    monthly = position.world.value(contract.commitment_per_month)
    left = position.contract_months_left
    if monthly is None or left.value is None:
        trace.value(contract.committed_due)
        return None
    trace.value(contract.commitment_per_month)
    trace.note(left)
    return monthly * left.value
