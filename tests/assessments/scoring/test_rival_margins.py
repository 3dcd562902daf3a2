"""How much of what we spend is gross margin of rivals, and its bounds where that is unknown."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.margins import channel_take
from assessments.scoring.rival_margins import Channel, TierMargin, margin_to_rivals

share = st.floats(0, 1)
margins = st.none() | st.floats(0, 0.95)
tier = st.builds(TierMargin, share | st.none(), margins, st.booleans())
channels = st.none() | st.builds(Channel, st.booleans(), st.none() | share)


def test_margin_to_rivals_oracle(oracle: Any) -> None:
    rule = oracle("G27")
    tiers = [
        TierMargin(row["price_share"], row["gross_margin"], row["rival"])
        for row in rule.inputs["tiers"]
    ]
    channel = Channel(rule.inputs["channel"]["rival"], rule.inputs["channel"]["kappa"])
    unknown = margin_to_rivals([tiers[0]._replace(gross_margin=None), tiers[1]], channel)

    found = {
        "M2": margin_to_rivals(tiers, channel).point,
        "M2_if_infrastructure_margin_unknown": unknown._asdict(),
    }

    rule.check(found, {name: rule.expected[name] for name in found})


def test_sample_case_oracle(oracle: Any) -> None:
    case = oracle("Z06")
    spend, infra, model, zeta = (
        case.inputs[key]
        for key in (
            "P_spend_musd",
            "A_infra_gross_margin",
            "A_model_gross_margin",
            "P_reported_profit_share_kappa",
        )
    )
    tiers = [TierMargin(1 - model, infra, True), TierMargin(1.0, model, False)]
    rivals = margin_to_rivals(tiers, Channel(True, zeta)).point
    take = channel_take(spend, spend * (1 - model), zeta)

    found = {
        "of_which_cloud_channel_take_musd": take.channel_money,
        "rival_cloud_total_musd": spend * np.asarray(rivals),
        "rival_cloud_share_of_spend": rivals,
    }

    case.check(found, {name: case.expected[name] for name in found})


@given(st.lists(tier, min_size=1, max_size=4), channels)
@settings(deadline=None, derandomize=True, max_examples=200)
def test_a_point_lies_on_its_bounds_and_the_unknown_between_0_and_1(
    tiers: list[TierMargin], channel: Channel | None
) -> None:
    found = margin_to_rivals(tiers, channel)

    assert 0.0 <= found.low <= found.high
    if found.point is None:
        assert found.high <= max(1.0, float(found.low))
    else:
        assert found.point == found.low == found.high


@given(
    st.lists(st.builds(TierMargin, share, st.floats(0, 0.95), st.booleans()), min_size=1),
    st.builds(Channel, st.booleans(), share),
    st.data(),
)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_bounds_of_a_forgotten_margin_hold_what_it_was(
    tiers: list[TierMargin], channel: Channel, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(tiers) - 1))
    forgotten = [*tiers]
    forgotten[place] = tiers[place]._replace(gross_margin=None)

    before, after = margin_to_rivals(tiers, channel), margin_to_rivals(forgotten, channel)

    assert before.point is not None
    assert after.low <= before.point + 1e-12
    assert min(float(before.point), 1.0) <= after.high + 1e-12


@pytest.mark.parametrize(
    ("tiers", "channel", "point"),
    [
        ([TierMargin(1.0, 0.4, True)], None, 0.4),  # a direct rival supplier: its gross margin
        ([TierMargin(0.3, 0.5, False), TierMargin(1.0, 0.4, False)], None, 0.0),
        ([TierMargin(1.0, 0.4, False)], Channel(False, None), 0.0),
        ([TierMargin(1.0, 0.4, True)], Channel(True, None), 0.4),  # the money counts once
    ],
)
def test_margin_to_rivals_by_who_is_one(
    tiers: list[TierMargin], channel: Channel | None, point: float
) -> None:
    assert margin_to_rivals(tiers, channel) == (point, point, point)


@pytest.mark.parametrize(
    ("seller", "zeta", "high"),
    [((1.0, 0.4), None, 0.4), ((1.0, None), 0.5, 0.5), ((None, None), None, 1.0)],
)
def test_an_unknown_channel_take_is_bounded_by_what_is_known(
    seller: tuple[Any, Any], zeta: float | None, high: float
) -> None:
    found = margin_to_rivals([TierMargin(*seller, False)], Channel(True, zeta))

    assert found == (None, 0.0, pytest.approx(high))


def test_draws_pass_through() -> None:
    tiers = [TierMargin(np.array([0.2, 0.4]), 0.5, True), TierMargin(1.0, None, False)]

    assert np.asarray(margin_to_rivals(tiers).point).tolist() == pytest.approx([0.1, 0.2])


def test_no_tier_at_all_is_refused() -> None:
    with pytest.raises(ScoringError, match="no tier: give at least the one we buy from"):
        margin_to_rivals([])
