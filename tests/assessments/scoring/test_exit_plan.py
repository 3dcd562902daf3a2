"""Odds of a planned exit by a month: its reference class, what is known today, own history."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import lognorm

from assessments.scoring.errors import ScoringError
from assessments.scoring.exit_plan import (
    DEFAULT_SLIP,
    SlipClass,
    exit_quantile,
    p_exit_by,
    p_exit_given_not_out,
    posterior_cancel,
    shrink_slip,
    uplift,
)
from assessments.scoring.temporary_cost import expected_months, limited_expectation, mean_duration

slips = st.builds(
    lambda median, ratio, cancel: SlipClass(median, median * ratio, cancel),
    st.floats(0.5, 3),
    st.floats(1.05, 3),
    st.floats(0, 1),
)
months = st.floats(0.1, 120)


def test_exit_slip_oracle(oracle: Any) -> None:
    plan = oracle("X03")
    planned, horizon = plan.inputs["planned_months"], plan.inputs["H"]
    slip = SlipClass(*(plan.inputs[key] for key in ("O_median", "O_P80", "cancel_prob")))

    found = {
        "mu_lnO": slip.mu,
        "sigma_lnO": slip.sigma,
        "p_on_time": p_exit_by(planned, planned, slip),
        "p_by_24m": p_exit_by(24, planned, slip),
        "p_by_36m": p_exit_by(36, planned, slip),
        "uplift_P50": uplift(0.5, slip),
        "uplift_P80": uplift(0.8, slip),
        "uplift_P90": uplift(0.9, slip),
        "E_min_D_36_no_cancel": limited_expectation(horizon, planned, slip),
        "E_min_with_cancel": expected_months(horizon, planned, slip),
        "mean_D": mean_duration(planned, slip),
    }

    plan.check(found, plan.expected)


def test_conditional_remaining_oracle(oracle: Any) -> None:
    remaining = oracle("X05")
    now = remaining.inputs["now"]

    found = {
        "p": [p_exit_given_not_out(t, now, 18.0) for t in remaining.inputs["t"]],
        "posterior_cancel_prob": posterior_cancel(now, 18.0),
    }

    remaining.check(found, remaining.expected)


def test_slip_shrinkage_oracle(oracle: Any) -> None:
    history = oracle("X06")

    found = shrink_slip(history.inputs["own_overruns"])

    actual = {
        "posterior_mean_lnO": found.mean,
        "posterior_median_overrun": found.slip.median,
        "posterior_var": found.variance,
        "predictive_var": found.predictive_variance,
    }
    history.check(actual, history.expected)
    assert history.inputs["mu0"] == pytest.approx(DEFAULT_SLIP.mu)
    assert history.inputs["tau2"] == pytest.approx(DEFAULT_SLIP.sigma**2 / 2)


@given(slips, months, months, st.floats(0, 60))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_odds_never_fall_with_time_and_never_pass_what_is_not_cancelled(
    slip: SlipClass, Y0: float, t: float, t0: float
) -> None:
    sooner, later = (p_exit_given_not_out(t0 + k, t0, Y0, slip) for k in (t, t + 1))

    assert 0.0 <= sooner <= later <= 1.0 - posterior_cancel(t0, Y0, slip) + 1e-12


@given(slips, months, months, st.floats(0, 20))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_odds_today_follow_from_odds_at_the_start(
    slip: SlipClass, Y0: float, t: float, t0: float
) -> None:
    out_at, out_by = p_exit_by(t0, Y0, slip), p_exit_by(t0 + t, Y0, slip)
    if out_at < 0.99:
        found = p_exit_given_not_out(t0 + t, t0, Y0, slip)
        assert found == pytest.approx((out_by - out_at) / (1 - out_at), abs=1e-9)


@given(slips, months, st.floats(0, 0.99), st.floats(0, 60))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_quantile_is_reached_with_its_probability(
    slip: SlipClass, Y0: float, p: float, t0: float
) -> None:
    certain = SlipClass(slip.median, slip.p80, 0.0)

    month = exit_quantile(p, Y0, certain, t0=t0)

    assert month >= t0
    assert p_exit_given_not_out(month, t0, Y0, certain) == pytest.approx(p, abs=1e-6)


def test_the_distribution_is_the_lognormal_of_scipy() -> None:
    twin = lognorm(DEFAULT_SLIP.sigma, scale=18.0 * DEFAULT_SLIP.median)

    assert p_exit_by(20.0, 18.0) == pytest.approx(0.85 * twin.cdf(20.0))
    assert exit_quantile(0.3, 18.0) == pytest.approx(twin.ppf(0.3))


def test_far_behind_the_plan_the_odds_keep_their_digits() -> None:
    certain = SlipClass(1.3, 1.8, 0.0)
    late, Y0 = 18.0 * 400, 18.0  # survival there is below 1e-50
    twin = lognorm(certain.sigma, scale=Y0 * certain.median)

    found = p_exit_given_not_out(late + 12, late, Y0, certain)

    assert found == pytest.approx(-math.expm1(twin.logsf(late + 12) - twin.logsf(late)))
    assert p_exit_given_not_out(1e300, 1e250, Y0, certain) == 1.0
    assert posterior_cancel(1e250, Y0, certain) == 0.0


def test_before_its_start_nothing_is_known_of_an_exit() -> None:
    assert p_exit_by(0.0, 18.0) == 0.0
    assert posterior_cancel(-3.0, 18.0) == pytest.approx(0.15)
    assert p_exit_given_not_out(24.0, -3.0, 18.0) == pytest.approx(p_exit_by(24.0, 18.0))


def test_no_time_left_is_no_chance() -> None:
    assert p_exit_given_not_out(18.0, 18.0, 18.0) == p_exit_given_not_out(6.0, 18.0, 18.0) == 0.0


def test_a_class_that_is_always_cancelled_never_exits() -> None:
    never = SlipClass(1.3, 1.8, 1.0)

    assert p_exit_given_not_out(500.0, 18.0, 18.0, never) == 0.0
    assert posterior_cancel(18.0, 18.0, never) == 1.0


@given(slips)
@settings(deadline=None, derandomize=True, max_examples=50)
def test_without_own_exits_the_class_comes_back(slip: SlipClass) -> None:
    found = shrink_slip([], slip).slip

    assert found.median == pytest.approx(slip.median)
    assert found.p80 == pytest.approx(slip.p80)
    assert found.cancel_share == slip.cancel_share


@given(st.lists(st.floats(0.5, 4), min_size=1, max_size=8), slips)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_own_exits_draw_the_median_towards_their_own(
    overruns: list[float], slip: SlipClass
) -> None:
    own = math.exp(sum(math.log(o) for o in overruns) / len(overruns))

    median = shrink_slip(overruns, slip).slip.median

    assert min(own, slip.median) * (1 - 1e-9) <= median <= max(own, slip.median) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        (
            (1.8, 1.8, 0.1),
            "overrun_p80 is 1.8 and overrun_median 1.8; the 80 % point must be above",
        ),
        ((1.8, 1.3, 0.1), "overrun_p80 is 1.3"),
        ((0.0, 1.3, 0.1), "overrun_median is 0.0; a duration ratio is above 0"),
        ((1.3, 1.8, 1.1), "cancel_share is 1.1; it lies between 0 and 1"),
    ],
)
def test_a_class_that_is_no_distribution_is_refused(
    numbers: tuple[float, float, float], message: str
) -> None:
    with pytest.raises(ScoringError, match=message):
        SlipClass(*numbers)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: p_exit_by(12, 0), "planned duration is 0 months; the plan must end after"),
        (lambda: exit_quantile(1.0, 18), "no month is reached with probability 1.0"),
        (lambda: uplift(1.0), "confidence is 1.0; an uplift needs one between 0 and 1"),
        (lambda: shrink_slip([1.2, 0.0]), r"overruns are \[1.2, 0.0\]; each is a ratio above 0"),
    ],
)
def test_what_cannot_be_is_refused_by_name(call: Any, message: str) -> None:
    with pytest.raises(ScoringError, match=message):
        call()
