"""A position's fifteen indicators, its choice of gate and alternative, and their quality.

This is the straight line of §6.1: raw x of each indicator, mapped to z, with G14 choosing a*.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from assessments.scoring import confidence
from assessments.scoring.case import Alternative, State
from assessments.scoring.confidence import Evidence
from assessments.scoring.indicators import INDICATORS, z_of
from assessments.scoring.leaving import STAGES
from assessments.scoring.pillars import concentration, disruption, lock_in, margin, strategic
from assessments.scoring.position import Position
from assessments.scoring.world import Number, Traced

SMALLEST_STAGE = STAGES.index("shortlisted")

FORMULAS: Mapping[str, Callable[[Position], Traced]] = {
    "C1": concentration.similarity_adjusted_hhi,
    "C2": concentration.loss_degree,
    "C3": concentration.indirect_loss_degree,
    "L1": lock_in.cost_to_gate_spend,
    "L2": lock_in.time_to_buffer,
    "L3": lock_in.yearly_cost_to_gate_spend,
    "L4": lock_in.committed_share,
    "D1": disruption.annual_loss_share,
    "D2": disruption.bad_year_to_appetite,
    "D3": disruption.long_outage,
    "M1": margin.price_premium,
    "M2": margin.margin_to_rivals,
    "X1": strategic.coopetition_index,
    "X2": strategic.late_exit,
    "X3": strategic.net_dependence,
}
UNVERIFIED = Evidence("E", 0.0)  # somebody said so, with nothing beside it (G1)
LOCK_IN = ("L1", "L2", "L3", "L4")
WEIGHTS = {indicator.id: indicator.weight for indicator in INDICATORS}


def raw_indicators(position: Position) -> dict[str, Traced]:
    """Return x of all fifteen indicators in the position's world."""
    return {name: formula(position) for name, formula in FORMULAS.items()}


def mean_of_present(zs: Mapping[str, Number | None]) -> Number | None:
    """Return the weighted mean of the indicators that are known, re-normalised (G29)."""
    present = {name: z for name, z in zs.items() if z is not None}
    if not present:
        return None
    weight = sum(WEIGHTS[name] for name in present)
    whole: Number = 0.0
    for name, z in present.items():
        whole = whole + WEIGHTS[name] / weight * z
    return whole


def lock_in_z(position: Position) -> Number | None:
    """Return z_L of the position with its alternative (G14, G25)."""
    return mean_of_present({name: z_of(name, FORMULAS[name](position).value) for name in LOCK_IN})


def is_eligible(position: Position, alternative: Alternative) -> bool:
    """Return whether an alternative may be a* (G14): far enough along and large enough.

    An unknown stage or share does not rule it out; the number is then of grade E.
    """
    if alternative.stage == "dropped":
        return False
    if alternative.stage and STAGES.index(alternative.stage) < SMALLEST_STAGE:
        return False
    available = position.available_share(alternative).value
    needed = position.workload_share.value
    if available is None or needed is None:
        return True
    return bool(np.all(np.asarray(available) >= np.asarray(needed) - 1e-9))


def with_alternative(position: Position) -> Position:
    """Return the position with a*: the eligible alternative of the lowest z_L (G14)."""
    eligible = [a for a in position.alternatives if is_eligible(position, a)]
    ranked = [(_rank(lock_in_z(position.by(a))), a.id, a) for a in eligible]
    chosen = position.by(min(ranked)[2]) if ranked else position
    z = lock_in_z(chosen)
    return chosen.by(chosen.alternative, z_lock_in=None if z is None else float(np.mean(z)))


def _rank(z: Number | None) -> float:
    """An alternative whose z_L is unknown comes last."""
    return 2.0 if z is None else float(np.mean(z))


def chosen_gate(candidates: Sequence[Position]) -> Position:
    """Return the position of the gate with the largest z_C, if a function has several (G5)."""

    def z_c(position: Position) -> float:
        names = ("C1", "C2", "C3")
        z = mean_of_present({name: z_of(name, FORMULAS[name](position).value) for name in names})
        return -1.0 if z is None else float(np.mean(z))

    return max(candidates, key=z_c) if len(candidates) > 1 else candidates[0]


def indicator_quality(position: Position, name: str, traced: Traced) -> float:
    """Return the least quality of the inputs that move an indicator (G31); 0 if it is unknown.

    A figure moves it if ±1 % on the figure moves x by a tenth of a percent or more; the rows and
    dates its rule rests on always count.
    """
    if traced.value is None:
        return 0.0
    evidence = [Evidence(row.grade, row.age_months) for row in traced.trace.rows.values()]
    evidence += [
        Evidence(figure.grade, figure.age_months)
        for figure in traced.trace.used.values()
        if figure.state is State.NONE or _moves(position, name, traced, figure.address)
    ]
    if not evidence:  # no single figure moves it: then all it rests on must hold
        evidence = [Evidence(f.grade, f.age_months) for f in traced.trace.used.values()]
    parameters = position.parameters
    return confidence.indicator_quality(
        evidence or [UNVERIFIED], parameters.grade_quality, parameters.age_half_life_months
    )


def _moves(position: Position, name: str, traced: Traced, address: str) -> bool:
    """Return whether one percent on a figure, up or down, moves the indicator enough to count."""
    x = float(np.mean(traced.value)) if traced.value is not None else 0.0
    for factor in (1.01, 0.99):
        there = FORMULAS[name](position.at(position.world.tweaked(address, factor))).value
        if there is None:
            return True
        moved = float(np.mean(there))
        if moved != x and confidence.elasticity(x, moved) >= confidence.LEAST_ELASTICITY:
            return True
    return False
