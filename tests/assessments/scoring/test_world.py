"""Random streams and quantiles of draws (G22), and the three worlds a figure can be read in."""

import hashlib
from typing import Any

import numpy as np
import pytest

from assessments.scoring.case import Figure, State
from assessments.scoring.registry import quantile_rank, quantiles_of
from assessments.scoring.world import MOST_BESIDE, Trace, World, stream

RANGE = Figure("cost", State.ESTIMATED, likely=5.0, low=2.0, high=14.0)


def test_an_event_has_the_stream_of_the_oracle(oracle: Any) -> None:
    inputs, expected = oracle("G22").inputs, oracle("G22").expected
    digest = hashlib.sha256(f"event:{inputs['event']}".encode()).digest()

    found = {
        "spawn_key": str(int.from_bytes(digest[:8], "big")),
        "first_uniforms": stream(inputs["seed"], f"event:{inputs['event']}").random(3).tolist(),
    }

    oracle("G22").check(found, expected)


def test_a_quantile_is_the_order_statistic_of_the_oracle(oracle: Any) -> None:
    cases = oracle("G22b").inputs["cases_n_a"]

    found = {"index": [quantile_rank(n, level) for n, level in cases]}

    oracle("G22b").check(found, oracle("G22b").expected)


def test_draws_without_end_have_no_quantiles() -> None:
    assert quantiles_of(np.array([1.0, np.inf])) == {}
    assert quantiles_of(3.0) == {}


def test_a_range_is_its_mean_at_the_point_and_its_quantiles_in_the_draws() -> None:
    drawn = World(seed=1, n_draws=4096).value(RANGE)

    assert World().value(RANGE) == 6.0
    assert np.mean(np.asarray(drawn)) == pytest.approx(6.0, rel=0.02)
    assert np.min(np.asarray(drawn)) >= 2.0
    assert np.max(np.asarray(drawn)) <= 14.0


def test_a_name_keeps_its_draws_whatever_else_is_drawn() -> None:
    alone, among = World(seed=1, n_draws=8), World(seed=1, n_draws=8)

    among.uniforms("another")

    assert np.array_equal(alone.uniforms("cost"), among.uniforms("cost"))


def test_unknown_is_no_number_and_none_is_zero() -> None:
    trace = Trace(World())

    assert trace.value(Figure("a", State.UNKNOWN)) is None
    assert trace.value(Figure("b", State.NONE)) == 0.0
    assert trace.value(Figure("c", State.NOT_APPLICABLE)) is None
    assert set(trace.missing) == {"a"}
    assert set(trace.used) == {"b"}


def test_a_tweak_moves_one_figure_and_a_lever_sets_it() -> None:
    assert World().tweaked("cost", 1.01).value(RANGE) == pytest.approx(6.06)
    assert World().with_value("cost", 1.0).value(RANGE) == 1.0
    assert World().tweaked("other", 1.01).value(RANGE) == 6.0


def test_all_tweaks_of_a_world_share_the_draws_beside_it_and_keep_their_factor() -> None:
    n_drawn = []

    def draw() -> World:
        n_drawn.append(1)
        return World(seed=1, n_draws=8)

    point = World()
    plain = point.beside("exit", draw)
    tweaked = point.tweaked("cost", 1.01).beside("exit", draw)

    assert len(n_drawn) == 1
    assert np.array_equal(tweaked.value(RANGE), np.asarray(plain.value(RANGE)) * 1.01)
    assert tweaked.uniforms("cost") is plain.uniforms("cost")


def test_draws_beside_a_world_do_not_pile_up() -> None:
    point = World()

    for n in range(3 * MOST_BESIDE):
        point.beside(n, lambda n=n: World(seed=n, n_draws=8))

    assert len(point._beside) == MOST_BESIDE
    assert point.beside(0, lambda: World(seed=7, n_draws=8)).seed == 7
