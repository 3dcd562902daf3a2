"""The supplier as a rival: diversion, indices over what is known, refusal, dependence."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.rivalry import (
    MarketTerm,
    RivalGroup,
    coopetition_index,
    critical_diversion,
    dependence_asymmetry,
    diversion,
    foreclosure_incentive,
    net_dependence,
    rival_index,
)

share = st.floats(0, 1)


def test_rivalry_oracle(oracle: Any) -> None:
    rivalry = oracle("X01")
    ours, theirs = rivalry.inputs["share_own"], rivalry.inputs["share_supplier"]

    index = coopetition_index(
        {"smartphones": MarketTerm(rivalry.inputs["revenue_share_of_market"], theirs, ours)}
    )

    rivalry.check(
        {"diversion": diversion(theirs, ours), "coopetition_index": index.value}, rivalry.expected
    )


def test_foreclosure_oracle(oracle: Any) -> None:
    refusal = oracle("X02")
    down, up = refusal.inputs["M_down_per_unit"], refusal.inputs["M_up_per_unit"]

    found = {
        "F": foreclosure_incentive(refusal.inputs["D"], down, up),
        "critical_diversion": critical_diversion(down, up),
    }

    refusal.check(found, refusal.expected)


def test_dependence_asymmetry_oracle(oracle: Any) -> None:
    dependence = oracle("X08")

    asym = dependence_asymmetry(dependence.inputs["dep_us"], dependence.inputs["dep_them"])

    dependence.check({"asym": asym}, dependence.expected)


def test_rivals_oracle(oracle: Any) -> None:
    rule = oracle("G26")
    groups = {}
    for name, rival in rule.inputs["rivals"].items():
        term = MarketTerm(rival["r"], rival["share_them"], rival["share_us"])
        groups[name] = RivalGroup(rival["e"], coopetition_index({"market": term}).value)

    found = {
        "by_group": {name: rival_index({name: group}).value for name, group in groups.items()},
        "X1": rival_index(groups).value,
        "X3": [net_dependence(*pair) for pair in rule.inputs["dep"]],
    }

    rule.check(found, rule.expected)


@given(st.lists(st.tuples(share, share, st.floats(0, 0.9)), min_size=1, max_size=4), share)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_one_more_market_never_lowers_the_index(
    markets: list[tuple[float, float, float]], revenue: float
) -> None:
    terms = {str(i): MarketTerm(*market) for i, market in enumerate(markets)}
    more = {**terms, "more": MarketTerm(revenue, 0.1, 0.1)}

    before, after = coopetition_index(terms).value, coopetition_index(more).value

    assert np.all(np.asarray(after) >= np.asarray(before))


@given(share, share)
@settings(deadline=None, derandomize=True, max_examples=50)
def test_net_dependence_is_a_share_of_at_most_our_own(dep_us: float, dep_them: float) -> None:
    net = net_dependence(dep_us, dep_them)

    assert net is not None
    assert 0.0 <= net <= net_dependence(dep_us, 0.0)  # type: ignore[operator]


def test_draws_of_shares_give_draws_of_the_index() -> None:
    theirs = np.array([0.1, 0.2])
    closeness = np.array([1.0, 0.1])

    found = coopetition_index({"m": MarketTerm(0.5, theirs, 0.5)})
    worst = rival_index({"a": RivalGroup(closeness, found.value), "b": RivalGroup(1.0, 0.05)})

    assert np.asarray(found.value).tolist() == pytest.approx([0.1, 0.2])
    assert np.asarray(worst.value).tolist() == pytest.approx([0.1, 0.05])
    assert np.asarray(net_dependence(0.3, theirs)).tolist() == pytest.approx([0.2, 0.1])


def test_unknown_terms_are_skipped_by_name() -> None:
    known, unknown = MarketTerm(0.5, 0.1, 0.5), MarketTerm(None, 0.9, 0.05)

    found = coopetition_index({"a": known, "b": unknown})

    assert found.value == pytest.approx(0.1)
    assert found.skipped == ("b",)


def test_only_unknown_terms_are_no_index() -> None:
    unknown = MarketTerm(0.5, None, 0.5)

    assert coopetition_index({"a": unknown}).value is None
    assert rival_index({"g": RivalGroup(None, 0.3), "h": RivalGroup(1.0, None)}).value is None


def test_a_group_of_unknown_closeness_is_left_out_by_name() -> None:
    found = rival_index({"near": RivalGroup(1.0, 0.1), "far": RivalGroup(None, 0.9)})

    assert (found.value, found.skipped) == (0.1, ("far",))


def test_no_rival_of_this_position_is_zero_and_no_list_is_unknown() -> None:
    assert rival_index({}).value == coopetition_index({}).value == 0.0
    assert rival_index(None).value is None


def test_a_market_that_is_all_ours_is_refused() -> None:
    with pytest.raises(ScoringError, match="1: our share of a market with a rival is below 1"):
        diversion(0.0, np.array([0.5, 1.0]))


@pytest.mark.parametrize(
    ("formula", "arguments", "name"),
    [
        (foreclosure_incentive, (0.2, 90, 0), "margin_up"),
        (critical_diversion, (0, 15), "margin_down"),
    ],
)
def test_refusal_needs_margins_above_zero(formula: Any, arguments: Any, name: str) -> None:
    with pytest.raises(ScoringError, match=f"{name} is 0; arithmetic of refusal needs it above 0"):
        formula(*arguments)
