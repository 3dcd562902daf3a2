"""Our Sobol points against SciPy's, and what scrambling must keep."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import qmc

from assessments.scoring import sobol
from assessments.scoring.errors import ScoringError


def test_unscrambled_points_are_scipys_in_every_dimension():
    twin = qmc.Sobol(sobol.MAX_DIMENSIONS, scramble=False).random_base2(10)

    assert np.array_equal(sobol.points(10, sobol.MAX_DIMENSIONS, None), twin)


@given(st.integers(0, 2**32), st.integers(0, 9))
@settings(deadline=None, derandomize=True, max_examples=25)
def test_scrambled_points_fill_every_interval_of_every_dimension_once(seed, n_log2):
    drawn = sobol.points(n_log2, 6, seed)

    cells = np.sort((drawn * 2**n_log2).astype(int), axis=0)

    assert np.array_equal(cells, np.tile(np.arange(2**n_log2)[:, None], (1, 6)))
    assert 0 < drawn.min() <= drawn.max() < 1


def test_scrambled_points_fill_every_square_of_the_first_two_dimensions_once():
    drawn = sobol.points(8, 2, seed=3)

    squares = {(x, y) for x, y in (drawn * 16).astype(int).tolist()}

    assert len(squares) == 256


def test_the_mean_of_a_smooth_sum_is_far_closer_than_random_draws_get():
    errors = [abs(sobol.points(12, 8, seed).sum(axis=1).mean() - 4.0) for seed in range(20)]

    assert max(errors) < 1e-3 < (8 / 12 / 2**12) ** 0.5


def test_each_point_is_uniform_over_the_scramblings():
    first = np.array([sobol.points(0, 3, seed)[0] for seed in range(400)])

    assert first.mean(axis=0) == pytest.approx([0.5] * 3, abs=4 / np.sqrt(12 * 400))
    assert np.corrcoef(first.T)[0, 1] == pytest.approx(0.0, abs=4 / np.sqrt(400))


def test_a_seed_gives_the_same_points_again_and_another_gives_others():
    assert np.array_equal(sobol.points(6, 4, 1), sobol.points(6, 4, 1))
    assert not np.array_equal(sobol.points(6, 4, 1), sobol.points(6, 4, 2))


@pytest.mark.parametrize(("n_log2", "dims"), [(4, 0), (4, 51), (-1, 2), (33, 2)])
def test_more_than_the_table_carries_is_rejected(n_log2, dims):
    with pytest.raises(ScoringError, match=r"use 0 to 32 and 1 to 50"):
        sobol.points(n_log2, dims, 1)
