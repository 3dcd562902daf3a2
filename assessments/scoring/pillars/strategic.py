"""Pillar X: the supplier as a rival, the exit that slips, and who needs whom more."""

import numpy as np

from assessments.scoring.case import ExitPlan, ListedState, Market, Rival
from assessments.scoring.composite import NOT_APPLICABLE
from assessments.scoring.exit_plan import SlipClass
from assessments.scoring.late_exit import ExitClock, ExitStatus, exit_indicator
from assessments.scoring.months import PartialDate, months_between
from assessments.scoring.parameters import Parameters
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


def default_slip(parameters: Parameters) -> SlipClass:
    """Return the policy's reference class (§5.2)."""
    return SlipClass(parameters.overrun_median, parameters.overrun_p80, parameters.cancel_share)


def slip_of(plan: ExitPlan, parameters: Parameters, trace: Trace) -> SlipClass:
    """Return a plan's reference class: its own figures, the policy's where it says nothing."""
    default = default_slip(parameters)
    pairs = (
        (plan.overrun_median, default.median),
        (plan.overrun_p80, default.p80),
        (plan.cancel_share, default.cancel_share),
    )
    numbers = [trace.value(figure) for figure, _ in pairs]
    return SlipClass(
        *(
            usual if number is None else float(np.mean(number))
            for number, (_, usual) in zip(numbers, pairs, strict=True)
        )
    )


@measure("exit", unit="share", formula="§5.2", rule="G25")
def late_exit(position: Position) -> Traced:
    """X2 x = 1 − P(exit by the need date | not out at as_of) (G25)."""
    trace = Trace(position.world)
    plan = plan_of(position)
    status, clock, slip = _exit_of(position, plan, trace)
    x = exit_indicator(
        status,
        clock=clock,
        slip=slip,
        is_critical=position.function.is_critical,
        z_lock_in=position.z_lock_in,
    )
    if x is NOT_APPLICABLE:
        return Traced(None, trace, is_not_applicable=True)
    return Traced(x, trace)


def _exit_of(
    position: Position, plan: ExitPlan | None, trace: Trace
) -> tuple[ExitStatus, ExitClock | None, SlipClass]:
    """Return what is recorded of the exit, noting the rows and dates it rests on."""
    parameters = position.parameters
    if is_waived(position):
        return ExitStatus.NOT_REQUIRED, None, default_slip(parameters)
    if plan is None:
        position.note_links(trace)
        return ExitStatus.NONE, None, default_slip(parameters)
    trace.row(plan.row)
    status = ExitStatus(status_of(plan))
    if status is ExitStatus.DONE:
        trace.fact(plan.actual)
    if status is not ExitStatus.OPEN:
        return status, None, default_slip(parameters)
    start, planned = trace.fact(plan.start), trace.fact(plan.planned)
    if start.date is None or planned.date is None:
        return status, ExitClock(None, None), default_slip(parameters)
    clock = ExitClock(
        max(0.0, months_between(start.date, position.case.as_of)),
        months_between(start.date, planned.date),
        _ends(position, plan, start.date, trace),
    )
    return status, clock, slip_of(plan, parameters, trace)


def is_waived(position: Position) -> bool:
    """Return whether an exit plan was waived with approval."""
    return any(
        row.is_exit_waived
        for row in position.case.positions
        if (row.function, row.party) == (position.function.id, position.party.id)
    )


def _ends(
    position: Position, plan: ExitPlan, start: PartialDate, trace: Trace
) -> tuple[float, ...]:
    """Return months from the plan's start to the ends of contract and stopgap that are known."""
    ends = [] if position.contract is None else [position.contract.end]
    stopgap = position.case.contracts.get(plan.stopgap)
    if stopgap is not None and set(stopgap.covers) & _offerings(position):
        ends.append(stopgap.end)
    return tuple(
        months_between(start, end.date, end_is_inclusive=True)
        for end in map(trace.fact, ends)
        if end.date is not None
    )


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
