"""The planned exit and its stopgap: odds, slip, what a month costs, and the best term."""

from collections.abc import Iterable

import numpy as np

from assessments.scoring import exit_plan, stopgap
from assessments.scoring.assessment import Assessment
from assessments.scoring.case import Case, Contract, ExitPlan, Figure
from assessments.scoring.exit_plan import SlipClass
from assessments.scoring.measures.margin import late_own_build_per_month
from assessments.scoring.months import months_between
from assessments.scoring.pillars.strategic import plan_of, slip_of, status_of
from assessments.scoring.position import MONTHS_PER_YEAR, Position
from assessments.scoring.registry import Subject, measure
from assessments.scoring.results import SubjectKind
from assessments.scoring.world import Number, Trace, Traced, traced

PLAN = SubjectKind.PLAN


def _plans(assessment: Assessment) -> Iterable[ExitPlan]:
    return assessment.case.exit_plans.values()


def _months(start: Figure, end: Figure, trace: Trace, *, to_end: bool = False) -> float | None:
    first, last = trace.fact(start), trace.fact(end)
    if first.date is None or last.date is None:
        return None
    return months_between(first.date, last.date, end_is_inclusive=to_end)


def _elapsed(plan: ExitPlan, case: Case, trace: Trace) -> float | None:
    start = trace.fact(plan.start)
    return None if start.date is None else months_between(start.date, case.as_of)


@measure("exit", unit="months", formula="§5.2", rule="G25", kind=PLAN)
def planned_months(assessment: Assessment) -> Iterable[Subject]:
    """Months from the plan's start to its first baseline date, Y₀."""
    for plan in _plans(assessment):
        trace = Trace(assessment.world)
        yield plan.id, Traced(_months(plan.start, plan.planned, trace), trace)


@measure("exit", unit="months", formula="§5.2", rule="G2", kind=PLAN)
def months_late(assessment: Assessment) -> Iterable[Subject]:
    """Months the plan is past its first baseline date and not done."""
    for plan in _plans(assessment):
        trace = Trace(assessment.world)
        planned = trace.fact(plan.planned)
        value = None
        if planned.date is not None and status_of(plan) == "open":
            value = max(0.0, months_between(planned.date, assessment.case.as_of))
        yield plan.id, Traced(value, trace)


@measure("exit", unit="ratio", formula="§5.2", kind=PLAN)
def overrun_factor(assessment: Assessment) -> Iterable[Subject]:
    """Months to the first deployment over months planned, the slip seen so far."""
    for plan in _plans(assessment):
        trace = Trace(assessment.world)
        baseline = _months(plan.start, plan.planned, trace)
        deployed = _months(plan.start, plan.first_deployment, trace)
        is_known = baseline and deployed is not None
        yield plan.id, Traced(deployed / baseline if is_known else None, trace)  # type: ignore[operator]


def _p_by(
    assessment: Assessment, plan: ExitPlan, more_months: float | None, trace: Trace
) -> Number | None:
    """P(exit within so many more months | not out at as_of); None = by the first baseline."""
    baseline = _months(plan.start, plan.planned, trace)
    elapsed = _elapsed(plan, assessment.case, trace)
    if baseline is None or elapsed is None or status_of(plan) != "open":
        return None
    until = baseline if more_months is None else elapsed + more_months
    if until <= elapsed:
        return 0.0
    slip = slip_of(plan, assessment.parameters, trace)
    return float(exit_plan.p_exit_given_not_out(until, max(elapsed, 0.0), baseline, slip))


def _odds(assessment: Assessment, more_months: float | None) -> Iterable[Subject]:
    for plan in _plans(assessment):
        trace = Trace(assessment.world)
        yield plan.id, Traced(_p_by(assessment, plan, more_months, trace), trace)


@measure("exit", unit="share", formula="§5.2", rule="G25", kind=PLAN)
def p_on_time(assessment: Assessment) -> Iterable[Subject]:
    """Probability of being out by the first baseline date, given not out today."""
    return _odds(assessment, None)


@measure("exit", unit="share", formula="§5.2", rule="G25", kind=PLAN)
def p_within_12_months(assessment: Assessment) -> Iterable[Subject]:
    """Probability of being out within twelve more months, given not out today."""
    return _odds(assessment, 12.0)


@measure("exit", unit="share", formula="§5.2", rule="G25", kind=PLAN)
def p_within_24_months(assessment: Assessment) -> Iterable[Subject]:
    """Probability of being out within twenty-four more months, given not out today."""
    return _odds(assessment, 24.0)


@measure("exit", unit="share", formula="§5.2", rule="G25", kind=PLAN)
def p_never(assessment: Assessment) -> Iterable[Subject]:
    """Probability that the exit never comes, given not out today, π′."""
    for plan in _plans(assessment):
        trace = Trace(assessment.world)
        baseline = _months(plan.start, plan.planned, trace)
        elapsed = _elapsed(plan, assessment.case, trace)
        value = None
        if baseline is not None and elapsed is not None and status_of(plan) == "open":
            slip = slip_of(plan, assessment.parameters, trace)
            value = float(exit_plan.posterior_cancel(max(elapsed, 0.0), baseline, slip))
        yield plan.id, Traced(value, trace)


@measure("exit", unit="money/month", formula="§5.2", kind=PLAN)
def month_of_slip(assessment: Assessment) -> Iterable[Subject]:
    """What each further month of slip costs: entered, else the own build's saving (§4.2)."""
    for plan in _plans(assessment):
        trace = Trace(assessment.world)
        value = assessment.world.value(plan.premium_per_month)
        if value is not None:
            trace.value(plan.premium_per_month)
        else:
            trace.value(plan.premium_per_month)
            value = _derived_month(assessment, plan, trace)
        yield plan.id, Traced(value, trace)


def _derived_month(assessment: Assessment, plan: ExitPlan, trace: Trace) -> Number | None:
    for position in assessment.positions:
        if plan_of(position) is plan:
            return trace.take(late_own_build_per_month(position))
    return None


# The stopgap ------------------------------------------------------------------------------------


def _stopgap(assessment: Assessment, plan: ExitPlan) -> Contract | None:
    return assessment.case.contracts.get(plan.stopgap)


def _term(contract: Contract, trace: Trace) -> float | None:
    return _months(contract.start, contract.end, trace, to_end=True)


@measure("stopgap", unit="months", formula="§5.3", rule="G28", kind=PLAN)
def term_months(assessment: Assessment) -> Iterable[Subject]:
    """Term of the stopgap contract."""
    for plan in _plans(assessment):
        contract, trace = _stopgap(assessment, plan), Trace(assessment.world)
        yield plan.id, Traced(None if contract is None else _term(contract, trace), trace)


@measure("stopgap", unit="money/month", formula="§5.3", kind=PLAN)
def price_per_month(assessment: Assessment) -> Iterable[Subject]:
    """Price of the stopgap a month, lost if it is not needed, c_s; total/term if not said."""
    for plan in _plans(assessment):
        yield plan.id, _price(assessment, plan)


def _price(assessment: Assessment, plan: ExitPlan) -> Traced:
    contract = _stopgap(assessment, plan)

    def formula(trace: Trace) -> Number | None:
        if contract is None:
            return None
        if assessment.world.value(plan.stranded_per_month) is not None:
            return trace.value(plan.stranded_per_month)
        whole, term = trace.value(contract.total), _term(contract, trace)
        if whole is None or not term:
            return None
        trace.value(plan.stranded_per_month)
        trace.flag("even payments and no re-use assumed")
        return whole / term

    return traced(assessment.world, formula)


@measure("stopgap", unit="money/year", formula="§5.3", kind=PLAN)
def price_per_year(assessment: Assessment) -> Iterable[Subject]:
    """Price of the stopgap a year, paid evenly over its term."""
    for plan in _plans(assessment):
        price = _price(assessment, plan)
        value = None if price.value is None else price.value * MONTHS_PER_YEAR
        yield plan.id, Traced(value, price.trace)


def _clock(
    assessment: Assessment, plan: ExitPlan, trace: Trace
) -> tuple[float, float, float, SlipClass] | None:
    """Return (Y₀, t₀, L, class) of a plan with a stopgap, None if one is unknown."""
    contract = _stopgap(assessment, plan)
    baseline = _months(plan.start, plan.planned, trace)
    if contract is None or baseline is None:
        return None
    begun, term = _months(plan.start, contract.start, trace), _term(contract, trace)
    if begun is None or term is None:
        return None
    return baseline, begun, term, slip_of(plan, assessment.parameters, trace)


def _stranded(assessment: Assessment, field: str) -> Iterable[Subject]:
    for plan in _plans(assessment):
        trace = Trace(assessment.world)
        clock = _clock(assessment, plan, trace)
        value = None
        if clock is not None:
            baseline, begun, term, slip = clock
            found = stopgap.outlived(Y0=baseline, t0=begun, L=term, slip=slip)
            value = float(getattr(found, field))
        yield plan.id, Traced(value, trace)


@measure("stopgap", unit="share", formula="§5.3", rule="G28", kind=PLAN)
def posterior_cancel(assessment: Assessment) -> Iterable[Subject]:
    """Probability that the exit never comes, given not out when the stopgap began."""
    return _stranded(assessment, "posterior_cancel")


@measure("stopgap", unit="months", formula="§5.3", rule="G28", kind=PLAN)
def stranded_months_given_exit(assessment: Assessment) -> Iterable[Subject]:
    """Months the stopgap outlives the need if the exit comes at all."""
    return _stranded(assessment, "stranded_given_exit")


@measure("stopgap", unit="months", formula="§5.3", rule="G28", kind=PLAN)
def stranded_months(assessment: Assessment) -> Iterable[Subject]:
    """Expected months the stopgap outlives the need."""
    return _stranded(assessment, "stranded")


@measure("stopgap", unit="money", formula="§5.3", rule="G28", kind=PLAN)
def stranded_cost(assessment: Assessment) -> Iterable[Subject]:
    """Expected price of the months the stopgap outlives the need."""
    for plan_id, months in stranded_months(assessment):
        price = _price(assessment, assessment.case.exit_plans[plan_id])
        trace = Trace(assessment.world)
        number, monthly = trace.take(months), trace.take(price)
        known = number is not None and monthly is not None
        yield plan_id, Traced(number * monthly if known else None, trace)  # type: ignore[operator]


@measure("stopgap", unit="months", formula="§5.3", rule="G28", kind=PLAN)
def best_term(assessment: Assessment) -> Iterable[Subject]:
    """The stopgap term that balances stranded against uncovered months, L*."""
    for plan in _plans(assessment):
        trace = Trace(assessment.world)
        clock, price = _clock(assessment, plan, trace), trace.take(_price(assessment, plan))
        worth = None if not plan.stopgap else trace.value(plan.uncovered_per_month)
        horizon = trace.value(assessment.case.horizon_years)
        value = None
        if clock is not None and price is not None and worth is not None and horizon is not None:
            baseline, begun, _, slip = clock
            value = float(
                stopgap.best_term(
                    Y0=baseline,
                    t0=begun,
                    slip=slip,
                    v_u=float(np.mean(worth)),
                    c_s=float(np.mean(price)),
                    horizon_months=MONTHS_PER_YEAR * float(np.mean(horizon)),
                )
            )
        yield plan.id, Traced(value, trace)


def position_of(assessment: Assessment, plan: ExitPlan) -> Position | None:
    """Return the position an exit plan belongs to."""
    return next((p for p in assessment.positions if plan_of(p) is plan), None)
