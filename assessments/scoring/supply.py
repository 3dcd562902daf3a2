"""The supply graph of a case: who stops when whom fails, and how much of a function is left.

Structure never depends on a figure, so what fails with what is worked out once per case and shared
by every world; capacities and shares do, and are read through a trace.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assessments.scoring import failure, lookthrough
from assessments.scoring.case import Case, Dependency, Function, Gate, State
from assessments.scoring.errors import ScoringError
from assessments.scoring.world import Number, Trace, World

Availability = Mapping[str, float]


@dataclass
class Supply:
    """The graph of one case; nodes are offerings."""

    case: Case
    _delivered: dict[tuple[tuple[str, float], ...], Availability] = field(default_factory=dict)

    @cached_property
    def graph(self) -> failure.Graph:
        """Gates of every offering; money links (k = 0) stop nothing and are left out."""
        return {
            owner: tuple(
                failure.Gate(
                    gate.k,
                    tuple(link.member for link in gate.links),
                    "operate" if gate.operates else "expand",
                )
                for gate in gates
                if gate.k > 0
            )
            for owner, gates in self.case.upstream.items()
        }

    @cached_property
    def operating(self) -> failure.Graph:
        """The graph of what must keep running (G9)."""
        return failure.operating(self.graph)

    @cached_property
    def blocks(self) -> dict[str, str]:
        """Offering → what fails with it: its group; internal parties fail one by one (G5)."""
        return {
            offering.id: self.block_of(offering.party) for offering in self.case.offerings.values()
        }

    def block_of(self, party_id: str) -> str:
        """Return the group a party falls with, the party itself if it is internal."""
        party = self.case.parties[party_id]
        return party.id if party.is_internal else party.group

    def nodes_of(self, block: str) -> tuple[str, ...]:
        """Return the offerings that fail when that block fails."""
        return tuple(node for node, name in self.blocks.items() if name == block)

    def is_external(self, node: str) -> bool:
        """Return whether an offering is somebody else's."""
        return not self.case.parties[self.case.offerings[node].party].is_internal

    def upstream_of(self, nodes: Iterable[str], *, operating: bool = True) -> list[str]:
        """Return everything the nodes rely on, themselves left out, sorted."""
        graph = self.operating if operating else self.graph
        start = set(nodes)
        found = set().union(*(failure.ancestors(graph, node) for node in start), set())
        return sorted(found - start)

    def availability(self, own: Availability) -> Availability:
        """Return each node's delivered share when some are down or scaled (1 unless said)."""
        key = tuple(sorted(own.items()))
        if key not in self._delivered:
            full = {node: own.get(node, 1.0) for node in self.case.offerings}
            self._delivered[key] = failure.delivered(self.operating, full)
        return self._delivered[key]

    def without(self, nodes: Iterable[str]) -> Availability:
        """Return each node's delivered share when those nodes have failed."""
        return self.availability(dict.fromkeys(nodes, 0.0))

    def touch(self, world: World) -> "Touch":
        """Return who meets how much of a unit spent on whom, at the points of that world."""
        return Touch.of(self.case, World(factors=world.factors))


@dataclass(frozen=True)
class Touch:
    """Touch shares u_s(j) = N_sj / N_jj and flows along each link, per unit spent on s (§1.4)."""

    nodes: tuple[str, ...]
    matrix: NDArray[np.float64]
    throughput: NDArray[np.float64]
    recorded: Mapping[str, float]

    @classmethod
    def of(cls, case: Case, world: World) -> "Touch":
        """Build it from the known cost shares; an unknown one is not in the matrix."""
        nodes = tuple(sorted(case.offerings))
        index = {node: i for i, node in enumerate(nodes)}
        A = np.zeros((len(nodes), len(nodes)))
        for owner, gates in case.upstream.items():
            for link in (link for gate in gates for link in gate.links):
                share = world.value(link.cost_share)
                if share is not None:
                    A[index[owner], index[link.member]] += share
        return cls(
            nodes,
            lookthrough.touch_matrix(A, nodes),
            np.linalg.inv(np.eye(len(nodes)) - A).astype(np.float64),
            dict(zip(nodes, A.sum(axis=1).tolist(), strict=True)),
        )

    def share(self, start: str, node: str) -> float:
        """Return the probability that a unit spent on ``start`` meets ``node``."""
        return float(self.matrix[self.nodes.index(start), self.nodes.index(node)])

    def flow(self, start: str, node: str) -> float:
        """Return how much of a unit spent on ``start`` passes through ``node`` (≥ touch)."""
        return float(self.throughput[self.nodes.index(start), self.nodes.index(node)])

    def vector(self, start: str) -> NDArray[np.float64]:
        """Return the touch shares of everything upstream of ``start``, itself 0."""
        row: NDArray[np.float64] = self.matrix[self.nodes.index(start)].copy()
        row[self.nodes.index(start)] = 0.0
        return row


def capacity(dependency: Dependency, gate: Gate, trace: Trace) -> Number | None:
    """Return a dependency's surge capacity as a share of need (G6).

    Unknown: its workload share, flagged; not even that: 1 if it is alone, else None.
    """
    known = trace.value(dependency.surge_capacity_share)
    if known is not None:
        return known
    share = trace.value(dependency.workload_share)
    if share is not None:
        trace.flag("surge capacity unknown: taken as today's share")
        return share
    return 1.0 if len(gate.dependencies) == 1 else None


def need(gate: Gate, trace: Trace) -> Number:
    """Return how much of the full need must be met, 1 unless said."""
    unstated = (State.UNKNOWN, State.NOT_APPLICABLE)
    number = 1.0 if gate.need_share.state in unstated else trace.value(gate.need_share)
    if number is None or np.any(np.asarray(number) <= 0):
        raise ScoringError(f"gate {gate.id}: need_share must be above 0; leave it out for 1")
    return number


def gate_delivery(gate: Gate, v: Availability, trace: Trace, extra: Number = 0.0) -> Number | None:
    """Return the share of need a gate delivers when its members deliver ``v`` (G6–G8).

    Parameters
    ----------
    gate : Gate
        A gate of a function.
    v : mapping
        Offering → delivered share. [0–1]
    trace : Trace
        Notes the capacities, shares and need read.
    extra : float or ndarray, shape (n_draws,)
        Capacity added by an alternative. [share of need]

    Returns
    -------
    float, ndarray or None
        φ of the gate [0–1]; None if a capacity it depends on is unknown.

    References
    ----------
    Method §1.5, G6–G8.
    """
    values = [v[dependency.offering] for dependency in gate.dependencies]
    if gate.k == len(values) > 1:  # all-of is never read through its capacities
        return min(values)
    if not any(values) and not np.any(np.asarray(extra) > 0):
        return 0.0
    caps = [capacity(dependency, gate, trace) for dependency in gate.dependencies]
    known = [cap for cap in caps if cap is not None]
    if len(known) < len(caps):
        return 1.0 if all(value >= 1.0 for value in values) else None
    supply = sum(cap * value for cap, value in zip(known, values, strict=True)) + extra
    delivered = np.minimum(1.0, supply / need(gate, trace))
    return delivered if isinstance(delivered, np.ndarray) and delivered.ndim else float(delivered)


def function_delivery(
    function: Function, v: Availability, trace: Trace, extra: Mapping[str, Number] | None = None
) -> Number | None:
    """Return φ_f: the least any gate of the function delivers; None if one is unknown.

    A gate that delivers nothing decides, whatever the others' capacities.
    """
    added = extra or {}
    phis = [gate_delivery(gate, v, trace, added.get(gate.id, 0.0)) for gate in function.gates]
    known = [phi for phi in phis if phi is not None]
    if any(np.ndim(phi) == 0 and phi == 0.0 for phi in known):
        return 0.0
    return least(known) if len(known) == len(phis) else None


def least(numbers: Sequence[Number]) -> Number:
    """Return the element-wise least of one or more numbers."""
    smallest = numbers[0]
    for number in numbers[1:]:
        smallest = np.minimum(smallest, number)
    return smallest if np.ndim(smallest) else float(smallest)


def loss_degree(
    function: Function, supply: Supply, own: Availability, trace: Trace
) -> Number | None:
    """Return ℓ = 1 − φ(down)/φ(∅) of a function for a set of failed or scaled nodes (G7).

    Raises
    ------
    ScoringError
        If the function delivers nothing even with everything running.
    """
    whole = function_delivery(function, supply.availability({}), trace)
    left = function_delivery(function, supply.availability(own), trace)
    if whole is None or left is None:
        return None
    if np.any(np.asarray(whole) <= 0):
        raise ScoringError(
            f"function {function.id} delivers nothing even with every supplier running; "
            "check surge_capacity_share and workload_share of its gates"
        )
    if np.any(np.asarray(whole) < 1):
        trace.flag("short today: capacities do not cover the need")
    return 1.0 - left / whole
