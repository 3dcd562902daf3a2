"""What leaving a supplier by one alternative costs, how long it takes, and when it pays.

S, the time to switch and the alternative's yearly cost belong together: they are always those of
one alternative (G14).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from assessments.scoring import cost_drivers, holdup, pert, switching_cost, timing
from assessments.scoring.case import Activity, Alternative, Contract, CostLine, State
from assessments.scoring.months import months_from_days
from assessments.scoring.position import MONTHS_PER_YEAR, Position
from assessments.scoring.world import Number, Trace, Traced, World, traced

STAGES = ("idea", "shortlisted", "tested", "contracted", "live")


def exit_world(position: Position, alternative: Alternative) -> World:
    """Return the Sobol draws of one exit's costs, durations and yearly cost (§2.2, §3.5).

    Cost lines share one Gaussian factor (ρ of the policy); everything else is independent.
    """
    key = (position.id, alternative.id)
    return position.world.beside(key, lambda: _drawn_exit(position, alternative))


def _drawn_exit(position: Position, alternative: Alternative) -> World:
    from_lines = [line.amount for line in alternative.cost_lines if line.amount.has_range]
    from_lines += [
        driver
        for line in alternative.cost_lines
        for driver in line.drivers.values()
        if driver.has_range
    ]
    others = [
        *(activity.months for activity in alternative.activities),
        alternative.one_off,
        alternative.annual_cost,
        alternative.price_premium_share,
        alternative.quality_cost_per_year,
    ]
    names = [figure.address for figure in from_lines]
    columns = names + [f.address for f in others if f.has_range] + [unknown_cost(position)]
    parameters = position.parameters
    drawn = switching_cost.correlated_uniforms(
        n_log2=parameters.n_exit_draws_log2,
        n_correlated=len(names),
        n_independent=len(columns) - len(names),
        rho=parameters.cost_correlation,
        seed=position.world.seed,
    )
    return World(
        seed=position.world.seed,
        n_draws=2**parameters.n_exit_draws_log2,
        _drawn={name: drawn[:, i] for i, name in enumerate(columns)},
    )


def unknown_cost(position: Position) -> str:
    """Name of the draw that stands for a yearly cost nobody stated (G17)."""
    return f"cost-if-unknown:{position.id}"


@dataclass(frozen=True)
class Leaving:
    """One position left by one alternative, in the position's world."""

    position: Position
    alternative: Alternative

    @property
    def world(self) -> World:
        """The world the position is in."""
        return self.position.world

    @cached_property
    def is_serial(self) -> bool:
        """True if no two activities run side by side: then means simply add up."""
        after = timing.serial_predecessors(self._steps)
        names = [activity.name for activity in self.alternative.activities]
        chain = dict(zip(names[1:], names[:-1], strict=True))
        return self.notice_months.value is None and all(
            after[name] == ((chain[name],) if name in chain else ()) for name in names
        )

    @property
    def _steps(self) -> list[timing.Activity]:
        return [timing.Activity(a.name, a.after) for a in self.alternative.activities]

    @cached_property
    def notice_months(self) -> Traced:
        """Notice of the contract in force, running beside the activities (G15) [months]."""
        contract = self.position.contract

        def formula(trace: Trace) -> Number | None:
            if contract is None or contract.notice_days_ours.state is State.UNKNOWN:
                if contract is not None:
                    trace.value(contract.notice_days_ours)
                return None
            days = trace.value(contract.notice_days_ours)
            return None if days is None else self._capped_notice(contract, days, trace)

        return traced(self.world, formula)

    def _capped_notice(self, contract: Contract, days: Number, trace: Trace) -> Number:
        case = self.position.case
        layers = {case.offerings[node].layer for node in contract.covers}
        months = months_from_days(days)
        if switching_cost.has_data_act_rights(case.country, layers, contract.is_custom_built):
            trace.flag("EU Data Act: notice counts at most two months")
            return np.minimum(months, switching_cost.DATA_ACT_NOTICE_MONTHS)
        return months

    @cached_property
    def time_to_switch(self) -> Traced:
        """TTSw: longest path over the activities beside the notice (§2.6) [months]."""

        def formula(trace: Trace) -> Number | None:
            durations = {a.name: self._months(a, trace) for a in self.alternative.activities}
            known = {name: months for name, months in durations.items() if months is not None}
            notice = trace.take(self.notice_months)
            if len(known) < len(durations) or not durations:
                if not durations:
                    trace.flag("no activities recorded: time to switch unknown")
                return None
            return timing.time_to_switch(self._steps, known, 0.0 if notice is None else notice)

        return traced(self.world, formula)

    def _months(self, activity: Activity, trace: Trace) -> Number | None:
        trace.row(self.alternative.row)
        return trace.value(activity.months)

    @cached_property
    def mean_time_to_switch(self) -> Traced:
        """E[TTSw]: what score, ratio and g* use (G15); the draws themselves in a drawn world."""
        here = self.time_to_switch
        if self.world.is_drawn or here.value is None or self.is_serial:
            return here
        drawn = self.in_draws.time_to_switch.value
        return Traced(float(np.mean(np.asarray(drawn))), here.trace)

    @cached_property
    def in_draws(self) -> "Leaving":
        """The same exit over its own Sobol draws: quantiles of cost, time and ceiling."""
        world = exit_world(self.position, self.alternative)
        return Leaving(self.position.at(world), self.alternative)

    # Money --------------------------------------------------------------------------------------

    def line_amount(self, line: CostLine, trace: Trace) -> Number | None:
        """Return one component: the amount entered, else derived from its drivers (§2.2)."""
        if self.world.value(line.amount) is not None or not line.drivers:
            return trace.value(line.amount)
        drivers = {name: trace.value(figure) for name, figure in line.drivers.items()}
        known = {name: number for name, number in drivers.items() if number is not None}
        if len(known) < len(drivers):
            return None
        return cost_drivers.derive(line.component, known)

    @cached_property
    def contract_exit(self) -> Traced:
        """Row 2 of S at the exit date: fee, notice, term, prepayment, claw-back (G16) [money]."""
        return traced(self.world, self._contract_exit)

    def _contract_exit(self, trace: Trace) -> Number | None:
        contract, months = self.position.contract, trace.take(self.mean_time_to_switch)
        if contract is None:
            return None
        left = trace.take(self.position.contract_months_left)
        monthly = trace.value(contract.commitment_per_month)
        if left is None or monthly is None or months is None:
            return None
        notice, fee = trace.take(self.notice_months), trace.value(contract.fee)
        terminable = contract.convenience_exit == "yes"
        if terminable and (notice is None or fee is None):
            return None
        row = switching_cost.exit_at(
            end=left,
            ttsw=months,
            n=0.0 if notice is None else notice,
            M=monthly,
            F=0.0 if fee is None else fee,
            terminable=terminable,
        )
        return row + self._credits(contract, trace)

    def _credits(self, contract: Contract, trace: Trace) -> Number:
        prepaid = self._prepayment(contract, trace)
        used = trace.value(contract.prepayment_used_share) if prepaid is not None else None
        lost: Number = 0.0
        if prepaid is not None and used is not None:
            lost = prepaid * (1.0 - used)
        clawback = trace.value(contract.clawback)
        return lost if clawback is None else lost + clawback

    def _prepayment(self, contract: Contract, trace: Trace) -> Number | None:
        if self.world.value(contract.prepayment) is not None:
            return trace.value(contract.prepayment)
        share, whole = (
            self.world.value(contract.prepayment_share),
            self.world.value(contract.total),
        )
        if share is None or whole is None:
            return None
        trace.value(contract.prepayment_share)
        trace.value(contract.total)
        return share * whole

    @cached_property
    def one_off_cost(self) -> Traced:
        """S: what leaving costs once, at the exit date (§2.2, G16) [money]."""
        return traced(self.world, self._one_off_cost)

    def _one_off_cost(self, trace: Trace) -> Number | None:
        alternative = self.alternative
        trace.row(alternative.row)
        if not alternative.cost_lines:
            return trace.value(alternative.one_off)
        amounts = [self.line_amount(line, trace) for line in alternative.cost_lines]
        known = [amount for amount in amounts if amount is not None]
        if len(known) < len(amounts):
            return None
        whole: Number = sum(known[1:], start=known[0])
        if any(line.component == "contract-exit" for line in alternative.cost_lines):
            return whole
        row = trace.take(self.contract_exit)
        if row is None:
            trace.flag("without the cost of leaving the contract, which is unknown")
            return whole
        return whole + row

    @cached_property
    def alternative_cost(self) -> Traced:
        """C_alt: yearly cost of the alternative, quality loss included (G17) [money/year]."""
        return traced(self.world, self._alternative_cost)

    def _alternative_cost(self, trace: Trace) -> Number | None:
        alternative, spend = self.alternative, trace.take(self.position.annual_spend)
        quality = trace.value(alternative.quality_cost_per_year)
        if self.world.value(alternative.annual_cost) is not None:
            base = trace.value(alternative.annual_cost)
        elif spend is None:
            return None
        elif (premium := self.world.value(alternative.price_premium_share)) is not None:
            trace.value(alternative.price_premium_share)
            base = spend * (1.0 + premium)
        else:
            trace.value(alternative.annual_cost)
            trace.flag("yearly cost of the alternative unknown: taken as today's spend")
            base = spend * self._if_unknown()
        if base is None or quality is None:
            return None
        return base + quality

    def _if_unknown(self) -> Number:
        from_policy = self.position.parameters.cost_if_unknown
        if not self.world.is_drawn:
            return 1.0
        return np.asarray(
            pert.quantile(*from_policy, self.world.uniforms(unknown_cost(self.position)))
        )

    @cached_property
    def annuity(self) -> Traced:
        """a(r, T, H): what one unit a year after the switch is worth today [years]."""

        def formula(trace: Trace) -> Number | None:
            months = trace.take(self.mean_time_to_switch)
            rate = trace.take(self.position.discount_rate)
            horizon = trace.take(self.position.horizon_years)
            if months is None or rate is None or horizon is None:
                return None
            return holdup.annuity(rate, months / MONTHS_PER_YEAR, horizon)

        return traced(self.world, formula)

    @cached_property
    def holdup_ceiling(self) -> Traced:
        """g*: the price rise beyond which leaving pays (§2.5) [share]; inf = no exit inside H."""

        def formula(trace: Trace) -> Number | None:
            numbers = (
                trace.take(self.one_off_cost),
                trace.take(self.position.annual_spend),
                trace.take(self.alternative_cost),
                trace.take(self.annuity),
            )
            known = [number for number in numbers if number is not None]
            if len(known) < len(numbers):
                return None
            cost, spend, yearly, annuity = known
            if np.any(np.asarray(spend) <= 0):
                return None
            return holdup.holdup_ceiling(cost, spend, yearly, annuity)

        return traced(self.world, formula)

    @cached_property
    def cost_to_gate_spend(self) -> Traced:
        """L1 x = S / C_γ (G17) [years of the gate's spend]."""

        def formula(trace: Trace) -> Number | None:
            cost, spend = (
                trace.take(self.one_off_cost),
                trace.take(self.position.gate_spend),
            )
            if cost is None or spend is None or np.any(np.asarray(spend) <= 0):
                return None
            return cost / spend

        return traced(self.world, formula)

    @cached_property
    def yearly_cost_to_gate_spend(self) -> Traced:
        """L3 x = (S/a + C_alt − C_inc) / C_γ (G17) [share]; a ≤ 0 gives inf."""

        def formula(trace: Trace) -> Number | None:
            ceiling = trace.take(self.holdup_ceiling)
            spend = trace.take(self.position.annual_spend)
            gate = trace.take(self.position.gate_spend)
            if ceiling is None or spend is None or gate is None:
                return None
            return ceiling * spend / gate

        return traced(self.world, formula)
