"""What every path from a source must pass."""

from typing import Any

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.dominators import immediate_dominators
from assessments.scoring.errors import ScoringError

edge_lists = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40)


def test_the_published_example(oracle: Any) -> None:
    case = oracle("C15")

    found = immediate_dominators(case.inputs["edges"], case.inputs["root"])

    case.check({"idom": {str(node): above for node, above in found.items()}}, case.expected)


@given(edge_lists)
@settings(deadline=None, derandomize=True, max_examples=300)
def test_any_graph_agrees_with_networkx(edges: list[tuple[int, int]]) -> None:
    edges = [(0, 1), *edges]
    twin = dict(networkx.immediate_dominators(networkx.DiGraph(edges), 0))
    twin.pop(0, None)  # networkx below 3.6 lists the root as its own

    assert immediate_dominators(edges, 0) == twin


def test_a_chain_of_many_nodes_needs_no_recursion() -> None:
    edges = [(i, i + 1) for i in range(5_000)]

    found = immediate_dominators(edges, 0)

    assert found == {i + 1: i for i in range(5_000)}


def test_nodes_out_of_reach_have_no_dominator() -> None:
    found = immediate_dominators([("fab", "cloud"), ("other", "cloud")], "fab")

    assert found == {"cloud": "fab"}


def test_a_root_on_no_edge_is_rejected() -> None:
    with pytest.raises(ScoringError, match="root fab is on no edge; name a node of the graph"):
        immediate_dominators([("a", "b")], "fab")
