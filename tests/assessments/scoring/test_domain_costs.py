"""Costs of clouds, chips and models against the worked examples."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.data_act import switching_egress
from assessments.scoring.domain_costs import (
    amortised_unit_cost,
    llm_switch_heuristic,
    reembedding,
    tiered_egress,
    yield_ramp_cost,
)
from assessments.scoring.errors import ScoringError

TIERS = [(10240, 0.09), (40960, 0.085), (102400, 0.07), (None, 0.05)]


def price_of_one_gb(position):
    """Return the price of the n-th gigabyte of a month."""
    for size, price in TIERS:
        if size is None or position < size:
            return price
        position -= size
    raise AssertionError


def test_tiered_egress_is_that_of_the_worked_example(oracle):
    example = oracle("L03")
    gb, tiers = example.inputs["gb"], example.inputs["tiers_gb_price"]
    full = tiered_egress(gb, tiers)

    actual = {
        "cost_no_free_tier": full,
        "cost_with_100GB_free": tiered_egress(gb, tiers, free_gb=100),
        "blended_per_gb": full / gb,
        "cost_if_10TB": tiered_egress(10240, tiers),
        "EU_switching_from_2027_01_12": switching_egress(full, date(2027, 1, 12), True),
    }

    example.check(actual, example.expected)


@given(st.integers(0, 400), st.integers(0, 10), st.integers(1, 4))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_egress_is_the_sum_of_its_blocks_month_by_month(blocks, free_blocks, months):
    twin = sum(1024 * price_of_one_gb(1024 * block) for block in range(free_blocks, blocks))

    cost = tiered_egress(1024 * blocks * months, TIERS, 1024 * free_blocks, months)

    assert cost == pytest.approx(months * twin)


def test_spreading_a_move_over_months_uses_the_dear_tiers_again():
    assert tiered_egress(512_000, TIERS, months=10) > tiered_egress(512_000, TIERS)


def test_a_move_that_fits_the_free_volume_costs_nothing():
    assert tiered_egress(100, TIERS, free_gb=100) == 0.0
    assert tiered_egress(200, TIERS, free_gb=100, months=2) == 0.0


def test_volume_beyond_the_last_tier_and_no_month_are_rejected():
    with pytest.raises(ScoringError, match="760 GB a month lie beyond the last tier"):
        tiered_egress(1000, [(240, 0.1)])
    with pytest.raises(ScoringError, match="at least 1 month, not 0"):
        tiered_egress(1000, TIERS, months=0)


def test_indexing_again_is_that_of_the_worked_example(oracle):
    example = oracle("L06")
    keys = ("tokens_millions", "usd_per_million", "eng_hours", "rate")

    cost = reembedding(*(example.inputs[key] for key in keys))

    example.check({"usd": cost}, example.expected)


def test_the_published_rule_of_thumb_for_models_is_reproduced(oracle):
    example = oracle("L07")
    keys = ("spend", "complexity", "evals", "retrain", "downtime_days", "rate", "discount")

    switch = llm_switch_heuristic(*(example.inputs[key] for key in keys))

    example.check(
        {
            "hours": switch.hours,
            "switching_cost": switch.cost,
            "payback_months": switch.payback_months,
        },
        example.expected,
    )


def test_a_model_that_saves_nothing_never_pays_back():
    assert llm_switch_heuristic(8000, 6, 80, 40, 2, 150, 0.0).payback_months is None


def test_a_yield_at_its_end_costs_nothing_and_a_lower_one_does():
    assert yield_ramp_cost([0.8, 0.8], 0.8, [100, 100], 4.0) == 0.0
    assert yield_ramp_cost([0.4, 0.8], 0.8, [100, 100], 4.0) == pytest.approx(500.0)


@pytest.mark.parametrize(
    ("yields", "final", "message"),
    [
        ([0.0], 0.8, "yield 0 must be"),
        ([0.5], 1.2, "yield 1.2 must be"),
        ([], 0.8, "0 yields and 1"),
    ],
)
def test_an_impossible_yield_is_rejected(yields, final, message):
    with pytest.raises(ScoringError, match=message):
        yield_ramp_cost(yields, final, [100], 4.0)


def test_development_is_spread_over_the_units_of_its_life():
    assert amortised_unit_cost(3.0, 100.0, 0.25, 10.0) == pytest.approx(5.5)
    with pytest.raises(ScoringError, match="volume per year must be above 0"):
        amortised_unit_cost(3.0, 100.0, 0.25, 0.0)
