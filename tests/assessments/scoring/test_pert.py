"""Beta-PERT against the worked examples, scipy and its own definition."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assessments.scoring import pert
from assessments.scoring.errors import ScoringError

amounts = st.floats(-1e6, 1e6).map(lambda x: round(x, 3))
triples = st.tuples(amounts, amounts, amounts).map(sorted)


def moments(low, likely, high):
    variance = pert.variance(low, likely, high)
    shapes = pert.alpha_beta(low, likely, high)
    return {
        "mean": pert.mean(low, likely, high),
        "var": variance,
        **({} if shapes is None else {"sd": variance**0.5}),
        "alpha": None if shapes is None else shapes[0],
        "beta": None if shapes is None else shapes[1],
    }


def points(triple, *percents):
    return {f"p{q}": pert.quantile(*triple, q / 100) for q in percents}


def test_moments_and_quantiles_are_those_of_the_worked_example(oracle):
    example = oracle("L01")
    triple = [example.inputs[key] for key in ("low", "likely", "high")]

    classical = {"classical_sd_(b-a)/6": (triple[2] - triple[0]) / 6}
    actual = moments(*triple) | points(triple, 10, 50, 80, 90) | classical

    example.check(actual, example.expected)
    assert actual["sd"] != pytest.approx(classical["classical_sd_(b-a)/6"], rel=0.01)


def test_a_constant_and_a_mode_at_either_end_are_those_of_the_worked_example(oracle):
    example = oracle("L01b")
    constant, at_low, at_high = example.inputs["cases"]

    actual = {
        "degenerate": moments(*constant),
        "mode_at_low": moments(*at_low) | points(at_low, 10, 50, 80, 90),
        "mode_at_high": moments(*at_high) | points(at_high, 10, 50, 80, 90),
    }

    example.check(actual, example.expected)


@given(triples, st.floats(0.001, 0.999))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_quantile_lies_in_the_range_and_rises_with_the_probability(triple, u):
    low, likely, high = triple

    value, higher = pert.quantile(low, likely, high, np.array([u, (1 + u) / 2]))

    slack = 1e-9 * (abs(low) + abs(high))
    assert low - slack <= value <= higher + slack
    assert higher <= high + slack


@given(triples, st.floats(0.001, 0.999))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_quantiles_agree_with_scipys_beta_distribution(triple, u):
    low, likely, high = triple
    width = high - low or 1.0
    twin = stats.beta(
        1 + 4 * (likely - low) / width, 1 + 4 * (high - likely) / width, loc=low, scale=width
    )

    expected = low if low == high else twin.ppf(u)

    assert pert.quantile(low, likely, high, u) == pytest.approx(expected, rel=1e-9, abs=1e-6)


def test_draws_broadcast_and_a_constant_among_them_stays_constant():
    low, high = np.array([2.0, 3.0]), np.array([14.0, 3.0])
    likely = np.array([5.0, 3.0])

    drawn = pert.quantile(low, likely, high, 0.5)

    assert drawn == pytest.approx([pert.quantile(2, 5, 14, 0.5), 3.0])
    assert pert.mean(low, likely, high) == pytest.approx([6.0, 3.0])
    assert pert.quantile(3, 3, 3, np.array([0.1, 0.9])) == pytest.approx([3.0, 3.0])


@pytest.mark.parametrize("function", [pert.mean, pert.variance, pert.alpha_beta])
def test_judgements_out_of_order_are_rejected_with_their_values(function):
    with pytest.raises(ScoringError, match=r"low 5, likely 2, high 14 .* enter low <= likely"):
        function(5, 2, 14)


def test_the_first_draw_out_of_order_is_the_one_that_is_named():
    with pytest.raises(ScoringError, match=r"low 9, likely 5, high 14"):
        pert.quantile(np.array([2.0, 9.0]), 5.0, 14.0, 0.5)


def test_a_value_that_is_no_number_is_rejected():
    with pytest.raises(ScoringError, match="likely nan"):
        pert.mean(1.0, float("nan"), 3.0)
