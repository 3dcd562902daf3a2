"""The supply graph: gates, horizons, what is upstream."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.gates import (
    Gate,
    all_operating,
    ancestors,
    members_first,
    operating,
    settle,
)

NODES = "abcdefg"
links = st.dictionaries(
    st.sampled_from(NODES), st.lists(st.sampled_from(NODES), min_size=1, max_size=3)
)
MIXED = {
    "cloud": (Gate(1, ("fab",), "expand"), Gate(1, ("power",)), Gate(0, ("landlord",))),
}


@pytest.mark.parametrize("k", [-1, 3])
def test_a_gate_cannot_ask_for_more_members_than_it_has(k: int) -> None:
    with pytest.raises(ScoringError, match=rf"gate of a, b: k = {k} of 2 members; give 0 to as"):
        Gate(k, ("a", "b"))


def test_a_horizon_is_operate_or_expand() -> None:
    with pytest.raises(ScoringError, match="gate of a: horizon later; give operate or expand"):
        Gate(1, ("a",), "later")


def test_only_an_operate_gate_with_k_above_zero_stops_its_owner() -> None:
    assert [gate.stops for gate in MIXED["cloud"]] == [False, True, False]


def test_operating_drops_what_only_limits_growth() -> None:
    assert operating(MIXED) == {"cloud": MIXED["cloud"][1:]}


def test_all_operating_reads_growth_as_operation() -> None:
    gates = all_operating(MIXED)["cloud"]

    assert [gate.stops for gate in gates] == [True, True, False]


def test_ancestors_follow_every_gate_and_leave_out_the_start() -> None:
    graph = {**MIXED, "fab": (Gate(1, ("cloud",)),)}

    assert ancestors(graph, "cloud") == {"fab", "power", "landlord"}
    assert ancestors(graph, "power") == frozenset()


@given(links)
@settings(deadline=None, derandomize=True, max_examples=80)
def test_ancestors_are_everything_reachable(network: dict[str, list[str]]) -> None:
    graph = {node: (Gate(1, tuple(members)),) for node, members in network.items()}
    reached = set(network.get("a", ()))
    for _ in NODES:
        reached |= {member for node in reached for member in network.get(node, ())}

    assert ancestors(graph, "a") == reached - {"a"}


@given(links)
@settings(deadline=None, derandomize=True, max_examples=80)
def test_members_come_first_in_a_graph_without_circles(network: dict[str, list[str]]) -> None:
    later = {node: tuple(m for m in members if m > node) for node, members in network.items()}
    graph = {node: (Gate(0, members),) for node, members in later.items()}

    order = members_first(graph, graph)

    assert len(order) == len(set(order))
    assert all(order.index(m) < order.index(node) for node in later for m in later[node])


def test_a_graph_without_circles_settles_in_one_pass() -> None:
    graph = {"f": (Gate(1, ("a",)),), "a": (Gate(1, ("b",)),)}
    visited: list[str] = []
    up = {"b": 0, "a": 1, "f": 1}

    def update(node: str, gates: tuple[Gate, ...]) -> int:
        visited.append(node)
        return min([up[m] for gate in gates for m in gate.members], default=0)

    assert settle(graph, ["b", "a", "f"], up, update) == {"b": 0, "a": 0, "f": 0}
    assert visited == ["b", "a", "f"]
