"""Market formulas against their published examples."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.market_checks import (
    bargain_then_ripoff,
    shapiro_varian,
    shy_estimator,
    shy_two_firm,
)

positive = st.floats(0.01, 1e4)


def test_the_published_example_of_shapiro_and_varian_is_reproduced(oracle):
    example = oracle("L10")
    customer, supplier = example.inputs["customer"], example.inputs["new_supplier"]

    games = [shapiro_varian(customer, supplier, profit) for profit in example.inputs["profits"]]

    example.check(
        {
            "total": games[0].total_switching_cost,
            "switch": [game.is_worth_switching for game in games],
            "max_incentive_payable": [game.max_incentive_payable for game in games],
        },
        example.expected,
    )


def test_a_profit_equal_to_the_total_cost_does_not_pay_for_a_switch():
    assert not shapiro_varian(50, 25, 75).is_worth_switching


def test_shys_prices_and_switching_costs_are_those_of_the_worked_example(oracle):
    example = oracle("L11")
    game, market = example.inputs["two_firm"], example.inputs["estimator"]

    price_a, price_b = shy_two_firm(game["S"], game["N_A"], game["N_B"])
    estimate = shy_estimator(market["p"], market["N"])

    ratio = {firm: cost / market["p"][firm] for firm, cost in estimate.items()}
    actual = {"p_A": price_a, "p_B": price_b, "S_hat": estimate, "S_hat_over_price": ratio}
    example.check(actual, example.expected)


@given(positive, positive, positive)
@settings(deadline=None, derandomize=True, max_examples=50)
def test_neither_firm_gains_by_undercutting_the_other(cost, a, b):
    price_a, price_b = shy_two_firm(cost, a, b)

    assert price_a * a == pytest.approx((price_b - cost) * (a + b), rel=1e-6, abs=1e-6 * cost)
    assert price_b * b == pytest.approx((price_a - cost) * (a + b), rel=1e-6, abs=1e-6 * cost)


@given(positive, positive, positive)
@settings(deadline=None, derandomize=True, max_examples=50)
def test_the_estimator_finds_the_switching_cost_behind_two_firms_prices(cost, a, b):
    prices = dict(zip("AB", shy_two_firm(cost, a, b), strict=True))

    estimate = shy_estimator(prices, {"A": a, "B": b})

    assert estimate == pytest.approx({"A": cost, "B": cost}, rel=1e-6)


def test_competition_for_lock_in_leaves_the_lifetime_price_alone(oracle):
    example = oracle("L12")

    game = bargain_then_ripoff(*(example.inputs[key] for key in ("c", "s", "delta")))

    example.check(
        {
            "p1": game.first_price,
            "p2": game.second_price,
            "lifetime_pv": game.lifetime_value,
            "two_competitive_periods_pv": game.competitive_value,
            "fair_incentive": game.fair_incentive,
        },
        example.expected,
    )


@pytest.mark.parametrize(
    ("prices", "customers"), [({"A": 1.0}, {"A": 1.0}), ({"A": 1.0, "B": 2.0}, {"A": 1.0})]
)
def test_one_firm_or_two_different_lists_are_rejected(prices, customers):
    with pytest.raises(ScoringError, match="the same two or more firms"):
        shy_estimator(prices, customers)


def test_a_firm_without_customers_is_named():
    with pytest.raises(ScoringError, match="firm B has 0 customers"):
        shy_two_firm(10, 70, 0)
    with pytest.raises(ScoringError, match="firm C has 0 customers"):
        shy_estimator({"A": 1.0, "C": 2.0}, {"A": 1.0, "C": 0.0})
