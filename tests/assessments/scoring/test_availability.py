"""Availability and exposed revenue against the worked examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.availability import all_of, any_of, availability, revenue_exposed
from assessments.scoring.errors import ScoringError


def test_availability_in_series_and_parallel_is_that_of_the_worked_example(oracle):
    example = oracle("D11")
    first, second = (
        availability(up, down)
        for up, down in zip(example.inputs["mtbf"], example.inputs["mttr"], strict=True)
    )
    parallel = any_of([first, second])
    whole = all_of([parallel, example.inputs["Ac"]])

    actual = {"A1": first, "A2": second, "parallel": parallel, "with_common": whole}

    actual["downtime_h_per_year"] = (1 - whole) * 8760
    example.check(actual, example.expected)


def test_exposed_revenue_is_that_of_the_worked_example_and_does_not_add_up(oracle):
    example = oracle("D12")
    revenue, degrees = example.inputs["revenue"], example.inputs["loss_degree"]

    exposed = {supplier: revenue_exposed(revenue, degree) for supplier, degree in degrees.items()}

    total = sum(revenue.values())
    assert all(amount <= total for amount in exposed.values())
    actual = {
        "RaR": exposed,
        "sum_over_s_double_counts": sum(exposed.values()),
        "cap_total_revenue": total,
    }
    example.check(actual, example.expected)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_a_joint_need_is_never_better_than_its_worst_part_and_a_choice_never_worse(parts):
    assert all_of(parts) <= min(parts) + 1e-12
    assert any_of(parts) >= max(parts) - 1e-12


def test_draws_go_through_one_by_one():
    assert availability(np.array([300.0, 100.0]), 100.0).tolist() == [0.75, 0.5]


def test_a_function_without_revenue_is_named():
    with pytest.raises(ScoringError, match="function F9 has no revenue"):
        revenue_exposed({"F1": 100.0}, {"F9": 0.5})
