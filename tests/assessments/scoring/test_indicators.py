"""The maps from raw x to z, and the table of the fifteen indicators."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.indicators import (
    INDICATOR_BY_ID,
    INDICATORS,
    PILLAR_WEIGHTS,
    PILLARS,
    Indicator,
    MapName,
    half_life,
    linear,
    log_ratio,
    z_of,
)

any_indicator = st.sampled_from(INDICATORS)
any_x = st.floats(-10, 10) | st.sampled_from([0.0, math.inf, -math.inf, 1e-12, 1e300])


def test_normalisation_oracle(oracle: Any) -> None:
    maps = oracle("K04")
    ids = {
        "hhi": "C1",
        "switch_multiple": "L1",
        "gstar": "L3",
        "ale_ratio": "D1",
        "tts_ratio": "L2",
    }

    found = {key: [z_of(ids[key], x) for x in xs] for key, xs in maps.inputs.items()}

    maps.check(found, maps.expected)


def test_map_edges_oracle(oracle: Any) -> None:
    edges = oracle("G20")

    halves = [half_life(float(x), h) for x, h in edges.inputs["half_life_x_h"]]
    logs = [log_ratio(x, 1e-4, 1e-1) for x in edges.inputs["log_x"]]

    edges.check({"half_life": halves, "log": logs}, edges.expected)


@pytest.mark.parametrize(("rule", "name"), [("G18", "L2"), ("G19", "L4")])
def test_lock_in_oracles(oracle: Any, rule: str, name: str) -> None:
    lock_in = oracle(rule)

    z = [z_of(name, x) for x in lock_in.expected["x"]]

    lock_in.check(z, lock_in.expected["z"])


def test_disruption_oracle(oracle: Any) -> None:
    disruption = oracle("G24")
    xs = disruption.expected["x"]

    z = [z_of(name, x) for name, x in zip(("D1", "D2", "D3"), xs, strict=True)]

    disruption.check(z, disruption.expected["z"])


@pytest.mark.parametrize("case", ["Z07", "Z08"])
def test_indicators_of_a_sample_case_map_as_recorded(oracle: Any, case: str) -> None:
    position = oracle(case)

    found: dict[str, list[Any]] = {pillar: [] for pillar in PILLARS}
    for indicator in INDICATORS:
        found[indicator.pillar].append(z_of(indicator.id, position.expected["x"][indicator.id]))

    position.check(found, position.expected["z"])


def test_table_names_fifteen_indicators_whose_weights_fill_their_pillars() -> None:
    ids = [indicator.id for indicator in INDICATORS]
    sums = {p: sum(i.weight for i in INDICATORS if i.pillar == p) for p in PILLARS}

    assert ids == [
        "C1",
        "C2",
        "C3",
        "L1",
        "L2",
        "L3",
        "L4",
        "D1",
        "D2",
        "D3",
        "M1",
        "M2",
        "X1",
        "X2",
        "X3",
    ]
    assert sums == pytest.approx(dict.fromkeys(PILLARS, 1.0))
    assert sum(PILLAR_WEIGHTS.values()) == pytest.approx(1.0)


def test_draws_move_the_anchors_the_method_lets_move() -> None:
    moving = {i.id: i.moving for i in INDICATORS}
    first, second = (True, False), (False, True)
    expected = {
        **dict.fromkeys(("L1", "L3", "D3", "M1"), (True,)),
        **dict.fromkeys(("L2", "D1"), (True, True)),
        **dict.fromkeys(("L4", "D2", "M2", "X1", "X3"), second),
        **dict.fromkeys(("C2", "C3", "X2"), (False, False)),
        "C1": first,
    }

    assert moving == expected


@given(any_indicator, any_x, any_x, st.floats(0.8, 1.2))
@settings(deadline=None, derandomize=True, max_examples=200)
def test_z_lies_between_0_and_1_and_never_falls_as_x_grows(
    indicator: Indicator, first: float, second: float, spread: float
) -> None:
    low, high = sorted([first, second])

    z_low, z_high = indicator.z(low, spread), indicator.z(high, spread)

    assert 0.0 <= z_low <= z_high <= 1.0


@given(any_indicator, st.lists(st.tuples(any_x, st.floats(0.8, 1.2)), min_size=1, max_size=5))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_an_array_of_draws_maps_as_its_elements_do(
    indicator: Indicator, draws: list[tuple[float, float]]
) -> None:
    xs, spreads = (np.array(column) for column in zip(*draws, strict=True))

    found = z_of(indicator.id, xs, spreads)

    assert isinstance(found, np.ndarray)
    assert found.tolist() == pytest.approx([indicator.z(x, u) for x, u in draws], abs=1e-15)


def test_one_x_meets_many_spreads() -> None:
    found = z_of("M2", 0.25, np.array([0.8, 1.0, 1.2]))

    assert np.asarray(found).tolist() == pytest.approx([0.625, 0.5, 0.416666666667])


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
def test_an_unknown_x_stays_unknown_and_an_infinite_one_is_worst(indicator: Indicator) -> None:
    assert z_of(indicator.id, None) is None
    assert z_of(indicator.id, math.inf) == 1.0
    assert z_of(indicator.id, -math.inf) == 0.0


def test_an_indicator_that_does_not_exist_is_named() -> None:
    with pytest.raises(ScoringError, match="L5 is not an indicator; use one of C1, C2"):
        z_of("L5", 0.1)


def test_a_number_that_is_none_is_refused_with_its_indicator() -> None:
    with pytest.raises(ScoringError, match="indicator D2: x is not a number"):
        z_of("D2", np.array([0.1, math.nan]))


@pytest.mark.parametrize(
    ("map_", "anchors"), [(linear, (1.0, 1.0)), (half_life, (0.0,)), (log_ratio, (0.0, 1.0))]
)
def test_anchors_out_of_order_are_refused(map_: Any, anchors: tuple[float, ...]) -> None:
    with pytest.raises(ScoringError, match=r"anchor .* is not below .*; correct the scoring"):
        map_(0.5, *anchors)


def test_the_logarithm_shows_only_in_the_yearly_loss() -> None:
    logs = [name for name, i in INDICATOR_BY_ID.items() if i.map is MapName.LOG_RATIO]

    assert logs == ["D1"]
