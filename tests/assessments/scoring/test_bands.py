"""The words for a score: bands that never say low by default."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.bands import (
    BANDS,
    INSUFFICIENT,
    NOT_RATED,
    band,
    confidence_label,
    shown_band,
)
from assessments.scoring.errors import ScoringError

scores = st.floats(0, 100)
shares = st.floats(0, 1)


def test_never_green_oracle(oracle: Any) -> None:
    rule = oracle("G30")

    shown = [shown_band(*case) for case in rule.inputs["cases_risk_high_completeness_lowerbound"]]

    rule.check({"shown": shown}, rule.expected)


@pytest.mark.parametrize("case", ["Z07", "Z08"])
def test_bands_of_the_sample_cases(oracle: Any, case: str) -> None:
    expected = oracle(case).expected

    shown = shown_band(
        expected["risk"],
        expected["risk_high"],
        expected["completeness"],
        expected.get("D1_is_lower_bound", False),
    )

    assert shown == expected["band"]


@pytest.mark.parametrize(
    ("risk", "word"),
    [(0, "low"), (25, "moderate"), (49.999, "moderate"), (50, "high"), (75, "critical")],
)
def test_a_band_starts_at_its_lower_end(risk: float, word: str) -> None:
    assert band(risk) == word


@given(scores, scores, shares, st.booleans())
@settings(deadline=None, derandomize=True, max_examples=200)
def test_low_is_said_only_if_the_worst_case_is_low_and_most_is_known(
    point: float, above: float, completeness: float, is_lower_bound: bool
) -> None:
    risk_high = max(point, above)

    shown = shown_band(point, risk_high, completeness, is_lower_bound)

    if shown == "low":
        assert risk_high < 25
        assert completeness >= 0.75 - 1e-9
        assert not is_lower_bound
    assert shown in (
        *BANDS,
        NOT_RATED,
        INSUFFICIENT,
        *(f"{NOT_RATED}: at least {b}" for b in BANDS),
    )


@given(scores, scores, shares)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_lower_bound_changes_nothing_but_the_band_low(
    point: float, above: float, completeness: float
) -> None:
    risk_high = max(point, above)

    plain = shown_band(point, risk_high, completeness, False)
    bound = shown_band(point, risk_high, completeness, True)

    assert bound == (NOT_RATED if plain == "low" else plain)


def test_three_quarters_known_up_to_rounding_are_enough_for_low() -> None:
    assert shown_band(20, 24, 0.75 - 1e-12, False) == "low"
    assert shown_band(60, 60, 0.4 - 1e-12, False) == "high"


def test_nothing_known_is_insufficient_data() -> None:
    assert shown_band(None, 99, 0.0, False) == INSUFFICIENT


@pytest.mark.parametrize(
    ("share", "word"), [(1.0, "high"), (0.75, "high"), (0.5, "medium"), (0.49, "low"), (0, "low")]
)
def test_confidence_has_three_words(share: float, word: str) -> None:
    assert confidence_label(share) == word


@pytest.mark.parametrize("risk", [-0.1, 100.1, math.nan])
def test_a_score_outside_0_to_100_is_refused(risk: float) -> None:
    with pytest.raises(ScoringError, match=r"a score of .* has no band"):
        band(risk)
