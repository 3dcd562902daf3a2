"""Where money ends up, through cycles and to any depth."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from assessments.scoring.concentration import hhi, shares
from assessments.scoring.errors import ScoringError
from assessments.scoring.lookthrough import (
    coverage,
    look_through,
    touch_matrix,
    truncated_throughput,
)


@st.composite
def networks(draw: Any) -> tuple[np.ndarray, np.ndarray]:
    """Draw cost shares with cycles and self links, and a spend; rows add up to at most .9."""
    n = draw(st.integers(1, 6))
    raw = draw(arrays(float, (n, n), elements=st.floats(0, 1)))
    raw *= draw(arrays(bool, (n, n)))
    spend = draw(arrays(float, n, elements=st.floats(0, 100)))
    spend[0] += 1.0
    return raw * 0.9 / np.maximum(raw.sum(axis=1, keepdims=True), 1.0), spend


def test_spend_is_followed_through_a_cycle(oracle: Any) -> None:
    case = oracle("C09")
    A, d = np.array(case.inputs["A_row_i_pays_col_j"]), np.array(case.inputs["direct_spend"])
    found = look_through(A, d, case.inputs["nodes"])
    truncated, residual = truncated_throughput(A, d, 3, case.inputs["nodes"])
    assert found.touch is not None

    actual = {
        "x_throughput": found.throughput.tolist(),
        "retained_share_r": found.retained_share.tolist(),
        "v_value_added": found.value_added.tolist(),
        "sum_v": float(found.value_added.sum()),
        "touch_share": found.touch.tolist(),
        "spectral_radius": float(max(abs(np.linalg.eigvals(A)))),
        "hhi_direct": hhi(shares(d)),
        "hhi_lookthrough_va": hhi(shares(found.value_added)),
        "x_truncated_depth3": truncated.tolist(),
        "truncation_residual_depth3": residual,
    }

    case.check(actual, case.expected)


@given(networks())
@settings(deadline=None, derandomize=True, max_examples=80)
def test_what_all_nodes_retain_is_what_was_spent(network: Any) -> None:
    A, d = network

    found = look_through(A, d)

    assert found.value_added.sum() == pytest.approx(d.sum())
    assert found.throughput == pytest.approx(d + A.T @ found.throughput)


def _touch_by_steps(A: np.ndarray, goal: int) -> np.ndarray:
    """Return the chance to ever meet the goal, by following money step by step."""
    stays = A.copy()
    stays[goal] = 0.0
    at_goal = (np.arange(len(A)) == goal).astype(float)
    met = at_goal
    for _ in range(400):
        met = np.maximum(at_goal, stays @ met)
    return met


@given(networks())
@settings(deadline=None, derandomize=True, max_examples=50)
def test_touch_is_the_chance_to_meet_a_node_at_least_once(network: Any) -> None:
    A, d = network
    twin = np.column_stack([_touch_by_steps(A, goal) for goal in range(len(A))])

    touch, found = touch_matrix(A), look_through(A, d)

    assert touch == pytest.approx(twin, abs=1e-9)
    assert found.touch == pytest.approx(d @ twin / d.sum(), abs=1e-9)


@given(networks(), st.integers(0, 5))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_each_further_step_leaves_out_less(network: Any, depth: int) -> None:
    A, d = network

    shallow, left = truncated_throughput(A, d, depth)
    deep, less = truncated_throughput(A, d, depth + 1)

    assert np.all(deep >= shallow)
    assert less <= left + 1e-9
    assert shallow.sum() + left == pytest.approx(look_through(A, d).throughput.sum())


@given(networks(), st.randoms(use_true_random=False))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_order_of_nodes_does_not_matter(network: Any, random: Any) -> None:
    A, d = network
    order = random.sample(range(len(d)), len(d))

    plain, mixed = look_through(A, d), look_through(A[np.ix_(order, order)], d[order])

    assert mixed.value_added == pytest.approx(plain.value_added[order])


def test_without_a_cycle_touch_is_throughput_per_spend() -> None:
    found = look_through([[0, 0.5, 0.2], [0, 0, 0.4], [0, 0, 0]], [80.0, 20.0, 0.0])

    assert found.touch == pytest.approx(found.throughput / 100)


def test_a_node_may_pay_itself() -> None:
    found = look_through([[0.5, 0.1], [0.0, 0.0]], [10.0, 0.0])

    assert found.throughput.tolist() == pytest.approx([20.0, 2.0])
    assert found.touch == pytest.approx([1.0, 0.2])


def test_a_circle_is_fine_if_money_can_leave_it() -> None:
    found = look_through([[0.0, 1.0], [0.9, 0.0]], [1.0, 0.0])

    assert found.value_added == pytest.approx([0.0, 1.0])


def test_nothing_spent_touches_nobody() -> None:
    found = look_through([[0.0, 0.4], [0.0, 0.0]], [0.0, 0.0])

    assert found.touch is None
    assert coverage(found.throughput, [0.5, 0.5], [0.0, 0.0]) is None


def test_unstated_remainders_lower_the_coverage(oracle: Any) -> None:
    case = oracle("C09")
    A, d = case.inputs["A_row_i_pays_col_j"], case.inputs["direct_spend"]
    found = look_through(A, d)

    all_unknown = coverage(found.throughput, found.retained_share, d)
    first_unknown = coverage(found.throughput, [found.retained_share[0], 0, 0, 0], d)

    assert all_unknown == pytest.approx(0.0, abs=1e-12)
    assert first_unknown == pytest.approx(0.7)


def test_a_row_above_one_is_named() -> None:
    with pytest.raises(ScoringError, match=r"aws passes on 1\.1 of its revenue, above 1; lower"):
        look_through([[0, 0.6, 0.5], [0, 0, 0], [0, 0, 0]], [1, 0, 0], ["aws", "nvidia", "amd"])


def test_a_closed_loop_names_its_nodes_and_not_who_pays_into_it() -> None:
    A = [[0, 0.9, 0, 0], [0, 0, 1.0, 0], [0, 0, 0, 1.0], [0, 1.0, 0, 0]]
    pays_all_in = [[0, 1.0, 0], [0, 0, 1.0], [0, 1.0, 0]]

    with pytest.raises(ScoringError, match="closed loop retains nothing: b, c, d; lower a cost"):
        look_through(A, [1, 0, 0, 0], list("abcd"))
    with pytest.raises(ScoringError, match="retains nothing: node 2, node 3; lower a cost share"):
        touch_matrix(pays_all_in)


def test_a_node_that_pays_itself_everything_is_a_closed_loop() -> None:
    with pytest.raises(ScoringError, match="closed loop retains nothing: a; lower a cost share"):
        look_through([[1.0]], [1.0], ["a"])


@pytest.mark.parametrize("share", [-0.1, np.nan])
def test_a_bad_cost_share_names_both_ends(share: float) -> None:
    with pytest.raises(ScoringError, match=r"aws pays nvidia a share of .*; give 0 or above"):
        touch_matrix([[0, share], [0, 0]], ["aws", "nvidia"])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: touch_matrix([[0.1, 0.2]]), r"cost shares have shape \(1, 2\)"),
        (lambda: touch_matrix([[0.1]], ["a", "b"]), "2 names for 1 nodes; give one each"),
        (lambda: look_through([[0.1]], [1, 2]), "direct spend must be 1 amounts, one per node"),
        (lambda: look_through([[0.1]], [-1]), "direct spend must be 1 amounts, one per node"),
        (lambda: truncated_throughput([[0.1]], [1], -1), "depth of -1; give 0 for direct"),
        (lambda: coverage([1.0], [1.5], [1.0]), "unknown shares must be 1 numbers from 0 to 1"),
        (lambda: coverage([1.0], [0.5, 0.5], [1.0]), "unknown shares must be 1 numbers from 0"),
    ],
)
def test_inputs_must_fit_each_other(call: Any, message: str) -> None:
    with pytest.raises(ScoringError, match=message):
        call()
