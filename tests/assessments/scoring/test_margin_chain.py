"""Chains of margins: prices tier by tier, markups, and monopolists in a row."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from assessments.scoring.errors import ScoringError
from assessments.scoring.margin_chain import (
    ChainTier,
    chain,
    constant_elasticity_price,
    extra_deadweight,
    linear_tiers,
    markup,
)

tiers = st.lists(
    st.builds(ChainTier, st.floats(0.1, 5), st.floats(0, 10), st.floats(-0.5, 0.9)), max_size=5
)


def test_chain_oracle(oracle: Any) -> None:
    stack = oracle("M01")
    rows = stack.inputs["tiers_units_own_grossmargin"]

    found = chain(stack.inputs["c0"], [ChainTier(*row) for row in rows])

    actual = {
        "end_price": found.end_price,
        "tier_margin_in_end_units": list(found.tier_margins),
        "stacked_margin": found.stacked_margin,
        "resource_cost": found.resource_cost,
        "stacked_margin_pct_of_price": found.stacked_share,
        "stack_factor": found.stack_factor,
    }
    stack.check(actual, stack.expected)


def test_markup_oracle(oracle: Any) -> None:
    stack = oracle("M02")
    margins = stack.inputs["gross_margin"]
    pure = chain(1.0, [ChainTier(1.0, 0.0, margin) for margin in margins])

    found = {
        "markup": [markup(margin) for margin in margins],
        "product": pure.end_price,
        "wrong_if_margin_used_as_markup": np.prod([1 + margin for margin in margins]),
    }

    stack.check(found, stack.expected)
    assert np.prod([1 + share for share in found["markup"]]) == pytest.approx(pure.end_price)


def test_sample_case_stack_oracle(oracle: Any) -> None:
    case = oracle("Z06")
    spend, infra, model = (
        case.inputs[key] for key in ("P_spend_musd", "A_infra_gross_margin", "A_model_gross_margin")
    )
    cost = spend * (1 - model) * (1 - infra)

    found = chain(cost, [ChainTier(1, 0, infra), ChainTier(1, 0, model)])

    actual = {
        "stack_factor": found.stack_factor,
        "resource_cost_musd": found.resource_cost,
        "stacked_margin_musd": found.stacked_margin,
        "stacked_margin_pct": found.stacked_share,
        "infra_margin_musd": found.tier_margins[0],
        "model_gross_margin_musd": found.tier_margins[1],
    }
    case.check(actual, {name: case.expected[name] for name in actual})
    assert found.end_price == pytest.approx(spend)


def test_double_marginalisation_oracle(oracle: Any) -> None:
    theory = oracle("M05")
    a, b, c = (theory.inputs[key] for key in "abc")
    one, two, three = (linear_tiers(a, b, c, n) for n in (1, 2, 3))

    found = {
        "P_integrated": one.prices[-1],
        "P_two_tiers": two.prices[-1],
        "P_three_tiers": three.prices[-1],
        "wholesale": two.prices[0],
        "profit_integrated": one.joint_profit,
        "profit_sum_two_tiers": two.joint_profit,
        "quantity_loss_pct": 1 - two.quantity / one.quantity,
        "P_ce_3": constant_elasticity_price(c, theory.inputs["eps"], 3),
        "deadweight_extra_two_vs_one": extra_deadweight(a, b, c),
    }

    theory.check(found, theory.expected)


@given(st.floats(0.1, 10), tiers)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_tier_margins_add_to_price_less_resource_cost(c0: float, row: list[ChainTier]) -> None:
    found = chain(c0, row)

    assert found.stacked_margin == pytest.approx(
        found.end_price - found.resource_cost, rel=1e-9, abs=1e-9 * found.end_price
    )


def test_no_tier_is_a_price_of_cost() -> None:
    found = chain(5.0, [])

    assert (found.prices, found.end_price, found.stacked_margin) == ((), 5.0, 0)
    assert (found.stacked_share, found.stack_factor) == (0.0, 1.0)


def test_a_price_of_zero_has_no_shares() -> None:
    found = chain(0.0, [ChainTier(1, 0, 0.5)])

    assert (found.stacked_share, found.stack_factor) == (None, None)


def test_each_monopolist_charges_what_pays_it_best() -> None:
    a, b, c = 100.0, 2.0, 20.0
    wholesale, retail = linear_tiers(a, b, c, 2).prices

    # Twin: the retailer's best answer to a wholesale price, and the seller's best price before it.
    seller = minimize_scalar(lambda w: -(w - c) * (a - (a + w) / 2) / b, bounds=(c, a))
    retailer = minimize_scalar(lambda p: -(p - wholesale) * (a - p) / b, bounds=(c, a))

    assert seller.x == pytest.approx(wholesale, rel=1e-5)
    assert retailer.x == pytest.approx(retail, rel=1e-5)


@pytest.mark.parametrize("margin", [1.0, 1.2])
def test_a_gross_margin_of_one_or_more_is_refused(margin: float) -> None:
    message = f"gross margin is {margin}; it is a share of the price, below 1"
    with pytest.raises(ScoringError, match=f"tier 2: {message}"):
        chain(1.0, [ChainTier(1, 0, 0.5), ChainTier(1, 0, margin)])
    with pytest.raises(ScoringError, match=message):
        markup(margin)


def test_a_tier_without_units_is_refused_by_number() -> None:
    with pytest.raises(ScoringError, match="tier 1: units are 0; they must be above 0"):
        chain(1.0, [ChainTier(0, 0, 0.5)])


@pytest.mark.parametrize(
    "market", [(20.0, 1.0, 20.0, 1), (100.0, 0.0, 20.0, 1), (9.0, 1.0, 2.0, 0)]
)
def test_a_market_without_trade_is_refused(market: tuple[float, float, float, int]) -> None:
    with pytest.raises(ScoringError, match="give c < a, b > 0 and at least one tier"):
        linear_tiers(*market)


def test_demand_that_does_not_react_is_refused() -> None:
    with pytest.raises(ScoringError, match=r"elasticity is 1\.0; a monopolist"):
        constant_elasticity_price(20.0, 1.0, 2)
