"""One assessment under way: the case, its graph, its positions and their chosen alternatives."""

from dataclasses import dataclass
from functools import cached_property

from assessments.scoring.case import Case, Function
from assessments.scoring.evaluation import chosen_gate, with_alternative
from assessments.scoring.parameters import Parameters
from assessments.scoring.position import Position, gates_of
from assessments.scoring.supply import Supply
from assessments.scoring.world import World


@dataclass(frozen=True)
class Assessment:
    """What every measure is computed from."""

    case: Case
    parameters: Parameters
    seed: int

    @cached_property
    def supply(self) -> Supply:
        """The supply graph of the case."""
        return Supply(self.case)

    @cached_property
    def world(self) -> World:
        """The point: every figure at its value or mean."""
        return World(seed=self.seed)

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Every function × external supplier it depends on, a* chosen (G5, G14)."""
        return tuple(
            self._position(function, party)
            for function in self.case.functions.values()
            for party in self._suppliers_of(function)
        )

    def _suppliers_of(self, function: Function) -> list[str]:
        parties = (
            self.case.offerings[dependency.offering].party
            for gate in function.gates
            for dependency in gate.dependencies
        )
        return [p for p in dict.fromkeys(parties) if not self.case.parties[p].is_internal]

    def _position(self, function: Function, party: str) -> Position:
        candidates = [
            Position(
                self.case,
                self.supply,
                self.parameters,
                function,
                self.case.parties[party],
                gate,
                self.world,
            )
            for gate in gates_of(function, self.case, party)
        ]
        return with_alternative(chosen_gate(candidates))
