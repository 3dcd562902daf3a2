"""What losing each supplier for its time to recover would cost, and their ranking (§3.1)."""

from collections.abc import Iterable

import numpy as np

from assessments.scoring.assessment import Assessment
from assessments.scoring.event_loss import loss
from assessments.scoring.measures.loss import row_of
from assessments.scoring.pillars.disruption import duration
from assessments.scoring.position import Position
from assessments.scoring.registry import Subject, measure
from assessments.scoring.results import SubjectKind
from assessments.scoring.world import Number, Trace, Traced, traced

KIND = SubjectKind.SUPPLIER


def _time_to_recover(position: Position, trace: Trace) -> float | None:
    """Return how long the supplier is out: the recorded stop, else its own event's 90 % point."""
    row = row_of(position)
    months = None if row is None else trace.value(row.stress_months)
    if months is not None:
        return float(np.mean(months))
    for event in position.case.events.values():
        if event.stops and set(event.stops) <= set(position.nodes):
            how_long = duration(event, trace)
            return None if how_long is None else how_long.p90
    return None


def _impact(position: Position) -> Traced:
    def formula(trace: Trace) -> Number | None:
        months = _time_to_recover(position, trace)
        value, degree = trace.take(position.value_per_month), trace.take(position.loss_degree)
        buffer = trace.take(position.buffer_months)
        if months is None:
            trace.flag("time to recover unknown: no stop recorded, no event of its own")
        if months is None or value is None or degree is None or buffer is None:
            return None
        return loss(value, degree, months, buffer)

    return traced(position.world, formula)


@measure("exposure", unit="money", formula="§3.1", kind=KIND)
def performance_impact(assessment: Assessment) -> Iterable[Subject]:
    """Loss of the function if the supplier is out for its time to recover: function/supplier.

    With one product per function the best response of the §3.1 program is the capacity rule of
    §1.5, so the closed form is its optimum; the tests hold the two against each other.
    """
    for position in assessment.positions:
        yield position.id, _impact(position)


@measure("exposure", unit="share", formula="§3.1", kind=KIND)
def risk_exposure_index(assessment: Assessment) -> Iterable[Subject]:
    """Performance impact over the largest one of the case: for ranking only, never in a score."""
    impacts = {position.id: _impact(position) for position in assessment.positions}
    largest = max((t.point for t in impacts.values() if t.point is not None), default=0.0)
    for subject, impact in impacts.items():
        is_ranked = impact.point is not None and largest > 0
        yield subject, Traced(impact.point / largest if is_ranked else None, impact.trace)  # type: ignore[operator]
