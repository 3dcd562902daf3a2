"""The stopgap contract: its best term, months stranded and months uncovered."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.stats import lognorm

from assessments.scoring.errors import ScoringError
from assessments.scoring.exit_plan import DEFAULT_SLIP, SlipClass, posterior_cancel
from assessments.scoring.stopgap import (
    best_term,
    critical_ratio,
    optimal_term,
    outlived,
    stranded_months,
    term_cost,
    uncovered_months,
)
from assessments.scoring.temporary_cost import mean_duration

months = st.floats(0.5, 120)


def stranded_by_quadrature(Y0: float, t0: float, L: float, slip: SlipClass) -> float:
    """Slow twin: E(L − Y′)⁺ as the integral of (t₀ + L − y) over the density given Y > t₀."""
    twin = lognorm(slip.sigma, scale=Y0 * slip.median)
    start = max(t0, 0.0)
    whole = quad(lambda y: (t0 + L - y) * twin.pdf(y), start, t0 + L, epsabs=1e-12, limit=200)[0]
    return float(whole / twin.sf(start))


def test_stopgap_term_oracle(oracle: Any) -> None:
    term = oracle("X07")
    c_s, v_u, Y0 = term.inputs["c_stranded"], term.inputs["v_uncovered"], 18.0
    best = optimal_term(v_u, c_s, Y0)

    found = {
        "L_star_months": best,
        "cost_at_L_star": term_cost(best, v_u, c_s, Y0),
        "cost_at_60m": term_cost(60, v_u, c_s, Y0),
        "expected_stranded_60m_months": stranded_months(60, Y0),
        "expected_stranded_60m_cost": c_s * stranded_months(60, Y0),
        "expected_uncovered_60m_months": uncovered_months(60, Y0),
        "expected_uncovered_60m_cost": v_u * uncovered_months(60, Y0),
    }

    term.check(found, term.expected)


def test_stopgap_with_cancellation_oracle(oracle: Any) -> None:
    rule = oracle("G28")
    Y0, t0, L = (rule.inputs[key] for key in ("D0", "t0", "L"))
    slip = SlipClass(*(rule.inputs[key] for key in ("median", "p80", "pi")))

    left = outlived(Y0, t0, L, slip)

    found = {
        "posterior_cancel": left.posterior_cancel,
        "stranded_months_given_exit": left.stranded_given_exit,
        "stranded_months": left.stranded,
        "L_star": [best_term(Y0, t0, slip, v, c, H) for v, c, H in rule.inputs["v_c_H"]],
    }
    rule.check(found, rule.expected)


def test_sample_case_stopgap_oracle(oracle: Any) -> None:
    case = oracle("Z06")
    slip = SlipClass(*(case.inputs[key] for key in ("A_O_median", "A_O_P80", "A_pi")))
    term, price = case.inputs["term_months"], case.inputs["P_nebius_bn"]

    left = outlived(case.inputs["D0_months"], case.inputs["t0_months"], term, slip)

    found = {
        "posterior_cancel": left.posterior_cancel,
        "stranded_months_given_exit": left.stranded_given_exit,
        "stranded_months": left.stranded,
        "stranded_bn": left.stranded * price / term,
        "nebius_bn_per_year": 12 * price / term,
        "observed_overrun_factor": case.inputs["A_deployed_months"] / case.inputs["D0_months"],
    }
    case.check(found, {name: case.expected[name] for name in found})


@pytest.mark.parametrize(
    ("Y0", "t0", "L"), [(18, 24, 60), (19, 24, 74), (18, 0, 30), (18, 60, 12), (24, -6, 36)]
)
def test_months_outlived_are_the_integral_over_the_density(Y0: float, t0: float, L: float) -> None:
    found = outlived(Y0, t0, L).stranded_given_exit

    assert found == pytest.approx(stranded_by_quadrature(Y0, t0, L, DEFAULT_SLIP), rel=1e-8)


@given(months, st.floats(-12, 60), months)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_a_stopgap_outlives_its_need_by_no_more_than_its_term(
    Y0: float, t0: float, L: float
) -> None:
    left, longer = outlived(Y0, t0, L), outlived(Y0, t0, L + 1.0)

    assert -1e-9 <= left.stranded <= left.stranded_given_exit + 1e-9 <= L + 2e-9
    assert left.stranded_given_exit <= longer.stranded_given_exit + 1e-9


@given(months, months)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_clock_that_starts_with_the_stopgap_is_the_plain_form(Y0: float, L: float) -> None:
    assert outlived(Y0, 0.0, L).stranded_given_exit == pytest.approx(
        stranded_months(L, Y0), abs=1e-9
    )


@given(months, months)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_stranded_less_uncovered_is_the_term_less_the_mean(L: float, Y0: float) -> None:
    difference = stranded_months(L, Y0) - uncovered_months(L, Y0)

    assert difference == pytest.approx(L - mean_duration(Y0), abs=1e-9)


@pytest.mark.parametrize(("v_u", "c_s"), [(4.0, 1.0), (1.0, 3.0)])
def test_no_other_term_costs_less_than_the_optimal_one(v_u: float, c_s: float) -> None:
    twin = minimize_scalar(lambda L: term_cost(L, v_u, c_s, 18.0), bounds=(1, 100))

    assert optimal_term(v_u, c_s, 18.0) == pytest.approx(twin.x, rel=1e-4)


def test_the_best_term_balances_price_and_worth_of_its_last_month() -> None:
    Y0, t0, v_u, c_s = 18.0, 24.0, 1.0, 1.0

    def cost(L: float) -> float:
        stranded = outlived(Y0, t0, L).stranded
        uncovered = stranded - L  # less the expected need, which no term changes
        return c_s * stranded + v_u * uncovered

    twin = minimize_scalar(cost, bounds=(0, 60))

    assert best_term(Y0, t0, DEFAULT_SLIP, v_u, c_s, 60.0) == pytest.approx(twin.x, rel=1e-4)


def test_a_need_that_probably_never_ends_is_covered_to_the_horizon() -> None:
    never = posterior_cancel(24.0, 18.0)

    for sure in (1.0 - never, 0.99):
        assert best_term(18.0, 24.0, DEFAULT_SLIP, sure, 1.0 - sure, 48.0) == 48.0


def test_a_best_term_never_passes_the_horizon() -> None:
    assert best_term(18.0, 24.0, DEFAULT_SLIP, 1.0, 1.0, 6.0) == 6.0


def test_a_month_uncovered_that_costs_nothing_needs_no_term() -> None:
    assert best_term(18.0, 24.0, DEFAULT_SLIP, 0.0, 1.0, 60.0) == pytest.approx(0.0, abs=1e-9)
    assert critical_ratio(0.0, 1.0) == 0.0


@pytest.mark.parametrize("prices", [(0.0, 0.0), (-1.0, 2.0), (2.0, -1.0)])
def test_prices_that_say_nothing_are_refused(prices: tuple[float, float]) -> None:
    with pytest.raises(ScoringError, match="give none negative, one above 0"):
        critical_ratio(*prices)


def test_a_term_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ScoringError, match="the stopgap's term is -1 months"):
        outlived(18.0, 24.0, -1)
