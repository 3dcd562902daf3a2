"""Points of a score by pillar: Shapley, log-share, and the change between two dates."""

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.composite import risk_of
from assessments.scoring.contributions import lmdi_change, log_share, shapley
from assessments.scoring.errors import ScoringError
from assessments.scoring.indicators import PILLAR_WEIGHTS, PILLARS

unit = st.floats(0.0, 1.0)
five = st.lists(unit, min_size=5, max_size=5)


def by_pillar(values: Any) -> dict[str, float]:
    return dict(zip(PILLARS, (float(value) for value in values), strict=True))


def risk(z: dict[str, float]) -> float:
    weights = [PILLAR_WEIGHTS[name] for name in z]
    return float(risk_of(list(z.values()), weights))  # type: ignore[arg-type]


def shapley_by_all_orders(z: dict[str, float]) -> dict[str, float]:
    """Slow twin: each pillar's gain, averaged over every order in which pillars may join."""
    gains: dict[str, list[float]] = {name: [] for name in z}
    for order in permutations(z):
        joined = dict.fromkeys(z, 0.0)
        for name in order:
            before = risk(joined)
            joined[name] = z[name]
            gains[name].append(risk(joined) - before)
    return {name: float(np.mean(found)) for name, found in gains.items()}


def test_contributions_oracle(oracle: Any) -> None:
    score = oracle("K01")
    z, w = by_pillar(score.inputs["z"]), by_pillar(score.inputs["w"])

    score.check(log_share(z, w, score.inputs["cap"]), score.expected["log_share_points"])
    score.check(shapley(z, w, score.inputs["cap"]), score.expected["shapley_points"])


def test_log_share_stays_as_close_to_shapley_as_the_method_says(oracle: Any) -> None:
    spread = oracle("K10")
    draws = np.random.Generator(np.random.PCG64(spread.inputs["seed"]))
    w = by_pillar(spread.inputs["w"])

    differences = []
    for row in draws.random((spread.inputs["draws"], 5)):
        exact, close = shapley(by_pillar(row), w), log_share(by_pillar(row), w)
        differences.append(max(abs(exact[name] - close[name]) for name in PILLARS))

    found = {
        "median": np.median(differences),
        "p95": np.quantile(differences, 0.95),
        "max": max(differences),
    }
    spread.check(found, spread.expected)


def test_change_oracle(oracle: Any) -> None:
    change = oracle("K03")
    z0, z1 = by_pillar(change.inputs["z0"]), by_pillar(change.inputs["z1"])

    points = lmdi_change(z0, z1, by_pillar(change.inputs["w"]))

    found = {
        "risk0": risk(z0),
        "risk1": risk(z1),
        "change": sum(points.values()),
        "by_pillar": points,
    }
    change.check(found, change.expected)


@given(five)
@settings(deadline=None, derandomize=True, max_examples=15)
def test_shapley_is_the_mean_gain_over_all_orders(values: list[float]) -> None:
    z = by_pillar(values)

    assert shapley(z, PILLAR_WEIGHTS) == pytest.approx(shapley_by_all_orders(z), abs=1e-9)


@pytest.mark.parametrize("method", [shapley, log_share])
@given(values=five)
@settings(deadline=None, derandomize=True, max_examples=60)
def test_contributions_add_to_the_score(method: Any, values: list[float]) -> None:
    z = by_pillar(values)

    assert sum(method(z, PILLAR_WEIGHTS).values()) == pytest.approx(risk(z), abs=1e-9)


@given(five, five)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_changes_add_to_the_change_of_the_score(before: list[float], after: list[float]) -> None:
    z0, z1 = by_pillar(before), by_pillar(after)

    points = lmdi_change(z0, z1, PILLAR_WEIGHTS)

    assert sum(points.values()) == pytest.approx(risk(z1) - risk(z0), abs=1e-9)


@pytest.mark.parametrize("method", [shapley, log_share])
def test_a_score_of_0_has_contributions_of_0(method: Any) -> None:
    assert method(by_pillar([0.0] * 5), PILLAR_WEIGHTS) == by_pillar([0.0] * 5)


def test_nothing_known_has_no_contributions() -> None:
    assert shapley({}, {}) == log_share({}, {}) == lmdi_change({}, {}, {}) == {}


def test_more_than_twelve_parts_are_left_to_log_share() -> None:
    z = {str(i): 0.5 for i in range(13)}
    w = {str(i): 1 / 13 for i in range(13)}

    assert sum(log_share(z, w).values()) == pytest.approx(50.0)
    with pytest.raises(ScoringError, match="13 parts are too many for exact Shapley values"):
        shapley(z, w)


def test_a_pillar_known_at_one_date_only_is_refused_by_name() -> None:
    with pytest.raises(ScoringError, match="D: known at one date only"):
        lmdi_change({"C": 0.5, "D": 0.1}, {"C": 0.4}, PILLAR_WEIGHTS)
