"""Rankings under other choices of the method, and weights drawn around their means."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from assessments.scoring.errors import ScoringError
from assessments.scoring.robustness import (
    arithmetic_score_sd,
    dirichlet_weight_sd,
    kendall,
    rank_shift,
    ranks,
    spearman,
)

scores = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=12)


def columns(pairs: list[tuple[int, int]]) -> tuple[list[float], list[float]]:
    return [float(a) for a, _ in pairs], [float(b) for _, b in pairs]


def test_rank_shift_oracle(oracle: Any) -> None:
    ranking = oracle("K05")
    pair = ranking.inputs["ref"], ranking.inputs["alt"]

    found = {"R_S": rank_shift(*pair), "spearman": spearman(*pair), "kendall": kendall(*pair)}

    ranking.check(found, ranking.expected)


def test_dirichlet_weights_oracle(oracle: Any) -> None:
    weights = oracle("K07")
    kappa, w0, z = (weights.inputs[key] for key in ("kappa", "w0", "z"))

    found = {
        "sd_w": dirichlet_weight_sd(w0, kappa).tolist(),
        "sd_arithmetic_score_points": arithmetic_score_sd(z, w0, kappa),
    }

    weights.check(found, weights.expected)


@given(scores)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_ranks_and_correlations_are_those_of_scipy(pairs: list[tuple[int, int]]) -> None:
    first, second = columns(pairs)

    assert ranks(first).tolist() == stats.rankdata(first).tolist()
    if len(set(first)) > 1 and len(set(second)) > 1:
        assert spearman(first, second) == pytest.approx(stats.spearmanr(first, second).statistic)
        assert kendall(first, second) == pytest.approx(stats.kendalltau(first, second).statistic)


@given(scores)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_ranking_agrees_with_itself_whatever_its_scale(pairs: list[tuple[int, int]]) -> None:
    first, _ = columns(pairs)
    scaled = [2.0 * score + 7.0 for score in first]

    assert rank_shift(first, scaled) == 0.0
    if len(set(first)) > 1:
        assert spearman(first, scaled) == pytest.approx(1.0)
        assert kendall(first, scaled) == pytest.approx(1.0)


@pytest.mark.parametrize("correlation", [spearman, kendall])
@pytest.mark.parametrize("pair", [([], []), ([1.0], [2.0]), ([1.0, 1.0], [1.0, 2.0])])
def test_without_an_order_there_is_no_correlation(correlation: Any, pair: Any) -> None:
    assert correlation(*pair) is None


def test_no_items_have_no_shift() -> None:
    assert rank_shift([], []) is None


def test_weights_drawn_spread_as_the_closed_forms_say() -> None:
    w, z = np.array([0.25, 0.25, 0.25, 0.15, 0.1]), np.array([0.6, 0.5, 0.3, 0.5, 0.7])
    drawn = np.random.Generator(np.random.PCG64(7)).dirichlet(20 * w, 40_000)

    assert dirichlet_weight_sd(w, 20) == pytest.approx(drawn.std(axis=0), rel=0.02)
    assert arithmetic_score_sd(z, w, 20) == pytest.approx((100 * drawn @ z).std(), rel=0.02)


@pytest.mark.parametrize("comparison", [rank_shift, spearman, kendall])
def test_rankings_of_different_items_are_refused(comparison: Any) -> None:
    with pytest.raises(ScoringError, match="3 scores against 2; rank the same items"):
        comparison([1, 2, 3], [1, 2])
