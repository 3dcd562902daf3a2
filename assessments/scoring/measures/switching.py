"""Money and time of leaving by a*: cost, ceiling, months, and what a contract adds."""

from collections.abc import Callable

import numpy as np

from assessments.scoring import holdup, timing
from assessments.scoring.leaving import Leaving
from assessments.scoring.pillars.lock_in import leaving
from assessments.scoring.position import MONTHS_PER_YEAR, Position
from assessments.scoring.registry import measure
from assessments.scoring.world import Number, Trace, Traced, traced


def _of_exit(position: Position, quantity: Callable[[Leaving], Traced]) -> Traced:
    """Return a quantity of the exit by a*; unknown where there is no a*."""
    exit_ = leaving(position)
    if exit_ is None:
        trace = Trace(position.world)
        trace.flag("no eligible alternative")
        return Traced(None, trace)
    return quantity(exit_)


@measure("spend", unit="money/year", formula="§2.3", rule="G17")
def annual_spend(position: Position) -> Traced:
    """Yearly spend on the supplier for the function, C_inc."""
    return position.annual_spend


@measure("spend", unit="money/year", formula="§2.3", rule="G17")
def gate_spend(position: Position) -> Traced:
    """Yearly spend of the whole gate, C_γ."""
    return position.gate_spend


@measure("spend", unit="money/year", formula="§2.3", rule="G3")
def spend_at_workload_share(position: Position) -> Traced:
    """What the supplier would get a year if its spend share were its workload share."""

    def formula(trace: Trace) -> Number | None:
        share, spend = trace.take(position.workload_share), trace.take(position.gate_spend)
        return None if share is None or spend is None else share * spend

    return traced(position.world, formula)


@measure("switching", unit="money", formula="§2.2", rule="G16", drawn=True)
def one_off_cost(position: Position) -> Traced:
    """What leaving costs once, S."""
    return _of_exit(position, lambda exit_: exit_.one_off_cost)


@measure("switching", unit="money", formula="§2.4", rule="G16")
def contract_exit_cost(position: Position) -> Traced:
    """What leaving the contract costs at the exit date, row 2 of S."""
    return _of_exit(position, lambda exit_: exit_.contract_exit)


@measure("switching", unit="years", formula="§2.5", drawn=True)
def cost_multiple(position: Position) -> Traced:
    """What leaving costs in years of spend on the supplier, S/C_inc."""

    def formula(trace: Trace) -> Number | None:
        cost, spend = trace.take(one_off_cost(position)), trace.take(position.annual_spend)
        return None if cost is None or not _is_positive(spend) else cost / spend  # type: ignore[operator]

    return traced(position.world, formula)


def _is_positive(number: Number | None) -> bool:
    return number is not None and bool(np.all(np.asarray(number) > 0))


@measure("switching", unit="money/year", formula="§2.3", rule="G17", drawn=True)
def alternative_cost(position: Position) -> Traced:
    """Yearly cost of the alternative, quality loss included, C_alt."""
    return _of_exit(position, lambda exit_: exit_.alternative_cost)


@measure("switching", unit="years", formula="§2.5")
def annuity(position: Position) -> Traced:
    """Present value of one unit a year from the switch to the horizon, a(r, T, H)."""
    return _of_exit(position, lambda exit_: exit_.annuity)


@measure("switching", unit="share", formula="§2.5", rule="G17", drawn=True)
def holdup_ceiling(position: Position) -> Traced:
    """How far the supplier can raise the price before leaving pays, g*."""
    return _of_exit(position, lambda exit_: exit_.holdup_ceiling)


@measure("switching", unit="money/year", formula="§2.5", drawn=True)
def holdup_exposure(position: Position) -> Traced:
    """The hold-up ceiling in money a year, g*·C_inc."""

    def formula(trace: Trace) -> Number | None:
        ceiling, spend = trace.take(holdup_ceiling(position)), trace.take(position.annual_spend)
        return None if ceiling is None or spend is None else ceiling * spend

    return traced(position.world, formula)


@measure("switching", unit="share", formula="§2.5", rule="G17")
def contract_shield(position: Position) -> Traced:
    """The rise the contract still allows, (1 + cap)^years left − 1; g* beyond it cannot be used."""

    def formula(trace: Trace) -> Number | None:
        contract = position.contract
        if contract is None:
            return None
        cap, left = (
            trace.value(contract.price_cap_share),
            trace.take(position.contract_months_left),
        )
        ceiling = trace.take(holdup_ceiling(position))
        if cap is None or left is None or ceiling is None:
            return None
        return holdup.contract_shield(ceiling, cap, left / MONTHS_PER_YEAR)

    return traced(position.world, formula)


@measure("switching", unit="money", formula="§2.5", drawn=True)
def npv_of_leaving(position: Position) -> Traced:
    """Net present value of leaving now, over the horizon."""

    def formula(trace: Trace) -> Number | None:
        cost, spend = trace.take(one_off_cost(position)), trace.take(position.annual_spend)
        yearly, years = trace.take(alternative_cost(position)), trace.take(annuity(position))
        if cost is None or spend is None or yearly is None or years is None:
            return None
        return -cost + (spend - yearly) * years

    return traced(position.world, formula)


@measure("switching", unit="money", formula="§2.5")
def captive_loss(position: Position) -> Traced:
    """Present value of a 10 % price rise paid during the lead time, whatever we decide."""

    def formula(trace: Trace) -> Number | None:
        spend, months = trace.take(position.annual_spend), trace.take(time_to_switch(position))
        rate = trace.take(position.discount_rate)
        if spend is None or months is None or rate is None:
            return None
        return holdup.captive_loss(spend, rate, months / MONTHS_PER_YEAR)

    return traced(position.world, formula)


@measure("switching", unit="share", formula="§2.5")
def quasi_rent_share(position: Position) -> Traced:
    """Switching cost per year of the horizon as a share of spend, S·CRF/C_inc."""

    def formula(trace: Trace) -> Number | None:
        cost, spend = trace.take(one_off_cost(position)), trace.take(position.annual_spend)
        rate, horizon = trace.take(position.discount_rate), trace.take(position.horizon_years)
        if cost is None or not _is_positive(spend) or rate is None or horizon is None:
            return None
        return cost * holdup.capital_recovery(rate, horizon) / spend  # type: ignore[operator]

    return traced(position.world, formula)


@measure("time", unit="months", formula="§2.6", rule="G15", drawn=True)
def time_to_switch(position: Position) -> Traced:
    """Months until the alternative carries the load, TTSw; the value is the mean."""
    return _of_exit(position, lambda exit_: exit_.mean_time_to_switch)


@measure("time", unit="months", formula="§2.6", rule="G10")
def time_to_survive(position: Position) -> Traced:
    """Months the buffer lasts if the supplier stops, TTS = B/ℓ."""

    def formula(trace: Trace) -> Number | None:
        buffer, degree = trace.take(position.buffer_months), trace.take(position.loss_degree)
        if buffer is None or degree is None:
            return None
        return timing.time_to_survive(buffer, degree)

    return traced(position.world, formula)


@measure("time", unit="ratio", formula="§2.6", rule="G18")
def survive_ratio(position: Position) -> Traced:
    """Time to switch over time to survive; above 1 switching alone comes too late."""

    def formula(trace: Trace) -> Number | None:
        switch = trace.take(time_to_switch(position))
        survive = trace.take(time_to_survive(position))
        if switch is None or survive is None:
            return None
        if np.any(np.asarray(survive) == 0):
            trace.flag("no time to survive: the loss starts at once")
            return None
        return switch / survive

    return traced(position.world, formula)


@measure("time", unit="months", formula="§2.6")
def survival_gap(position: Position) -> Traced:
    """Months that stock, expediting or repair must bridge: time to switch − time to survive."""

    def formula(trace: Trace) -> Number | None:
        switch = trace.take(time_to_switch(position))
        survive = trace.take(time_to_survive(position))
        if switch is None or survive is None:
            return None
        return np.maximum(0.0, switch - survive)

    return traced(position.world, formula)


@measure("time", unit="months", formula="§2.6")
def buffer_months(position: Position) -> Traced:
    """Months of full demand of the gate's input in stock, B."""
    return position.buffer_months


@measure("contract", unit="months", formula="§2.4", rule="G16")
def contract_months_left(position: Position) -> Traced:
    """Months from the assessment's date to the end of the contract."""
    return position.contract_months_left


@measure("contract", unit="months", formula="§2.6", rule="G2")
def last_day_to_act(position: Position) -> Traced:
    """Months until notice must be given so that the switch ends with the contract.

    End − notice − time to decide − time to switch; negative = already past.
    """

    def formula(trace: Trace) -> Number | None:
        contract = position.contract
        if contract is None:
            return None
        left, notice = (
            trace.take(position.contract_months_left),
            trace.value(contract.notice_days_ours),
        )
        switch = trace.take(time_to_switch(position))
        if left is None or notice is None or switch is None:
            return None
        days = contract.decision_days
        decide = position.case.decision_days if days is None else days
        return left - (notice + decide) * 12.0 / 365.0 - switch

    return traced(position.world, formula)
