"""Lognormal and PERT durations against scipy's distributions and plain integration."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from scipy.integrate import quad

from assessments.scoring.durations import (
    Z_90,
    LognormalDuration,
    PertDuration,
    lognormal_parameters,
)
from assessments.scoring.errors import ScoringError

months = st.floats(0.05, 40)
lognormals = st.builds(
    lambda p50, ratio: LognormalDuration.of(p50, p50 * ratio), months, st.floats(1.01, 6)
)
perts = st.tuples(months, months, months).map(lambda triple: PertDuration(*sorted(triple)))


def at(method, t):
    return float(method(np.array([t]))[0])


def test_the_fit_by_two_quantiles_is_that_of_the_worked_example(oracle):
    example = oracle("D03")
    p50, p90 = example.inputs["P50"], example.inputs["P90"]
    mu, sigma = lognormal_parameters(p50, p90)
    fitted = LognormalDuration.of(p50, p90)

    actual = {
        "mu": mu,
        "sigma": sigma,
        "mean": fitted.mean,
        "P95": math.exp(mu + stats.norm.ppf(0.95) * sigma),
        "second_moment": math.exp(2 * mu + 2 * sigma**2),
        "z90": Z_90,
    }

    example.check(actual, example.expected)
    assert fitted.p90 == pytest.approx(p90)


@given(lognormals, st.floats(0, 100))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_lognormal_survives_as_scipys_does(duration, t):
    twin = stats.lognorm(duration.sigma, scale=math.exp(duration.mu))

    assert at(duration.survival, t) == pytest.approx(twin.sf(t), rel=1e-9, abs=1e-300)


@given(perts, st.floats(0, 50))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_pert_survives_as_scipys_beta_does(duration, t):
    if duration.shapes is None:
        expected = 1.0
    else:
        width = duration.high - duration.low
        expected = stats.beta(*duration.shapes, loc=duration.low, scale=width).sf(t)

    assert at(duration.survival, t) == pytest.approx(expected, rel=1e-7, abs=1e-12)


@given(st.one_of(lognormals, perts), st.floats(0, 60))
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_excess_is_the_integral_of_survival(duration, t):
    end = min(duration.longest, 1e7)
    doublings = (2.0**power for power in range(24))
    bends = sorted(x for x in (*duration.knots, *doublings) if t < x < end)

    pieces = zip([t, *bends], [*bends, end], strict=True) if t < end else ()
    twin = sum(quad(lambda x: at(duration.survival, x), *piece)[0] for piece in pieces)

    assert at(duration.excess, t) == pytest.approx(twin, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("duration", [LognormalDuration.of(3, 3), PertDuration(3, 3, 3)])
def test_equal_judgements_make_a_constant(duration):
    assert duration.longest == pytest.approx(3)
    assert duration.p90 == pytest.approx(3)
    assert at(duration.survival, 2.9) == 1.0
    assert at(duration.excess, 1.0) == pytest.approx(2)
    assert at(duration.excess, 4.0) == 0.0


def test_nothing_has_ended_before_the_lowest_judgement():
    duration = PertDuration(2, 5, 14)

    assert duration.longest == 14
    assert at(duration.survival, 1.0) == 1.0
    assert at(duration.excess, 0.0) == pytest.approx(duration.mean)


@pytest.mark.parametrize("p50", [0.0, -1.0, math.nan])
def test_a_median_that_is_not_above_zero_is_rejected(p50):
    with pytest.raises(ScoringError, match=r"p50 .* must be above 0"):
        lognormal_parameters(p50, 6.0)


def test_a_90_percent_point_below_the_median_is_rejected():
    with pytest.raises(ScoringError, match="p90 2 is below p50 6"):
        LognormalDuration.of(6.0, 2.0)


@pytest.mark.parametrize("triple", [(0, 0, 0), (-1, 2, 3)])
def test_three_judgements_that_are_no_duration_are_rejected(triple):
    with pytest.raises(ScoringError, match="a duration is above 0"):
        PertDuration(*triple)
