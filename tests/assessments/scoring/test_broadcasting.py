"""One value stays a float, draws stay an array, a bad draw is named."""

import numpy as np
import pytest

from assessments.scoring.broadcasting import as_number, require
from assessments.scoring.errors import ScoringError


def test_a_single_value_stays_a_float_and_draws_stay_an_array():
    assert type(as_number(np.asarray(2))) is float
    assert as_number([1, 2]).dtype == np.float64


def test_the_first_draw_that_breaks_a_condition_is_named():
    with pytest.raises(ScoringError, match=r"^-2: must be above 0$"):
        require(lambda x: x > 0, np.array([1.0, -2.0, -3.0]), "must be above 0")


def test_a_number_that_holds_everywhere_passes():
    assert require(lambda x: x > 0, np.array([1.0, 2.0]), "must be above 0") is None
