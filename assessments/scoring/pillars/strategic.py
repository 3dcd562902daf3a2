"""Pillar X: the supplier as a rival, the exit that slips, and who needs whom more."""

import numpy as np

from assessments.scoring import exit_plan as exits
from assessments.scoring.case import ExitPlan, ListedState, Market, Rival
from assessments.scoring.months import PartialDate, months_between
from assessments.scoring.pillars.margin import all_upstream
from assessments.scoring.position import Position
from assessments.scoring.registry import measure
from assessments.scoring.rivalry import diversion
from assessments.scoring.world import Number, Trace, Traced, traced


def _closeness(position: Position, group: str, trace: Trace) -> tuple[Number | None, bool]:
    """Return e of a rival group for this position, and whether the group is there at all (G26)."""
    case = position.case
    channels = {case.parties[d.channel].group for d in position.dependencies if d.channel}
    if group == position.party.group or group in channels:
        return 1.0, True
    nodes = {
        node
        for start in position.nodes
        for node in all_upstream(position, start)
        if case.parties[case.offerings[node].party].group == group
    }
    if not nodes:
        return 0.0, False
    touch = position.supply.touch(position.world)
    shares = [touch.share(start, node) for start in position.nodes for node in sorted(nodes)]
    for gates in case.upstream.values():
        for link in (link for gate in gates for link in gate.links if link.member in nodes):
            trace.value(link.cost_share)
    return (min(1.0, sum(shares)) if sum(shares) > 0 else None), True


def _term(market: Market, rival: Rival, trace: Trace) -> Number | None:
    """Return rs_m · dv_{s,m} of one rival in one market (§5.1), None if a figure is unknown."""
    revenue = trace.value(market.our_revenue_share)
    ours, theirs = trace.value(market.our_share), trace.value(rival.share)
    if revenue is None or ours is None or theirs is None:
        return None
    return revenue * diversion(theirs, ours)


@measure("rivalry", unit="index", formula="§5.1", rule="G26")
def coopetition_index(position: Position) -> Traced:
    """X1 x: the largest e · Σ_m rs_m dv_m over rival groups of the position (G26)."""

    def formula(trace: Trace) -> Number | None:
        case = position.case
        if not case.markets:
            return 0.0 if case.rivalry is ListedState.NONE else None
        terms: list[Number | None] = []
        for group in sorted({r.group for m in case.markets.values() for r in m.rivals}):
            closeness, is_here = _closeness(position, group, trace)
            if is_here:
                terms.append(_index(position, group, closeness, trace))
        known = [term for term in terms if term is not None]
        if len(known) < len(terms):
            trace.flag("a rival with unknown figures was left out")
        if not terms:
            return 0.0
        if not known:
            return None
        worst = known[0]
        for term in known[1:]:
            worst = np.maximum(worst, term)
        return worst

    return traced(position.world, formula)


def _index(position: Position, group: str, closeness: Number | None, trace: Trace) -> Number | None:
    terms = [
        _term(market, rival, trace)
        for market in position.case.markets.values()
        for rival in market.rivals
        if rival.group == group
    ]
    known = [term for term in terms if term is not None]
    if closeness is None or not known:
        return None
    return closeness * sum(known[1:], start=known[0])


def plan_of(position: Position) -> ExitPlan | None:
    """Return the exit plan of the position: an open one before a done, a cancelled one last."""
    ours = {a.id for a in position.alternatives}
    plans = [p for p in position.case.exit_plans.values() if p.alternative in ours]
    return min(plans, key=lambda plan: (_order(plan), plan.id), default=None)


def _order(plan: ExitPlan) -> int:
    return {"open": 0, "done": 1, "cancelled": 2}[status_of(plan)]


def status_of(plan: ExitPlan) -> str:
    """Return cancelled, done or open, as the recorded dates say."""
    if plan.cancelled.date is not None:
        return "cancelled"
    return "done" if plan.actual.date is not None else "open"


def slip_class(position: Position, plan: ExitPlan, trace: Trace) -> exits.SlipClass:
    """Return the reference class of a plan: its own figures, else the policy's default (§5.2)."""
    parameters = position.parameters
    median, p80, cancel = (
        trace.value(figure) for figure in (plan.overrun_median, plan.overrun_p80, plan.cancel_share)
    )
    return exits.SlipClass(
        parameters.overrun_median if median is None else float(np.mean(median)),
        parameters.overrun_p80 if p80 is None else float(np.mean(p80)),
        parameters.cancel_share if cancel is None else float(np.mean(cancel)),
    )


def months_since(start: PartialDate, end: PartialDate) -> float:
    """Return months from start to end by G2, negative if end is earlier."""
    return months_between(start, end)


@measure("exit", unit="share", formula="§5.2", rule="G25")
def late_exit(position: Position) -> Traced:
    """X2 x = 1 − P(exit by the need date | not out at as_of) (G25)."""
    trace = Trace(position.world)
    waived = any(
        row.is_exit_waived
        for row in position.case.positions
        if row.function == position.function.id and row.party == position.party.id
    )
    if waived:
        return Traced(None, trace, is_not_applicable=True)
    plan = plan_of(position)
    if plan is not None and status_of(plan) != "cancelled":
        trace.row(plan.row)
        return Traced(_open_or_done(position, plan, trace), trace)
    if plan is not None:
        trace.row(plan.row)
    position.note_links(trace)
    if position.function.is_critical or position.is_locked_in:
        return Traced(1.0, trace)
    return Traced(None, trace, is_not_applicable=True)


def _open_or_done(position: Position, plan: ExitPlan, trace: Trace) -> Number | None:
    if status_of(plan) == "done":
        trace.fact(plan.actual)
        return 0.0
    start, planned = trace.fact(plan.start), trace.fact(plan.planned)
    if start.date is None or planned.date is None:
        return None
    needed = need_months(position, plan, trace)
    assert needed is not None
    elapsed = months_since(start.date, position.case.as_of)
    if needed <= elapsed:
        return 1.0
    slip = slip_class(position, plan, trace)
    baseline = months_since(start.date, planned.date)
    return 1.0 - float(exits.p_exit_given_not_out(needed, elapsed, baseline, slip))


def need_months(position: Position, plan: ExitPlan, trace: Trace) -> float | None:
    """Return months from the plan's start to the need date (G25)."""
    start, planned = plan.start.date, plan.planned.date
    if start is None or planned is None:
        return None
    baseline = months_since(start, planned)
    ends = []
    if position.contract is not None and position.contract.end.date is not None:
        ends.append(position.contract.end)
    stopgap = position.case.contracts.get(plan.stopgap)
    if stopgap is not None and set(stopgap.covers) & _offerings(position):
        ends.append(stopgap.end)
    later = [
        months_between(start, trace.fact(end).date or planned, end_is_inclusive=True)
        for end in ends
        if end.date is not None
    ]
    later = [months for months in later if months > baseline]
    return min(later, default=baseline)


def _offerings(position: Position) -> set[str]:
    return {d.offering for gate in position.function.gates for d in gate.dependencies}


@measure("rivalry", unit="share", formula="§5.1", rule="G26")
def net_dependence(position: Position) -> Traced:
    """X3 x = our share of need from s − our share of its revenue (G26)."""

    def formula(trace: Trace) -> Number | None:
        ours = trace.take(position.workload_share)
        theirs = [trace.value(d.dep_them_share) for d in position.dependencies]
        known = [share for share in theirs if share is not None]
        if ours is None or len(known) < len(theirs) or not known:
            return None
        largest = known[0]
        for share in known[1:]:
            largest = np.maximum(largest, share)
        return np.maximum(0.0, ours - largest)

    return traced(position.world, formula)
