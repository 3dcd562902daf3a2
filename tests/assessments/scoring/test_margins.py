"""Premiums over other supply, a channel's take, and what an own asset frees."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.holdup import capital_recovery
from assessments.scoring.margins import (
    break_even_volume,
    channel_take,
    extra_cost_per_month,
    inhouse_unit_cost,
    premium_ratio,
    price_premium,
    removable_layer,
)


def test_inhouse_oracle(oracle: Any) -> None:
    build = oracle("M03")
    nre, c_var, price, volume = (
        build.inputs[key] for key in ("NRE", "c_var", "stack_price", "volume_m_per_year")
    )
    crf = float(capital_recovery(build.inputs["r"], build.inputs["life_years"]))
    unit_cost = inhouse_unit_cost(c_var, nre, crf, volume)
    monthly = extra_cost_per_month(price, c_var, volume, nre=nre, crf=crf, is_nre_sunk=False)

    found = {
        "crf": crf,
        "c_inhouse": unit_cost,
        "premium_vs_inhouse": premium_ratio(price, unit_cost),
        "breakeven_volume_m": break_even_volume(nre, crf, price, c_var),
        "annual_saving_m": 12 * monthly,
    }

    build.check(found, build.expected)


def test_channel_take_oracle(oracle: Any) -> None:
    take = oracle("M04")

    split = channel_take(*(take.inputs[key] for key in ("list_price", "serving_cost", "kappa")))

    found = {
        "gross_margin": split.gross_margin,
        "channel_take_pct": split.channel_share,
        "channel_take_money": split.channel_money,
        "vendor_net_pct": split.vendor_share,
    }
    take.check(found, take.expected)


def test_price_premium_oracle(oracle: Any) -> None:
    rule = oracle("G27")
    comparators = rule.inputs["comparators"]

    found = {
        "M1": price_premium(rule.inputs["P"], comparators),
        "M1_cheaper_than_direct": price_premium(5.0, comparators),
    }

    rule.check(found, {name: rule.expected[name] for name in found})


def test_sample_case_own_asset_oracle(oracle: Any) -> None:
    case = oracle("Z06")

    layer = removable_layer(
        infrastructure_margin=case.expected["infra_margin_musd"],
        channel_take=case.expected["of_which_cloud_channel_take_musd"],
        resource_cost=case.expected["resource_cost_musd"],
        cost_performance_factor=1 + case.inputs["P_performance_per_usd"],
    )

    found = {
        "own_asic_freed_musd": layer.freed,
        "own_asic_rival_loses_musd": layer.rival_loses,
        "own_asic_efficiency_musd": layer.efficiency,
        "own_asic_we_save_low_high_musd": [layer.we_save_low, layer.we_save_high],
        "own_asic_vendor_gains_low_high_musd": [layer.vendor_gains_low, layer.vendor_gains_high],
    }
    case.check(found, {name: case.expected[name] for name in found})


@given(*[st.floats(0, 1000)] * 3, st.floats(0.5, 3), st.booleans())
@settings(deadline=None, derandomize=True, max_examples=100)
def test_what_an_own_asset_frees_is_split_without_remainder(
    margin: float, take: float, cost: float, factor: float, is_direct_cheaper: bool
) -> None:
    layer = removable_layer(
        infrastructure_margin=margin,
        channel_take=take,
        resource_cost=cost,
        cost_performance_factor=factor,
        is_direct_cheaper=is_direct_cheaper,
    )

    assert layer.rival_loses + layer.efficiency == pytest.approx(layer.freed, abs=1e-9)
    assert layer.vendor_gains_low + layer.we_save_high == pytest.approx(layer.freed, abs=1e-9)
    assert layer.vendor_gains_high + layer.we_save_low == pytest.approx(layer.freed, abs=1e-9)


def test_a_lower_direct_price_makes_the_channel_take_our_saving() -> None:
    layer = removable_layer(
        infrastructure_margin=70.0,
        channel_take=150.0,
        resource_cost=130.0,
        cost_performance_factor=1.3,
        is_direct_cheaper=True,
    )

    assert (layer.vendor_gains_low, layer.we_save_high) == (0.0, layer.freed)


def test_draws_pass_through() -> None:
    price, cost = np.array([6.0, 9.0]), np.array([6.0, 6.0])

    assert np.asarray(price_premium(price, [cost, 12.0])).tolist() == pytest.approx([0.0, 0.5])


def test_nothing_to_compare_with_is_no_premium() -> None:
    assert price_premium(6.6, [None, None]) is None
    assert price_premium(6.6, []) is None
    assert price_premium(None, [6.0]) is None


def test_sunk_development_makes_each_late_month_dearer() -> None:
    late = [
        extra_cost_per_month(150.0, 60.0, 2.0, nre=300.0, crf=0.3, is_nre_sunk=is_sunk)
        for is_sunk in (True, False)
    ]

    assert late == pytest.approx([15.0, 7.5])


def test_an_own_build_that_costs_as_much_a_unit_never_breaks_even() -> None:
    assert break_even_volume(300.0, 0.3, 60.0, 60.0) is None


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: inhouse_unit_cost(60, 300, 0.3, 0), "volume is 0 units a year"),
        (lambda: premium_ratio(6.6, 0.0), "a price to compare with is above 0"),
        (lambda: channel_take(0, 1, 0.5), "price is 0; a channel takes"),
        (lambda: channel_take(10, 1, 1.5), "channel_profit_share is 1.5"),
    ],
)
def test_what_cannot_be_is_refused_by_name(call: Any, message: str) -> None:
    with pytest.raises(ScoringError, match=message):
        call()


def test_an_asset_without_performance_is_refused() -> None:
    with pytest.raises(ScoringError, match="cost_performance_factor is 0; 1 is as good as today"):
        removable_layer(
            infrastructure_margin=1, channel_take=1, resource_cost=1, cost_performance_factor=0
        )
