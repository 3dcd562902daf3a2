"""A position (function, supplier) and the quantities its indicators share.

Each quantity is worked out once per world and remembers the figures behind it, so that an indicator
that takes it takes over its inputs too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from assessments.scoring.case import (
    Alternative,
    Case,
    Contract,
    Dependency,
    Function,
    Gate,
    ListedState,
    Party,
    State,
)
from assessments.scoring.months import months_between
from assessments.scoring.parameters import Parameters
from assessments.scoring.supply import Supply, loss_degree
from assessments.scoring.world import Number, Trace, Traced, World, total, traced

MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Position:
    """One supplier of one gate of one function, in one world.

    ``alternative`` is a* once chosen (G14); worlds derived from the point keep it, so that draws
    stay comparable.
    """

    case: Case
    supply: Supply
    parameters: Parameters
    function: Function
    party: Party
    gate: Gate
    world: World
    alternative: Alternative | None = None
    z_lock_in: float | None = None  # z_L at the point, once a* is chosen (G25)

    @property
    def id(self) -> str:
        """Name of the position in results: function/supplier."""
        return f"{self.function.id}/{self.party.id}"

    def at(self, world: World) -> "Position":
        """Return the same position, with the same a*, in another world."""
        return replace(self, world=world)

    def by(self, alternative: Alternative | None, *, z_lock_in: float | None = None) -> "Position":
        """Return the position with that alternative as a*, and its z_L where known."""
        return replace(self, alternative=alternative, z_lock_in=z_lock_in)

    @cached_property
    def dependencies(self) -> tuple[Dependency, ...]:
        """What the gate buys from this supplier."""
        return tuple(
            dependency
            for dependency in self.gate.dependencies
            if self.case.offerings[dependency.offering].party == self.party.id
        )

    @cached_property
    def nodes(self) -> tuple[str, ...]:
        """Offerings of this supplier that the gate uses."""
        return tuple(dict.fromkeys(dependency.offering for dependency in self.dependencies))

    @cached_property
    def block_nodes(self) -> tuple[str, ...]:
        """Offerings that fail when the supplier's group is removed (G5)."""
        return self.supply.nodes_of(self.supply.block_of(self.party.id))

    @cached_property
    def upstream_blocks(self) -> tuple[str, ...]:
        """External groups upstream of the supplier over operate links, its own left out (G12)."""
        own = self.supply.block_of(self.party.id)
        blocks = {
            self.supply.blocks[node]
            for node in self.supply.upstream_of(self.nodes)
            if self.supply.is_external(node)
        }
        return tuple(sorted(blocks - {own}))

    # Shares and money ---------------------------------------------------------------------------

    @cached_property
    def workload_share(self) -> Traced:
        """Share of the gate's workload this supplier serves [0–1]; a sole source serves all."""

        def formula(trace: Trace) -> Number | None:
            share = total(trace, [d.workload_share for d in self.dependencies])
            alone = len(self.dependencies) == len(self.gate.dependencies)
            return 1.0 if share is None and alone else share

        return traced(self.world, formula)

    def spend_on(self, dependency: Dependency, trace: Trace) -> Number | None:
        """Return yearly spend on a dependency: entered, else price · volume · share (G3)."""
        entered = self.world.value(dependency.annual_spend)
        if entered is not None:
            return trace.value(dependency.annual_spend)
        parts = (dependency.unit_price, self.gate.volume_per_year, dependency.volume_share)
        numbers = [self.world.value(figure) for figure in parts]
        if any(number is None for number in numbers):
            trace.value(dependency.annual_spend)
            return None
        price, volume, share = (trace.value(figure) for figure in parts)
        assert price is not None
        assert volume is not None
        assert share is not None
        return price * volume * share

    @cached_property
    def annual_spend(self) -> Traced:
        """C_inc: yearly spend on the supplier for the function [money/year]."""

        def formula(trace: Trace) -> Number | None:
            return _sum([self.spend_on(d, trace) for d in self.dependencies])

        return traced(self.world, formula)

    @cached_property
    def gate_spend(self) -> Traced:
        """C_γ: yearly spend of the whole gate [money/year]; unknown = C_inc, flagged (G17)."""

        def formula(trace: Trace) -> Number | None:
            spend = _sum([self.spend_on(d, trace) for d in self.gate.dependencies])
            if spend is None:
                trace.flag("spend of the gate unknown: taken as the spend on this supplier")
                return trace.take(self.annual_spend)
            return spend

        return traced(self.world, formula)

    @cached_property
    def value_per_month(self) -> Traced:
        """v_f: gross margin of the function [money/month], or what a stop costs if v_f ≤ 0."""

        def formula(trace: Trace) -> Number | None:
            f = self.function
            if self.world.value(f.value_per_month) is not None:
                value = trace.value(f.value_per_month)
            else:
                revenue, margin = (
                    trace.value(f.revenue_per_year),
                    trace.value(f.gross_margin_share),
                )
                known = revenue is not None and margin is not None
                value = revenue * margin / MONTHS_PER_YEAR if known else None  # type: ignore[operator]
            if value is None or np.any(np.asarray(value) <= 0):
                stop = self.world.value(f.stop_cost_per_month)
                if value is None and stop is None:
                    return None
                return trace.value(f.stop_cost_per_month)
            return value

        return traced(self.world, formula)

    @cached_property
    def buffer_months(self) -> Traced:
        """B_{f,γ}: months of full demand of the gate's input in stock (G10)."""

        def formula(trace: Trace) -> Number | None:
            own = self.gate.buffer_months
            return trace.value(self.function.buffer_months if own.state is State.UNKNOWN else own)

        return traced(self.world, formula)

    @cached_property
    def discount_rate(self) -> Traced:
        """r: yearly effective discount rate."""
        return traced(self.world, lambda trace: trace.value(self.case.discount_rate))

    @cached_property
    def horizon_years(self) -> Traced:
        """H: horizon [years]."""
        return traced(self.world, lambda trace: trace.value(self.case.horizon_years))

    # Losing it ----------------------------------------------------------------------------------

    @cached_property
    def loss_degree(self) -> Traced:
        """ℓ_{f,s}: share of the function lost when the supplier's group is down (G5–G8)."""
        return self.loss_degree_without(self.block_nodes)

    def loss_degree_without(self, nodes: Sequence[str]) -> Traced:
        """Return ℓ of the function when those offerings have failed."""

        def formula(trace: Trace) -> Number | None:
            self.note_links(trace)
            down = dict.fromkeys(nodes, 0.0)
            return loss_degree(self.function, self.supply, down, trace)

        return traced(self.world, formula)

    def note_links(self, trace: Trace) -> None:
        """Note the rows that say who supplies the gate, where they state their provenance."""
        for dependency in self.gate.dependencies:
            trace.row_if_stated(dependency.row)

    def note_upstream(self, trace: Trace) -> None:
        """Note the operate links upstream of the supplier: they always count (G31)."""
        for node in (*self.nodes, *self.supply.upstream_of(self.nodes)):
            for gate in self.case.upstream.get(node, ()):
                if gate.operates and gate.k > 0:
                    for link in gate.links:
                        trace.row(link.row)

    # The contract -------------------------------------------------------------------------------

    @cached_property
    def contract(self) -> Contract | None:
        """The contract named by the dependency, else the one that covers the offering."""
        for dependency in self.dependencies:
            if dependency.contract:
                return self.case.contracts[dependency.contract]
        covering = [
            contract
            for contract in self.case.contracts.values()
            if contract.party == self.party.id and set(contract.covers) & set(self.nodes)
        ]
        return covering[0] if covering else None

    @cached_property
    def contract_months_left(self) -> Traced:
        """R today: months from as_of to the end of the contract's term, at least 0."""

        def formula(trace: Trace) -> Number | None:
            if self.contract is None:
                return None
            end = trace.fact(self.contract.end)
            if end.date is None:
                return None
            return max(0.0, months_between(self.case.as_of, end.date, end_is_inclusive=True))

        return traced(self.world, formula)

    # Alternatives -------------------------------------------------------------------------------

    @cached_property
    def alternatives(self) -> tuple[Alternative, ...]:
        """Alternatives recorded for the supplier's dependencies, whatever their stage."""
        ours = {dependency.id for dependency in self.dependencies}
        return tuple(a for a in self.case.alternatives.values() if ours & set(a.replaces))

    @property
    def alternatives_state(self) -> ListedState:
        """Listed, said to be none, or not researched."""
        if self.alternatives:
            return ListedState.LISTED
        states = {dependency.alternatives for dependency in self.dependencies}
        return ListedState.NONE if states == {ListedState.NONE} else ListedState.UNKNOWN

    def available_share(self, alternative: Alternative) -> Traced:
        """Return the share of the gate's need an alternative could take over [0–1]."""

        def formula(trace: Trace) -> Number | None:
            if alternative.offerings:
                return total(trace, alternative.offerings.values())
            return trace.value(alternative.capacity_share)

        return traced(self.world, formula)


def _sum(numbers: Sequence[Number | None]) -> Number | None:
    known = [number for number in numbers if number is not None]
    if not known or len(known) < len(numbers):
        return None
    return sum(known[1:], start=known[0])


def gates_of(function: Function, case: Case, party: str) -> list[Gate]:
    """Return the gates of a function that buy from that supplier."""
    return [
        gate
        for gate in function.gates
        if any(case.offerings[d.offering].party == party for d in gate.dependencies)
    ]
