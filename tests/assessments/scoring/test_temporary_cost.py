"""Expected months and money until an exit, and what a slip costs."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm

from assessments.scoring.errors import ScoringError
from assessments.scoring.exit_plan import DEFAULT_SLIP, SlipClass
from assessments.scoring.temporary_cost import (
    expected_months,
    expected_temporary_cost,
    limited_expectation,
    mean_duration,
    slip_cost,
)

months = st.floats(0.1, 120)


def expectation_by_quadrature(t: float, Y0: float, t0: float, slip: SlipClass) -> float:
    """Slow twin: E[min(Y, t) | Y > t₀] = t₀ + ∫ P(Y > y | Y > t₀) dy."""
    twin = lognorm(slip.sigma, scale=Y0 * slip.median)
    start = max(t0, 0.0)
    return start + float(quad(lambda y: twin.sf(y) / twin.sf(start), start, t, epsabs=1e-11)[0])


def test_temporary_cost_oracle(oracle: Any) -> None:
    cost, plan = oracle("X04"), oracle("X03")
    monthly = cost.inputs["premium_per_month"]
    planned = slip_cost(plan.inputs["planned_months"], monthly)
    expected = expected_temporary_cost(monthly, plan.inputs["H"], plan.inputs["planned_months"])

    found = {
        "planned_cost": planned,
        "expected_cost_to_36m": expected,
        "overrun_vs_plan": expected - planned,
        "six_month_slip": slip_cost(6, monthly),
    }

    cost.check(found, cost.expected)


@pytest.mark.parametrize(
    ("t", "Y0", "t0"), [(36, 18, 0), (5, 18, 0), (84, 18, 24), (98, 19, 24), (60, 18, -6)]
)
def test_the_closed_form_is_the_integral_of_survival(t: float, Y0: float, t0: float) -> None:
    found = limited_expectation(t, Y0, t0=t0)

    assert found == pytest.approx(expectation_by_quadrature(t, Y0, t0, DEFAULT_SLIP), rel=1e-9)


@given(months, months, st.floats(-12, 60))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_a_limited_expectation_lies_between_what_is_past_and_its_limit(
    t: float, Y0: float, t0: float
) -> None:
    found = limited_expectation(t, Y0, t0=t0)

    assert min(t, max(t0, 0.0)) - 1e-9 <= found <= t + 1e-9


@given(months, months, st.floats(0, 1))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_more_cancellation_means_more_months(t: float, Y0: float, cancel: float) -> None:
    certain, doubtful = SlipClass(1.3, 1.8, 0.0), SlipClass(1.3, 1.8, cancel)

    assert expected_months(t, Y0, certain) <= expected_months(t, Y0, doubtful) + 1e-9 <= t + 2e-9


def test_without_a_limit_it_is_the_mean() -> None:
    assert limited_expectation(float("inf"), 18.0) == pytest.approx(mean_duration(18.0))
    assert limited_expectation(1e6, 18.0) == pytest.approx(mean_duration(18.0))


def test_far_behind_the_plan_the_closed_form_keeps_its_digits() -> None:
    late, Y0 = 18.0 * 100, 18.0
    twin = lognorm(DEFAULT_SLIP.sigma, scale=Y0 * DEFAULT_SLIP.median)
    left = quad(lambda y: twin.sf(y) / twin.sf(late), late, late + 24.0, epsabs=1e-12)[0]

    found = limited_expectation(late + 24.0, Y0, t0=late)

    assert found - late == pytest.approx(left, rel=1e-6)


def test_up_to_today_the_limit_itself_is_expected() -> None:
    assert limited_expectation(12.0, 18.0, t0=24.0) == 12.0
    assert limited_expectation(0.0, 18.0) == 0.0


def test_a_plan_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ScoringError, match="planned duration is -1 months"):
        expected_temporary_cost(2.5, 36, -1)
