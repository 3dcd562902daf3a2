"""The sum of uncertain components against the worked examples and an exact convolution."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assessments.scoring import pert
from assessments.scoring.errors import ScoringError
from assessments.scoring.switching_cost import (
    correlated_uniforms,
    sum_mean,
    sum_quantiles,
    sum_variance,
)

amounts = st.floats(0, 50).map(lambda x: round(x, 2))
component_lists = st.lists(
    st.tuples(amounts, amounts, amounts).map(lambda x: tuple(sorted(x))), min_size=1, max_size=6
)


def components_of(oracle):
    return [tuple(row) for row in oracle("L02").inputs["components_low_likely_high"].values()]


def convolved_quantiles(components, levels, step=0.002):
    """Return quantiles of the independent sum by adding up the components' densities on a grid."""
    mass = np.array([1.0])
    for low, likely, high in components:
        edges = np.arange(0, high - low + step, step)
        shapes = pert.alpha_beta(low, likely, high)
        mass = np.convolve(mass, np.diff(stats.beta(*shapes, scale=high - low).cdf(edges)))
    # Each cell's mass sits at its middle.
    at = sum(low for low, _, _ in components) + step * (np.arange(len(mass)) + len(components) / 2)
    return np.interp(levels, np.cumsum(mass), at + step / 2)


def test_mean_and_spread_of_the_sum_are_those_of_the_worked_example(oracle):
    example, components = oracle("L02"), components_of(oracle)

    actual = {
        "mean": sum_mean(components),
        "var_indep": sum_variance(components, 0.0),
        "sd_indep": sum_variance(components, 0.0) ** 0.5,
        "sd_rho_0.3": sum_variance(components) ** 0.5,
        "sd_rho_1": sum_variance(components, 1.0) ** 0.5,
        "sum_low": sum(low for low, _, _ in components),
        "sum_likely": sum(likely for _, likely, _ in components),
        "sum_high": sum(high for _, _, high in components),
    }

    example.check(actual, example.expected)
    assert actual["sum_likely"] < actual["mean"]


def test_quantiles_of_the_independent_sum_are_those_of_the_worked_example(oracle):
    example = oracle("L02b")
    levels = [0.1, 0.5, 0.8, 0.9]

    drawn = sum_quantiles(components_of(oracle), levels, rho=0.0, seed=1)

    example.check(dict(zip(("p10", "p50", "p80", "p90"), drawn, strict=True)), example.expected)


def test_quantiles_agree_with_an_exact_convolution():
    components, levels = [(1.0, 2.0, 6.0), (0.0, 4.0, 5.0), (2.0, 2.5, 3.0)], [0.05, 0.5, 0.95]

    drawn = sum_quantiles(components, levels, rho=0.0)

    assert drawn == pytest.approx(convolved_quantiles(components, levels), rel=1e-3)


def test_correlated_draws_spread_as_the_variance_says(oracle):
    components = components_of(oracle)
    u = correlated_uniforms(14, len(components), 0, rho=0.3, seed=1)

    total = sum(pert.quantile(*component, u[:, i]) for i, component in enumerate(components))

    assert np.mean(total) == pytest.approx(sum_mean(components), rel=1e-3)
    # A Gaussian copula's correlation is a little below Pearson's on skewed components.
    assert np.std(total) == pytest.approx(sum_variance(components) ** 0.5, rel=0.03)


@given(component_lists, st.floats(0, 1), st.floats(0, 1))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_more_correlation_never_lowers_the_variance(components, rho, more):
    higher = rho + more * (1 - rho)

    before, after = sum_variance(components, rho), sum_variance(components, higher)

    assert after >= before - 1e-9 * (1 + before)


@given(component_lists, st.floats(0, 1), st.integers(0, 1000))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_quantiles_rise_and_stay_within_the_sum_of_the_ranges(components, rho, seed):
    quantiles = sum_quantiles(components, [0.0, 0.1, 0.5, 0.9, 1.0], rho, seed, n=64)

    assert quantiles == sorted(quantiles)
    assert quantiles[0] >= sum(low for low, _, _ in components) - 1e-9
    assert quantiles[-1] <= sum(high for _, _, high in components) + 1e-9


def test_only_the_first_columns_share_the_common_factor():
    drawn = correlated_uniforms(12, 2, 2, rho=0.5, seed=4)

    normal = stats.norm.ppf(drawn)

    expected = np.eye(4)
    expected[0, 1] = expected[1, 0] = 0.5
    assert np.corrcoef(normal.T) == pytest.approx(expected, abs=0.03)


def test_full_correlation_makes_the_columns_equal_and_none_leaves_them_alone():
    together = correlated_uniforms(8, 2, 0, rho=1.0, seed=4)
    apart = correlated_uniforms(12, 2, 0, rho=0.0, seed=4)

    assert together[:, 0] == pytest.approx(together[:, 1])
    assert np.corrcoef(apart.T)[0, 1] == pytest.approx(0.0, abs=0.01)


def test_more_figures_than_sobol_dimensions_are_drawn_at_random():
    drawn = correlated_uniforms(10, 10, 60, rho=0.3, seed=4)

    assert drawn.shape == (1024, 70)
    assert 0 < drawn.min() <= drawn.max() < 1
    assert drawn.mean(axis=0) == pytest.approx([0.5] * 70, abs=0.04)
    assert len(np.unique(drawn.round(12), axis=1).T) == 70


@pytest.mark.parametrize("rho", [-0.1, 1.1, float("nan")])
def test_a_correlation_outside_zero_and_one_is_rejected(rho):
    with pytest.raises(ScoringError, match=r"correlation .* must lie between 0 and 1"):
        sum_variance([(1, 2, 3)], rho)
    with pytest.raises(ScoringError, match=r"correlation .* must lie between 0 and 1"):
        correlated_uniforms(4, 1, 1, rho, 0)


@pytest.mark.parametrize("n", [0, 100])
def test_a_number_of_draws_that_is_no_power_of_two_is_rejected(n):
    with pytest.raises(ScoringError, match=f"{n} draws: .* a power of two"):
        sum_quantiles([(1, 2, 3)], [0.5], n=n)
