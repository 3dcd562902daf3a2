"""What a policy may set, and within which limits."""

import re
from dataclasses import fields
from math import nan

import pytest

from assessments.scoring.errors import ScoringError
from assessments.scoring.parameters import LIMITS, Parameters


def test_every_parameter_has_limits_that_hold_its_default():
    assert LIMITS.keys() == {item.name for item in fields(Parameters)}
    own = Parameters()

    assert own.with_policy({name: getattr(own, name) for name in LIMITS}) == own


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("n_drawz", 512, "use one of "),
        ("n_draws", "512", "give a whole number, 256 to 1,048,576"),
        ("n_draws", 512.5, "give a whole number"),
        ("n_draws", True, "give a whole number"),
        ("n_draws", 5, "give a whole number, 256"),
        ("pillar_cap", nan, "give 0.01 to 1"),
        ("pillar_cap", [], "give 0.01 to 1"),
        ("age_half_life_months", 0, "give 0.1 or more"),
        ("pillar_weights", {"C": 1}, "give C, L, D, M, X, each 0 to 1"),
        ("pillar_weights", dict.fromkeys("CLDMX", 0.3), "adding to 1"),
        ("grade_quality", "", "is empty; give A, B, C, D, E"),
        ("cost_if_unknown", [1, 2], "give a list of 3 numbers"),
        ("cost_if_unknown", [3, 2, 1], "rising"),
        ("cost_if_unknown", ["a", 2, 1], "each 0 or more"),
        ("overrun_p80", 1.2, "give more than overrun_median, 1.3"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_what_would(name, value, remedy):
    with pytest.raises(ScoringError, match=re.escape(remedy)) as caught:
        Parameters().with_policy({name: value})

    assert f"policy.parameters.{name}" in str(caught.value)
