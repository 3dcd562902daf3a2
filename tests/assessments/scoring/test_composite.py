"""The composite score: point, bounds, completeness, unknown and not applicable indicators."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.composite import (
    NOT_APPLICABLE,
    Composite,
    Z,
    aggregate,
    risk_of,
    weighted_mean,
)
from assessments.scoring.contributions import log_loss
from assessments.scoring.errors import ScoringError
from assessments.scoring.indicators import INDICATORS, PILLARS

SIZES = {"C": 3, "L": 4, "D": 3, "M": 2, "X": 3}
unit = st.floats(0.0, 1.0)
any_z = unit | st.none() | st.just(NOT_APPLICABLE)
positions = st.fixed_dictionaries(
    {name: st.lists(any_z, min_size=size, max_size=size) for name, size in SIZES.items()}
)
indicator_ids = [indicator.id for indicator in INDICATORS]


def read(z: dict[str, list[Any]]) -> dict[str, list[Z]]:
    """Read z of an oracle, where "n/a" stands for the sentinel."""
    return {
        name: [NOT_APPLICABLE if value == "n/a" else value for value in values]
        for name, values in z.items()
    }


def parts(found: Composite, names: Any) -> dict[str, Any]:
    return {name: getattr(found, name) for name in names}


def test_composite_oracle(oracle: Any) -> None:
    score = oracle("K01")
    z, w = np.array(score.inputs["z"]), np.array(score.inputs["w"])
    constant = {p: [value] * SIZES[p] for p, value in zip(PILLARS, z.tolist(), strict=True)}

    found = aggregate(constant, pillar_weights=dict(zip(PILLARS, w.tolist(), strict=True)))

    score.check(
        {
            "risk": found.risk,
            "log_share_points": found.log_share,
            "shapley_points": found.shapley,
            "arithmetic": found.arithmetic,
            "naive_geometric_on_risk": 100 * np.prod(z**w),
            "quadratic_mean": 100 * np.sqrt(np.sum(w * z**2)),
        },
        score.expected,
    )


def test_zero_pillar_oracle(oracle: Any) -> None:
    score = oracle("K02")
    z, w, cap = (np.array(score.inputs[key]) for key in ("z", "w", "cap"))

    found = {
        "risk_resilience_geometric": risk_of(z, w, float(cap)),
        "naive_geometric_on_risk": 100 * np.prod(z**w),
        "fatal_pillar_z1_capped_.99": risk_of(np.array(score.inputs["z_fatal"]), w, float(cap)),
    }

    score.check(found, score.expected)


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ("z", "exit_not_applicable"),
        ("z_if_exit_unknown_instead_of_not_applicable", "exit_unknown"),
    ],
)
def test_null_and_not_applicable_oracle(oracle: Any, inputs: str, expected: str) -> None:
    score = oracle("G29")

    found = aggregate(read(score.inputs[inputs]))

    score.check(parts(found, score.expected[expected]), score.expected[expected])


@pytest.mark.parametrize("case", ["Z07", "Z08"])
def test_sample_cases_aggregate_as_recorded(oracle: Any, case: str) -> None:
    position = oracle(case)
    names = ["pillars", "weights", "risk", "arithmetic", "shapley"]
    names += ["risk_low", "risk_high", "completeness"]

    found = aggregate(position.expected["z"])

    position.check(parts(found, names), {name: position.expected[name] for name in names})
    lam = {p: log_loss(z) for p, z in found.pillars.items() if z is not None}
    position.check(lam, position.expected["lam"])


def test_bounds_and_completeness_of_one_mean_oracle(oracle: Any) -> None:
    missing = oracle("K06")
    values = [None if z is None else float(z) for z in missing.inputs["z"]]

    found = weighted_mean(missing.inputs["w"], values)

    assert found is not None
    actual = {
        "completeness": found.completeness,
        "low": found.low,
        "high": found.high,
        "reweighted": found.point,
    }
    missing.check(actual, {name: missing.expected[name] for name in actual})


@given(positions)
@settings(deadline=None, derandomize=True, max_examples=150)
def test_the_score_lies_between_its_bounds(z: dict[str, list[Z]]) -> None:
    found = aggregate(z)

    assert 0.0 <= found.completeness <= 1.0 + 1e-12
    assert 0.0 <= found.risk_low <= found.risk_high + 1e-9 <= 99.0 + 2e-9
    if found.risk is not None:
        assert found.risk_low - 1e-9 <= found.risk <= found.risk_high + 1e-9
    if found.completeness > 1.0 - 1e-9:
        assert found.risk_low == pytest.approx(found.risk_high, abs=1e-6)


@given(positions, st.sampled_from(indicator_ids))
@settings(deadline=None, derandomize=True, max_examples=150)
def test_turning_a_figure_unknown_never_lowers_the_upper_bound(
    z: dict[str, list[Z]], name: str
) -> None:
    pillar, place = name[0], int(name[1]) - 1
    if z[pillar][place] is NOT_APPLICABLE:
        z[pillar][place] = 0.5
    unknown = {**z, pillar: [*z[pillar][:place], None, *z[pillar][place + 1 :]]}

    assert aggregate(unknown).risk_high >= aggregate(z).risk_high - 1e-9


@given(positions, st.sampled_from(indicator_ids), unit)
@settings(deadline=None, derandomize=True, max_examples=150)
def test_a_worse_indicator_never_lowers_the_score(
    z: dict[str, list[Z]], name: str, other: float
) -> None:
    pillar, place = name[0], int(name[1]) - 1
    low, high = sorted([other, 0.5])
    scores = [
        aggregate({**z, pillar: [*z[pillar][:place], value, *z[pillar][place + 1 :]]}).risk
        for value in (low, high)
    ]

    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] <= scores[1] + 1e-9


@given(positions)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_points_of_indicators_add_to_the_score(z: dict[str, list[Z]]) -> None:
    found = aggregate(z)

    known = {i.id for i in INDICATORS if isinstance(z[i.pillar][int(i.id[1]) - 1], float)}
    assert set(found.indicator_points) == known
    assert sum(found.indicator_points.values()) == pytest.approx(found.risk or 0.0, abs=1e-9)


def test_points_of_a_pillar_split_by_the_parts_of_its_mean() -> None:
    z = {"C": [0.0] * 3, "L": [1.0, 0.0, 1.0, None], "D": [0.0] * 3, "M": [0.0] * 2, "X": [0.0] * 3}

    found = aggregate(z)

    points = {name: found.indicator_points[name] for name in ("L1", "L2", "L3")}
    assert found.risk is not None
    assert points == pytest.approx({"L1": found.risk * 0.3, "L2": 0.0, "L3": found.risk * 0.7})


def test_the_cap_keeps_one_lost_pillar_from_deciding_alone() -> None:
    scores = {
        pillar: aggregate({p: [float(p == pillar)] * n for p, n in SIZES.items()}).risk
        for pillar in PILLARS
    }

    assert {name: round(score or 0.0) for name, score in scores.items()} == {
        **dict.fromkeys("CLD", 68),
        "M": 50,
        "X": 37,
    }


def test_nothing_known_is_no_score_and_the_widest_bounds() -> None:
    found = aggregate({pillar: [None] * size for pillar, size in SIZES.items()})

    assert found.risk is found.arithmetic is None
    assert (found.weights, found.shapley, found.indicator_points) == ({}, {}, {})
    assert (found.risk_low, found.completeness) == (0.0, 0.0)
    assert found.risk_high == pytest.approx(99.0)


def test_nothing_applicable_is_no_score_either() -> None:
    found = aggregate({pillar: [NOT_APPLICABLE] * size for pillar, size in SIZES.items()})

    assert (found.risk, found.risk_low, found.risk_high, found.completeness) == (None, 0, 99, 0)


def test_a_pillar_that_does_not_apply_leaves_weights_bounds_and_completeness() -> None:
    others = {"C": [0.5] * 3, "L": [0.5] * 4, "D": [0.5] * 3, "M": [0.5] * 2}

    found = aggregate({**others, "X": [NOT_APPLICABLE] * 3})

    assert found.completeness == pytest.approx(1.0)
    assert [found.risk, found.risk_low, found.risk_high] == pytest.approx([50.0] * 3)
    assert found.pillars["X"] is None
    assert sum(found.weights.values()) == pytest.approx(1.0)


def test_a_risk_of_0_has_only_contributions_of_0() -> None:
    found = aggregate({pillar: [0.0] * size for pillar, size in SIZES.items()})

    assert found.risk == 0.0
    assert {*found.shapley.values(), *found.log_share.values()} == {0.0}
    assert set(found.indicator_points.values()) == {0.0}


def test_many_draws_score_as_one_by_one() -> None:
    draws = np.random.Generator(np.random.PCG64(1))
    z, w = draws.random((4, 5)), draws.dirichlet(np.ones(5), 4)

    together = np.asarray(risk_of(z, w))

    assert together.tolist() == pytest.approx(
        [risk_of(one, weight) for one, weight in zip(z, w, strict=True)]
    )


def test_a_pillar_without_one_z_per_indicator_is_refused() -> None:
    with pytest.raises(ScoringError, match="pillar L: give 4 values of z"):
        aggregate({"C": [0.1] * 3, "L": [0.1] * 3})


def test_a_z_outside_its_range_is_refused_by_indicator() -> None:
    z = {pillar: [0.5] * size for pillar, size in SIZES.items()}

    with pytest.raises(ScoringError, match=r"indicator M2: z is 1\.5; it lies between 0 and 1"):
        aggregate({**z, "M": [0.5, 1.5]})
