"""The vectorised tail: roots found, and nodes enough for narrow and wide durations."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring import tail
from assessments.scoring.durations import LognormalDuration, PertDuration
from assessments.scoring.tail import Year


def random_year(seed, n, make):
    rng = np.random.default_rng(seed)
    events = [
        (rng.uniform(0, 0.1, n), rng.uniform(0.05, 1, n), make(rng), rng.uniform(3, 60, n))
        for _ in range(6)
    ]
    return Year.of(rng.uniform(0, 2, n) * (rng.random(n) < 0.8), events, n)


def wide(rng):
    p50 = rng.uniform(0.01, 8)
    return LognormalDuration.of(p50, p50 * rng.uniform(1.5, 6))


def narrow(rng):
    p50 = rng.uniform(0.3, 8)
    return LognormalDuration.of(p50, p50 * rng.uniform(1.02, 1.5))


def judged(rng):
    return PertDuration(*np.sort(rng.uniform(0.3, 15, 3)).tolist())


@pytest.mark.parametrize("make", [wide, narrow, judged])
def test_many_more_nodes_do_not_change_the_tail_mean(make, monkeypatch):
    year = random_year(5, 300, make)
    short = year.tail_mean(0.99)

    nodes, weights = np.polynomial.legendre.leggauss(64)
    monkeypatch.setattr(tail, "_NODES", nodes)
    monkeypatch.setattr(tail, "_WEIGHTS", weights)

    assert short == pytest.approx(year.tail_mean(0.99), rel=1e-9)


@given(st.floats(0.01, 5), st.floats(0.2, 8), st.floats(0.01, 0.9), st.floats(1.01, 20))
@settings(deadline=None, derandomize=True, max_examples=60)
def test_the_root_of_a_falling_function_is_found(scale, steepness, level, factor):
    def falling(x):
        return np.exp(-((x / scale) ** steepness)) - level

    exact = scale * (-np.log(level)) ** (1 / steepness)

    root = tail._root(falling, np.array([0.0]), np.array([factor * exact]))

    assert root[0] == pytest.approx(exact, rel=1e-9)


def test_the_rate_of_costly_events_jumps_where_one_reaches_its_cap():
    year = Year.of(0.0, [(0.1, 1.0, LognormalDuration.of(20, 60), 6.0)], 1)
    edge = np.array([6.0])

    assert year.intensity(edge) == 0.0
    assert year.intensity(edge, before=True) == pytest.approx(0.1 * 0.9199, abs=1e-4)
