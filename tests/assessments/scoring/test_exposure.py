"""The risk exposure index against the published teaching case and the closed form."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import event_loss, timing
from assessments.scoring.errors import ScoringError
from assessments.scoring.exposure import (
    Network,
    performance_impact,
    risk_exposure_index,
    time_to_survive,
)

NOTHING = frozenset()


def one_product(capacity, demand=10.0, inventory=5.0, unit_loss=2.0):
    return Network(capacity, {"P": demand}, {"P": inventory}, {"P": unit_loss})


def test_the_published_teaching_case_is_reproduced(oracle):
    example = oracle("D01")
    inputs = example.inputs
    keys = ("capacity", "demand", "inventory", "unit_loss")
    network, ttr = Network(*(inputs[key] for key in keys)), inputs["TTR"]
    impacts = {
        node: performance_impact(network, frozenset({node}), ttr) for node in network.capacity
    }
    survive = {node: time_to_survive(network, frozenset({node})) for node in network.capacity}

    actual = {
        "PI": {"None": performance_impact(network, NOTHING, ttr)} | impacts,
        "REI": risk_exposure_index(impacts),
        "TTS": survive,
        "TTR_exceeds_TTS": {node: ttr > months for node, months in survive.items()},
    }

    example.check(actual, example.expected)


@given(st.floats(0.05, 1), st.floats(0, 6), st.floats(0.1, 20))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_for_one_product_the_linear_program_is_the_closed_form(ell, buffer, ttr):
    network = one_product({"s": 10 * ell, "other": 10 * (1 - ell)}, inventory=10 * buffer)
    without = frozenset({"s"})

    impact, survive = performance_impact(network, without, ttr), time_to_survive(network, without)

    closed = event_loss.loss(2 * 10, ell, ttr, buffer)
    assert impact == pytest.approx(closed, rel=1e-7, abs=1e-6)
    assert survive == pytest.approx(timing.time_to_survive(buffer, ell), rel=1e-7, abs=1e-9)


@given(st.floats(0, 10), st.floats(0, 10), st.floats(0.1, 20))
@settings(deadline=None, derandomize=True, max_examples=30)
def test_more_stock_never_raises_the_impact(stock, more, ttr):
    before = performance_impact(one_product({"s": 5.0}, inventory=stock), NOTHING, ttr)

    after = performance_impact(one_product({"s": 5.0}, inventory=stock + more), NOTHING, ttr)

    assert after <= before + 1e-7


def test_a_node_helps_only_along_its_routes():
    network = Network(
        {"a": 10.0, "b": 10.0},
        {"P": 5.0, "Q": 5.0},
        {"P": 0.0, "Q": 0.0},
        {"P": 1.0, "Q": 1.0},
        routes={"a": frozenset({"P"}), "b": frozenset({"P", "Q"})},
    )

    assert performance_impact(network, frozenset({"a"}), 1.0) == pytest.approx(0.0, abs=1e-9)
    assert performance_impact(network, frozenset({"b"}), 1.0) == pytest.approx(5.0)


def test_without_any_node_only_the_stock_is_left():
    network = one_product({"s": 10.0})

    assert performance_impact(network, frozenset({"s"}), 2.0) == pytest.approx(30.0)
    assert time_to_survive(network, frozenset({"s"})) == pytest.approx(0.5)


def test_others_that_can_carry_it_last_for_ever():
    assert time_to_survive(one_product({"s": 5.0, "t": 10.0}), frozenset({"s"})) == math.inf


def test_without_any_impact_there_is_nothing_to_rank():
    assert risk_exposure_index({"a": 0.0, "b": 0.0}) == {"a": None, "b": None}
    assert risk_exposure_index({}) == {}


@pytest.mark.parametrize("measure", [lambda n, r: performance_impact(n, r, 1.0), time_to_survive])
def test_a_node_that_is_not_in_the_network_is_named(measure):
    with pytest.raises(ScoringError, match="zz is not a supply node; use s"):
        measure(one_product({"s": 5.0}), frozenset({"zz"}))


def test_a_product_without_stock_or_loss_is_named():
    with pytest.raises(ScoringError, match="product Q needs both a demand and its inventory"):
        Network({"s": 1.0}, {"P": 1.0, "Q": 1.0}, {"P": 0.0}, {"P": 1.0, "Q": 1.0})
    with pytest.raises(ScoringError, match="product Q needs both a demand and its unit_loss"):
        Network({"s": 1.0}, {"P": 1.0}, {"P": 0.0}, {"P": 1.0, "Q": 1.0})


def test_a_case_without_an_answer_is_rejected():
    with pytest.raises(ScoringError, match="no least loss found"):
        performance_impact(one_product({"s": -5.0}), NOTHING, 1.0)
    with pytest.raises(ScoringError, match="no time to survive found"):
        time_to_survive(one_product({"s": 5.0}, inventory=-1.0), frozenset({"s"}))
