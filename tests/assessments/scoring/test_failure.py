"""Who stops when whom fails."""

from itertools import combinations
from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import failure
from assessments.scoring.dominators import immediate_dominators
from assessments.scoring.errors import ScoringError
from assessments.scoring.failure import Gate, Graph

NODES = "abcdef"
PAIR = {"F": (Gate(1, ("A", "B")),)}


def _graph(rows: dict[str, list[dict[str, Any]]]) -> Graph:
    return {
        node: tuple(
            Gate(gate["k"], tuple(gate["of"]), gate.get("horizon", "operate")) for gate in gates
        )
        for node, gates in rows.items()
    }


@st.composite
def graphs(draw: Any) -> Graph:
    """Draw a graph on F, a … f with circles, votes, money links and growth links."""
    graph = {}
    for node in "F" + NODES:
        gates = []
        for _ in range(draw(st.integers(0, 2))):
            members = draw(st.lists(st.sampled_from(NODES), min_size=1, max_size=3))
            horizon = draw(st.sampled_from(["operate", "operate", "operate", "expand"]))
            gates.append(Gate(draw(st.integers(0, len(members))), tuple(members), horizon))
        graph[node] = tuple(gates)
    return graph


def _works(graph: Graph, failed: set[str], start_up: bool) -> dict[str, bool]:
    """Evaluate round by round, as the method's pseudo-code does."""
    up = {node: start_up and node not in failed for node in graph}
    while True:
        new = {
            node: node not in failed
            and all(
                sum(up[member] for member in gate.members) >= gate.k
                for gate in graph[node]
                if gate.horizon == "operate"
            )
            for node in graph
        }
        if new == up:
            return up
        up = new


@given(graphs(), st.sets(st.sampled_from(NODES)))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_both_fixpoints_equal_the_slow_evaluation(graph: Graph, failed: set[str]) -> None:
    running, cold = failure.keeps_running(graph, failed), failure.starts_cold(graph, failed)

    assert running == _works(graph, failed, start_up=True)
    assert cold == _works(graph, failed, start_up=False)
    assert all(running[node] for node in graph if cold[node])


def test_a_circle_keeps_running_but_cannot_start_cold(oracle: Any) -> None:
    case = oracle("C13")
    graph = _graph(case.inputs["graph"])

    found = {
        "greatest_F_up": failure.keeps_running(graph, ())["F"],
        "least_F_up": failure.starts_cold(graph, ())["F"],
    }

    case.check(found, case.expected)


def test_a_target_that_cannot_start_cold_lists_all_it_relies_on() -> None:
    graph = {"F": (Gate(1, ("A", "C")),), "A": (Gate(1, ("B",)),), "B": (Gate(1, ("A",)),)}
    graph["C"] = (Gate(1, ("A",)),)

    assert failure.single_points(graph, "F") == ["A", "B"]
    assert failure.single_points(graph, "F", start_up=False) == ["A", "B", "C"]


def test_minimal_cuts_of_two_clouds(oracle: Any) -> None:
    case = oracle("C11")
    graph, target = _graph(case.inputs["graph"]), case.inputs["function"]
    cuts = failure.minimal_cuts(graph, target)

    found = {
        "spof": failure.single_points(graph, target),
        "cuts_order2": [list(cut) for cut in cuts if len(cut) == 2],
        "cuts_order3": [list(cut) for cut in cuts if len(cut) == 3],
    }

    case.check(found, case.expected)
    assert [cut[0] for cut in cuts if len(cut) == 1] == case.expected["spof"]


def test_only_operate_links_stop_a_function(oracle: Any) -> None:
    case = oracle("G09")
    graph = _graph(case.inputs["graph"])
    now = failure.single_points(graph, "F")
    with_growth = failure.single_points(failure.all_operating(graph), "F")

    found = {
        "spof_operate": now,
        "limits_growth": [node for node in with_growth if node not in now],
    }

    case.check(found, case.expected)
    assert failure.single_points(failure.operating(graph), "F") == now


def _slow_cuts(graph: Graph, blocks: dict[str, str], max_order: int) -> set[tuple[str, ...]]:
    """Try every set of blocks and keep those that contain no smaller one."""
    cuts: set[tuple[str, ...]] = set()
    names = sorted(set(blocks.values()))
    for order in range(1, max_order + 1):
        for names_down in combinations(names, order):
            down = {node for node, block in blocks.items() if block in names_down}
            if not _works(graph, down, start_up=True)["F"] and not any(
                set(cut) <= set(names_down) for cut in cuts
            ):
                cuts.add(names_down)
    return cuts


@given(graphs(), st.lists(st.sampled_from("xyz"), min_size=6, max_size=6), st.booleans())
@settings(deadline=None, derandomize=True, max_examples=150)
def test_minimal_cuts_equal_those_of_all_subsets(graph: Graph, groups: Any, grouped: bool) -> None:
    blocks = dict(zip(NODES, groups if grouped else NODES, strict=True))

    cuts = failure.minimal_cuts(graph, "F", max_order=4, blocks=blocks)

    assert len(cuts) == len(set(cuts))
    assert cuts == sorted(cuts, key=lambda cut: (len(cut), cut))
    assert set(cuts) == _slow_cuts(graph, blocks, 4)


@given(graphs(), st.lists(st.sampled_from("xyz"), min_size=6, max_size=6), st.booleans())
@settings(deadline=None, derandomize=True, max_examples=150)
def test_single_points_equal_one_evaluation_per_node(
    graph: Graph, groups: Any, start_up: bool
) -> None:
    blocks = dict(zip(NODES, groups, strict=True))
    upstream = failure.ancestors(failure.operating(graph), "F")

    found = failure.single_points(graph, "F", blocks, start_up)

    for node in upstream:
        down = {other for other in NODES if blocks[other] == blocks[node]}
        assert (node in found) is not _works(graph, down, start_up)["F"]
    assert set(found) <= upstream


@st.composite
def any_path_graphs(draw: Any) -> networkx.DiGraph:
    """Draw supplier → user edges, all nodes reachable from the source 0."""
    network = networkx.DiGraph([(0, 1)])
    pairs = st.tuples(st.integers(0, 7), st.integers(1, 7)).filter(lambda e: e[0] != e[1])
    network.add_edges_from(draw(st.lists(pairs, max_size=20)))
    reached = networkx.descendants(network, 0) | {0}
    return network.subgraph(reached)


def _dominators(idom: dict[int, int], node: int) -> set[str]:
    found = set()
    while node in idom:
        node = idom[node]
        found.add(str(node))
    return found


@given(any_path_graphs())
@settings(deadline=None, derandomize=True, max_examples=150)
def test_single_points_of_any_path_graphs_are_the_dominators(network: networkx.DiGraph) -> None:
    graph = {
        str(node): (Gate(1, tuple(str(before) for before in network.predecessors(node))),)
        for node in network
        if network.in_degree(node)
    }
    twin = dict(networkx.immediate_dominators(network, 0))
    twin.pop(0, None)

    for node in network:
        # Circles carry themselves while running, but every path starts at the source when cold.
        found = failure.single_points(graph, str(node), start_up=False)
        assert set(found) == _dominators(twin, node)
        if networkx.is_directed_acyclic_graph(network):
            assert failure.single_points(graph, str(node)) == found
    assert immediate_dominators(network.edges, 0) == twin


@given(graphs(), st.sampled_from(NODES))
@settings(deadline=None, derandomize=True, max_examples=80)
def test_a_further_source_never_adds_a_single_point(graph: Graph, member: str) -> None:
    gates = graph["F"]
    wider = tuple(Gate(gate.k, (*gate.members, member), gate.horizon) for gate in gates)

    before, after = (failure.single_points({**graph, "F": g}, "F") for g in (gates, wider))

    assert set(after) <= set(before)


@given(graphs(), st.sampled_from(NODES))
@settings(deadline=None, derandomize=True, max_examples=80)
def test_a_further_need_never_removes_a_single_point(graph: Graph, member: str) -> None:
    needier = {**graph, "F": (*graph["F"], Gate(1, (member,)))}

    before, after = failure.single_points(graph, "F"), failure.single_points(needier, "F")

    assert set(before) <= set(after)


def test_a_group_fails_as_one_block() -> None:
    blocks = {"A": "samsung", "B": "samsung"}

    assert failure.single_points(PAIR, "F") == []
    assert failure.single_points(PAIR, "F", blocks) == ["A", "B"]
    assert failure.minimal_cuts(PAIR, "F", blocks=blocks) == [("samsung",)]


def test_the_target_does_not_fail_with_its_own_group() -> None:
    graph = {"F": (Gate(1, ("A", "B")),)}

    assert failure.single_points(graph, "F", {"F": "samsung", "A": "samsung"}) == []


def test_excluded_nodes_never_fail() -> None:
    assert failure.minimal_cuts(PAIR, "F") == [("A", "B")]
    assert failure.minimal_cuts(PAIR, "F", exclude=frozenset({"B"})) == []


def test_a_target_without_needs_has_no_cut() -> None:
    assert failure.single_points({}, "F") == []
    assert failure.minimal_cuts({}, "F") == []


def test_cuts_do_not_depend_on_how_many_sets_are_tried_at_once(
    oracle: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = _graph(oracle("C11").inputs["graph"])
    at_once = failure.minimal_cuts(graph, "F")

    monkeypatch.setattr(failure, "_TRIALS_AT_ONCE", 7)

    assert failure.minimal_cuts(graph, "F") == at_once


def test_cuts_have_at_least_one_node() -> None:
    with pytest.raises(ScoringError, match="cuts of at most 0 nodes; give 1 or more"):
        failure.minimal_cuts(PAIR, "F", max_order=0)


def test_a_money_link_stops_nothing() -> None:
    graph = {"F": (Gate(0, ("A",)),)}

    assert failure.keeps_running(graph, {"A"}) == {"A": False, "F": True}
    assert failure.delivered(graph, {"A": 0.0})["F"] == 1.0


def test_failed_nodes_outside_the_graph_are_down_too() -> None:
    assert failure.keeps_running({}, {"A"}) == {"A": False}
    assert failure.starts_cold({}, {"A"}) == {"A": False}


def _delivered_by_rounds(graph: Graph, availability: dict[str, float]) -> dict[str, float]:
    """Pass availability on round by round until nothing that matters changes any more."""
    v = {node: availability.get(node, 1.0) for node in graph}
    for _ in range(300):
        v = {
            node: availability.get(node, 1.0)
            * min(
                [1.0]
                + [
                    sorted((v[member] for member in gate.members), reverse=True)[gate.k - 1]
                    for gate in graph[node]
                    if gate.stops
                ]
            )
            for node in graph
        }
    return v


availabilities = st.dictionaries(st.sampled_from(NODES), st.sampled_from([0.0, 0.3, 0.8, 1.0]))


@given(graphs(), availabilities)
@settings(deadline=None, derandomize=True, max_examples=150)
def test_delivery_equals_the_slow_evaluation(graph: Graph, own: dict[str, float]) -> None:
    twin = _delivered_by_rounds(graph, own)

    assert failure.delivered(graph, own) == pytest.approx(twin, abs=1e-9)


@given(graphs(), st.sets(st.sampled_from(NODES)))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_wholly_failed_nodes_deliver_as_the_boolean_graph_says(
    graph: Graph, failed: set[str]
) -> None:
    v = failure.delivered(graph, dict.fromkeys(failed, 0.0))

    assert {node: share == 1.0 for node, share in v.items()} == failure.keeps_running(graph, failed)


def test_a_circle_without_losses_delivers_in_full() -> None:
    graph = {"A": (Gate(1, ("B",)),), "B": (Gate(1, ("A",)),), "F": (Gate(1, ("A",)),)}

    assert failure.delivered(graph, {"F": 0.7}) == {"A": 1.0, "B": 1.0, "F": 0.7}


def test_a_circle_that_loses_a_part_each_time_round_ends_at_nothing() -> None:
    graph = {"A": (Gate(1, ("B",)),), "B": (Gate(1, ("A",)),), "F": (Gate(1, ("A", "C")),)}

    v = failure.delivered(graph, {"A": 0.999, "C": 0.4})

    assert v == {"A": 0.0, "B": 0.0, "C": 0.4, "F": 0.4}


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_an_availability_is_a_share(share: float) -> None:
    with pytest.raises(ScoringError, match=r"availability of A is .*; give a number from 0 to 1"):
        failure.delivered(PAIR, {"A": share})
