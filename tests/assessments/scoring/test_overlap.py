"""What nominally different suppliers share upstream."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.overlap import plain_jaccard, weighted_jaccard

pairs = st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), max_size=8)
names = st.sets(st.sampled_from("abcdef"))


def test_overlap_of_two_clouds(oracle: Any) -> None:
    case = oracle("C10")
    u_s, u_t = case.inputs["u_s"], case.inputs["u_t"]
    nodes = sorted({*u_s, *u_t})
    u, v = (np.array([touch.get(node, 0.0) for node in nodes]) for touch in (u_s, u_t))

    found = {
        "sum_min": float(np.minimum(u, v).sum()),
        "sum_max": float(np.maximum(u, v).sum()),
        "weighted_jaccard": weighted_jaccard(u, v),
        "plain_jaccard": plain_jaccard(set(u_s), set(u_t)),
    }

    case.check(found, case.expected)


@given(pairs)
@settings(deadline=None, derandomize=True, max_examples=80)
def test_weighted_overlap_is_symmetric_and_between_none_and_all(rows: list[Any]) -> None:
    u, v = [a for a, _ in rows], [b for _, b in rows]

    found = weighted_jaccard(u, v)

    assert found == weighted_jaccard(v, u)
    if any(u) or any(v):
        assert found is not None
        assert 0 <= found <= 1
    else:
        assert found is None


@given(names, names)
@settings(deadline=None, derandomize=True, max_examples=80)
def test_plain_overlap_is_the_weighted_one_of_equal_weights(a: set[str], b: set[str]) -> None:
    u, v = ([float(node in found) for node in "abcdef"] for found in (a, b))

    assert plain_jaccard(a, b) == weighted_jaccard(u, v)


def test_two_suppliers_without_anything_upstream_have_no_overlap() -> None:
    assert weighted_jaccard([0.0, 0.0], [0.0, 0.0]) is None
    assert plain_jaccard(set(), set()) is None


def test_touch_shares_are_over_the_same_nodes() -> None:
    with pytest.raises(ScoringError, match="give both over the same nodes"):
        weighted_jaccard([0.1, 0.2], [0.1])


@pytest.mark.parametrize("share", [-0.1, np.nan, np.inf])
def test_a_touch_share_is_a_number_from_zero_up(share: float) -> None:
    with pytest.raises(ScoringError, match="touch shares must be finite and 0 or above"):
        weighted_jaccard([share, 0.2], [0.1, 0.2])
