"""Canonical parameters, their hash, and what a change of score is made of."""

import json
import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.errors import ScoringError
from assessments.scoring.versioning import canonical_json, change_effects, parameters_sha256

scores = st.floats(0, 100)
documents = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats(-1e6, 1e6) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


def test_parameter_hash_oracle(oracle: Any) -> None:
    text = oracle("K09").inputs["canonical"]
    shuffled = dict(reversed(json.loads(text).items()))

    assert canonical_json(shuffled) == text
    oracle("K09").check({"sha256": parameters_sha256(shuffled)}, oracle("K09").expected)


def test_method_versus_data_oracle(oracle: Any) -> None:
    change = oracle("K08")

    found = change_effects(
        change.inputs["old_old"], change.inputs["newdata_oldmethod"], change.inputs["new_new"]
    )

    actual = {
        "data_effect": found.data_effect,
        "method_effect": found.method_effect,
        "total": found.total,
    }
    change.check(actual, change.expected)


@given(documents)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_canonical_json_reads_back_equal_and_is_its_own_canonical_form(document: Any) -> None:
    text = canonical_json(document)

    assert json.loads(text) == document
    assert canonical_json(json.loads(text)) == text


@given(scores, scores, scores)
@settings(deadline=None, derandomize=True, max_examples=50)
def test_effects_add_to_the_change(old: float, between: float, new: float) -> None:
    assert change_effects(old, between, new).total == pytest.approx(new - old, abs=1e-9)


def test_a_whole_number_has_one_spelling() -> None:
    assert canonical_json([20, 20.0, -0.0, True, 1e300]) == "[20,20,0,true,1e+300]"
    assert parameters_sha256({"kappa": 20}) == parameters_sha256({"kappa": 20.0})


def test_letters_outside_ascii_stay_as_they_are() -> None:
    assert canonical_json({"κ": (1, "ä")}) == '{"κ":[1,"ä"]}'


@pytest.mark.parametrize("value", [math.nan, math.inf, {1, 2}, {(1, 2): 3}])
def test_what_json_cannot_say_is_refused(value: Any) -> None:
    with pytest.raises(ScoringError, match="these parameters have no canonical JSON"):
        canonical_json({"cap": value})
