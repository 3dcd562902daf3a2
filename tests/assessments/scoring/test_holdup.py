"""Ceiling, payback and present values against the worked examples and root-finding."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from assessments.scoring import holdup
from assessments.scoring.errors import ScoringError

money = st.floats(0.1, 1e3)
rates = st.floats(0, 0.4)


def exit_of(inputs, T):
    a = holdup.annuity(inputs["r"], T, inputs["H"])
    return holdup.holdup_ceiling(inputs["S"], inputs["C_inc"], inputs["C_alt"], a)


def test_ceiling_and_its_money_are_those_of_the_worked_example(oracle):
    example = oracle("L08")
    S, spend, r, H = (example.inputs[key] for key in ("S", "C_inc", "r", "H"))
    ceiling = exit_of(example.inputs, 0.0)

    actual = {
        "crf": holdup.capital_recovery(r, H),
        "annuity": holdup.annuity(r, 0.0, H),
        "g_star_T0": ceiling,
        "holdup_per_year": ceiling * spend,
        "holdup_pv": holdup.holdup_value(ceiling, spend, r, H),
        "g_star_T1.5": exit_of(example.inputs, 1.5),
        "captive_loss_pv_10pct_over_1.5y": holdup.captive_loss(spend, r, 1.5),
        "multiple_of_annual_spend": S / spend,
        "quasi_rent_share_S_only": holdup.quasi_rent_share(S, spend, r, H),
    }

    example.check(actual, example.expected)


def test_without_interest_the_ceiling_is_plain_division(oracle):
    example = oracle("L08b")
    r, H = example.inputs["r"], example.inputs["H"]

    actual = {"g_star": exit_of(example.inputs, 0.0), "crf": holdup.capital_recovery(r, H)}

    example.check(actual, example.expected)


def test_payback_and_present_value_are_those_of_the_worked_example(oracle):
    example = oracle("L09")
    S, saving, r = (example.inputs[key] for key in ("S", "saving", "r"))
    never = holdup.payback_discounted(S, 1.9, r)

    actual = {
        "simple": holdup.payback_simple(S, saving),
        "discounted": holdup.payback_discounted(S, saving, r),
        "never_if_saving_1.9": "inf" if never is None else never,
        "npv_5y": holdup.npv_of_leaving(S, saving, 0.0, holdup.annuity(r, 0.0, 5)),
    }

    example.check(actual, example.expected)


def test_payback_at_its_edges_is_that_of_the_worked_example(oracle):
    example = oracle("G35")
    simple, discounted = [], []

    for S, saving, r, T in example.inputs["cases_S_dC_r_T"]:
        simple.append(holdup.payback_simple(S, saving, T))
        discounted.append(holdup.payback_discounted(S, saving, r, T))

    named = [["never" if years is None else years for years in row] for row in (simple, discounted)]
    example.check({"simple": named[0], "discounted": named[1]}, example.expected)


def test_the_gate_is_the_denominator_so_a_smaller_share_never_raises_the_score(oracle):
    example = oracle("G17")
    inputs, S = example.inputs, example.inputs["S"]
    a = holdup.annuity(inputs["r"], inputs["TTSw_months"] / 12, inputs["H"])
    actual = {}

    for share in inputs["shares"]:
        spend = share * inputs["C_g"]
        ceiling = holdup.holdup_ceiling(S, spend, spend * (1 + inputs["price_premium"]), a)
        x_l1, x_l3 = S / inputs["C_g"], ceiling * spend / inputs["C_g"]
        actual[str(share)] = {
            "S_over_C_inc": S / spend,
            "g_star": ceiling,
            "x_L1": x_l1,
            "z_L1": 1 - 2**-x_l1,
            "x_L3": x_l3,
            "z_L3": 1 - 2 ** (-x_l3 / 0.25),
        }

    example.check(actual, example.expected)


@given(money, money, money, rates, st.floats(0, 3))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_at_the_ceiling_leaving_is_worth_exactly_nothing(S, spend, alt, r, T):
    a = holdup.annuity(r, T, 5.0)

    root = brentq(lambda g: holdup.npv_of_leaving(S, spend * (1 + g), alt, a), -10, 1e6, xtol=1e-12)

    assert holdup.holdup_ceiling(S, spend, alt, a) == pytest.approx(root, rel=1e-6, abs=1e-6)


@given(money, money, money, rates, st.floats(0, 3), st.floats(0, 1))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_the_ceiling_rises_with_cost_and_with_lead_time(S, spend, alt, r, T, more):
    ceiling = holdup.holdup_ceiling(S, spend, alt, holdup.annuity(r, T, 5.0))

    dearer = holdup.holdup_ceiling(S * (1 + more), spend, alt, holdup.annuity(r, T, 5.0))
    later = holdup.holdup_ceiling(S, spend, alt, holdup.annuity(r, T + more, 5.0))

    slack = 1e-9 * (1 + abs(ceiling))
    assert dearer >= ceiling - slack
    assert later >= ceiling - slack


@given(rates, st.integers(0, 10), st.integers(1, 10))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_the_annuity_is_the_sum_of_discounted_year_ends(r, T, years):
    twin = sum((1 + r) ** -year for year in range(T + 1, T + years + 1))

    assert holdup.annuity(r, T, T + years) == pytest.approx(twin, rel=1e-9)


@given(money, money, st.floats(0.001, 0.4))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_at_the_discounted_payback_the_present_value_is_zero(S, saving, r):
    years = holdup.payback_discounted(S, saving, r)

    if years is None:
        assert saving <= S * r
    else:
        assert saving * holdup.annuity(r, 0.0, years) == pytest.approx(S, rel=1e-6)


@pytest.mark.parametrize("T", [5.0, 7.0])
def test_no_exit_inside_the_horizon_has_no_ceiling(T):
    a = holdup.annuity(0.08, T, 5.0)

    assert a <= 0
    assert holdup.holdup_ceiling(24.0, 40.0, 42.0, a) == np.inf


def test_a_tiny_rate_gives_the_limit_at_zero():
    assert holdup.annuity(1e-14, 1.0, 5.0) == pytest.approx(4.0, rel=1e-12)


def test_draws_go_through_the_ceiling_one_by_one():
    a = holdup.annuity(np.array([0.0, 0.08]), np.array([5.0, 0.0]), 5.0)

    ceiling = holdup.holdup_ceiling(24.0, 40.0, 42.0, a)

    assert ceiling == pytest.approx([np.inf, 0.20027387274])


def test_a_price_cap_compounds_until_the_term_ends():
    assert holdup.contract_shield(0.5, 0.05, 2.0) == pytest.approx(0.1025)
    assert holdup.contract_shield(np.inf, 0.0, 3.0) == 0.0
    assert holdup.contract_shield(0.5, 0.05, -1.0) == 0.0
    assert holdup.contract_shield(0.02, 0.05, 2.0) == 0.02


def test_a_negative_cost_pays_back_at_once_but_not_before_the_lead_time():
    assert holdup.payback_simple(-5.0, 3.0, 1.0) == 1.0
    assert holdup.payback_discounted(-5.0, 3.0, 0.08, 1.0) == 1.0
    assert holdup.payback_discounted(-5.0, 0.0, 0.08) is None


@pytest.mark.parametrize("ceiling", [0.0, -0.2])
def test_there_is_no_fair_incentive_if_leaving_already_pays(ceiling):
    assert holdup.fairness_ratio(10.0, ceiling, 40.0, 0.08, 5.0) is None


def test_an_incentive_is_measured_against_the_value_of_the_rise_it_buys():
    value = holdup.holdup_value(0.2, 40.0, 0.08, 5.0)

    assert holdup.fairness_ratio(value / 2, 0.2, 40.0, 0.08, 5.0) == pytest.approx(0.5)
    assert holdup.fairness_ratio(10.0, np.inf, 40.0, 0.08, 5.0) == 0.0


@pytest.mark.parametrize("spend", [0.0, -1.0])
def test_spend_that_is_not_above_zero_is_rejected(spend):
    with pytest.raises(ScoringError, match="yearly spend must be above 0"):
        holdup.holdup_ceiling(24.0, spend, 42.0, 4.0)
    with pytest.raises(ScoringError, match="yearly spend must be above 0"):
        holdup.quasi_rent_share(24.0, spend, 0.08, 5.0)


def test_a_horizon_of_no_years_and_a_rate_of_minus_one_are_rejected():
    with pytest.raises(ScoringError, match="0: a horizon or life must be above 0"):
        holdup.capital_recovery(0.08, 0.0)
    with pytest.raises(ScoringError, match="-1: a discount rate must be above -1"):
        holdup.annuity(-1.0, 0.0, 5.0)
