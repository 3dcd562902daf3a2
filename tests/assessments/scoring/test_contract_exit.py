"""What leaving a contract costs, against the worked examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.contract_exit import (
    contract_exit,
    dual_running,
    exit_at,
    implied_shortfall,
    months_left_at_exit,
    take_or_pay,
    unamortised_prepayment,
)
from assessments.scoring.errors import ScoringError

months, money = st.floats(0, 60), st.floats(0, 100)


def test_the_cost_of_leaving_now_is_that_of_the_worked_example(oracle):
    example = oracle("L04")

    costs = [
        contract_exit(case["R"], case["M"], case["notice"], case["fee"], case["tfc"])
        for case in example.inputs["cases"]
    ]

    example.check({"exit_cost": costs}, example.expected)


def test_the_cost_at_the_date_of_the_exit_is_that_of_the_worked_example(oracle):
    example = oracle("G16")
    cases, dual = example.inputs["cases_end_TTSw_n_M_F_tfc"], example.inputs["dual"]

    actual = {
        "R": [months_left_at_exit(end, ttsw) for end, ttsw, *_ in cases],
        "row2": [exit_at(*case) for case in cases],
        "dual_running": dual_running(dual["kappa"], dual["T_dual_months"], dual["c_new_per_year"]),
    }

    example.check(actual, example.expected)


def test_missing_volume_is_that_of_the_worked_example(oracle):
    example = oracle("L05")
    price, theta = example.inputs["price"], example.inputs["theta"]
    penalty = take_or_pay(example.inputs["Vmin_m"], example.inputs["V_m"], price, theta)

    actual = {
        "penalty_musd": penalty,
        "implied_units_m_for_683m_at_theta1_price110": implied_shortfall(683, 110),
        "implied_units_m_for_950m_at_theta1_price70": implied_shortfall(950, 70),
    }

    example.check(actual, example.expected)
    assert implied_shortfall(penalty, price, theta) == pytest.approx(15.0)


@given(months, months, months, money, money)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_a_right_to_terminate_never_costs_more_than_none(end, ttsw, notice, monthly, fee):
    free = exit_at(end, ttsw, notice, monthly, fee, True)
    bound = exit_at(end, ttsw, notice, monthly, fee, False)

    assert 0 <= free <= bound


@given(months, months, months, money, money, st.floats(0, 12), st.booleans())
@settings(deadline=None, derandomize=True, max_examples=60)
def test_leaving_later_never_costs_more(end, ttsw, notice, monthly, fee, later, terminable):
    before = exit_at(end, ttsw, notice, monthly, fee, terminable)

    assert exit_at(end, ttsw + later, notice, monthly, fee, terminable) <= before + 1e-9


def test_draws_of_the_time_to_switch_go_through_one_by_one():
    costs = exit_at(30.0, np.array([1.0, 10.0, 40.0]), 3.0, 2.0, 1.0, True)

    assert costs.tolist() == [5.0, 1.0, 0.0]


def test_volume_above_the_minimum_costs_nothing():
    assert take_or_pay(100, np.array([100.0, 120.0]), 70).tolist() == [0.0, 0.0]


def test_a_prepayment_is_lost_as_far_as_it_is_unused_and_credits_are_paid_back():
    lost = unamortised_prepayment(100.0, np.array([0.0, 0.25, 1.0]), 5.0)

    assert lost.tolist() == [105.0, 80.0, 5.0]


@pytest.mark.parametrize(("price", "theta"), [(0.0, 1.0), (70.0, 0.0), (-1.0, 1.0)])
def test_without_a_price_no_volume_can_be_implied(price, theta):
    with pytest.raises(ScoringError, match="must be above 0 to imply a volume"):
        implied_shortfall(630, price, theta)
