"""What a stop costs: value a month, the recorded stress stop, exposure of the function."""

from assessments.scoring import event_loss
from assessments.scoring.case import PositionRow
from assessments.scoring.position import Position
from assessments.scoring.registry import measure
from assessments.scoring.supply import function_delivery
from assessments.scoring.world import Number, Trace, Traced, traced


@measure("loss", unit="money/month", formula="§0.1", rule="G24")
def value_per_month(position: Position) -> Traced:
    """Gross margin of the function a month, v_f."""
    return position.value_per_month


@measure("failure", unit="share", formula="§1.5", rule="G7")
def delivered_without_supplier(position: Position) -> Traced:
    """Share of the need still met when the supplier's group is down, φ."""

    def formula(trace: Trace) -> Number | None:
        position.note_links(trace)
        v = position.supply.without(position.block_nodes)
        return function_delivery(position.function, v, trace)

    return traced(position.world, formula)


def row_of(position: Position) -> PositionRow | None:
    """Return what somebody recorded about the position, None if nobody did."""
    for row in position.case.positions:
        if (row.function, row.party) == (position.function.id, position.party.id):
            return row
    return None


def _stop(position: Position, *, with_restart: bool) -> Traced:
    def formula(trace: Trace) -> Number | None:
        row = row_of(position)
        if row is None:
            return None
        months = trace.value(row.stress_months)
        restart = _restart(position, row, trace) if with_restart else 0.0
        value, degree = trace.take(position.value_per_month), trace.take(position.loss_degree)
        buffer = trace.take(position.buffer_months)
        extra = position.world.value(position.function.event_cost)
        if months is None or restart is None or value is None or degree is None or buffer is None:
            return None
        if extra is not None:
            trace.value(position.function.event_cost)
        return event_loss.loss(value, degree, months, buffer, restart, extra or 0.0)

    return traced(position.world, formula)


def _restart(position: Position, row: PositionRow, trace: Trace) -> Number:
    """Return the restart told with the stop, else the function's ramp, else none (G21)."""
    for figure in (row.stress_ramp_months, position.function.ramp_months):
        months = position.world.value(figure)
        if months is not None:
            trace.value(figure)
            return months
    trace.value(row.stress_ramp_months)
    trace.flag("restart unknown: taken as none")
    return 0.0


@measure("loss", unit="money", formula="§3.2", rule="G21")
def stress_loss(position: Position) -> Traced:
    """What the recorded stop costs, its restart ramp included."""
    return _stop(position, with_restart=True)


@measure("loss", unit="money", formula="§3.2", rule="G21")
def stress_loss_without_restart(position: Position) -> Traced:
    """What the recorded stop costs if full supply is back at once."""
    return _stop(position, with_restart=False)


@measure("loss", unit="money/year", formula="§3.2")
def revenue_exposed(position: Position) -> Traced:
    """Yearly revenue times loss degree: an exposure without duration, not a loss."""

    def formula(trace: Trace) -> Number | None:
        revenue = trace.value(position.function.revenue_per_year)
        degree = trace.take(position.loss_degree)
        return None if revenue is None or degree is None else revenue * degree

    return traced(position.world, formula)
