"""Each alternative beside the others: what it costs, how long it takes, whether it counts."""

from collections.abc import Callable, Iterable

from assessments.scoring.assessment import Assessment
from assessments.scoring.case import Alternative
from assessments.scoring.evaluation import FORMULAS, LOCK_IN, is_eligible, lock_in_z
from assessments.scoring.leaving import Leaving
from assessments.scoring.position import Position
from assessments.scoring.registry import Subject, measure
from assessments.scoring.results import SubjectKind
from assessments.scoring.world import Trace, Traced

KIND = SubjectKind.ALTERNATIVE


def pairs(assessment: Assessment) -> Iterable[tuple[Position, Alternative]]:
    """Yield each alternative with the first position it could replace."""
    for alternative in assessment.case.alternatives.values():
        for position in assessment.positions:
            if alternative in position.alternatives:
                yield position, alternative
                break


def _each(assessment: Assessment, quantity: Callable[[Leaving], Traced]) -> Iterable[Subject]:
    for position, alternative in pairs(assessment):
        if alternative.stage == "dropped":
            continue
        yield alternative.id, quantity(Leaving(position, alternative))


@measure("alternative", unit="share", formula="§6.1", rule="G14", kind=KIND)
def available_share(assessment: Assessment) -> Iterable[Subject]:
    """Share of the gate's need the alternative could take over."""
    for position, alternative in pairs(assessment):
        yield alternative.id, position.available_share(alternative)


@measure("alternative", unit="money", formula="§2.2", rule="G16", kind=KIND)
def one_off_cost(assessment: Assessment) -> Iterable[Subject]:
    """What moving to the alternative costs once."""
    return _each(assessment, lambda leaving: leaving.one_off_cost)


@measure("alternative", unit="money/year", formula="§2.3", rule="G17", kind=KIND)
def yearly_cost(assessment: Assessment) -> Iterable[Subject]:
    """Yearly cost of the alternative, quality loss included."""
    return _each(assessment, lambda leaving: leaving.alternative_cost)


@measure("alternative", unit="months", formula="§2.6", rule="G15", kind=KIND)
def time_to_switch(assessment: Assessment) -> Iterable[Subject]:
    """Mean months until the alternative carries the load."""
    return _each(assessment, lambda leaving: leaving.mean_time_to_switch)


@measure("alternative", unit="share", formula="§2.5", rule="G17", kind=KIND)
def holdup_ceiling(assessment: Assessment) -> Iterable[Subject]:
    """Price rise beyond which leaving by the alternative pays."""
    return _each(assessment, lambda leaving: leaving.holdup_ceiling)


@measure("alternative", unit="index", formula="§6.1", rule="G14", kind=KIND)
def lock_in(assessment: Assessment) -> Iterable[Subject]:
    """Pillar L with this alternative, z_L: the lowest is a*."""
    for position, alternative in pairs(assessment):
        trace = Trace(assessment.world)
        trace.flag("eligible" if is_eligible(position, alternative) else "not eligible")
        trace.row(alternative.row)
        if position.alternative is alternative:
            trace.flag("chosen")
        z = None
        if alternative.stage != "dropped":
            by = position.by(alternative)
            for name in LOCK_IN:
                trace.note(FORMULAS[name](by))
            z = lock_in_z(by)
        yield alternative.id, Traced(z, trace)


# The waterfall and the path of months: one measure per cost line and per activity ---------------


@measure("alternative", unit="money", formula="§2.2", kind=KIND)
def cost_line(assessment: Assessment) -> Iterable[Subject]:
    """One component of the one-off cost: alternative/component."""
    for position, alternative in pairs(assessment):
        leaving = Leaving(position, alternative)
        for line in alternative.cost_lines:
            trace = Trace(assessment.world)
            amount = leaving.line_amount(line, trace)
            yield f"{alternative.id}/{line.component}", Traced(amount, trace)


@measure("alternative", unit="months", formula="§2.6", kind=KIND)
def activity_months(assessment: Assessment) -> Iterable[Subject]:
    """Mean duration of one activity: alternative/activity."""
    for _, alternative in pairs(assessment):
        for activity in alternative.activities:
            trace = Trace(assessment.world)
            value = trace.value(activity.months)
            yield f"{alternative.id}/{activity.name}", Traced(value, trace)
