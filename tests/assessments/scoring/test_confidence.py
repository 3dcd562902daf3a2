"""Quality of the evidence: grades, ages, what moves an indicator, and the whole score's."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.composite import NOT_APPLICABLE, Z
from assessments.scoring.confidence import (
    GRADE_QUALITY,
    Evidence,
    aged_quality,
    elasticity,
    indicator_quality,
    overall_confidence,
    weighted_confidence,
)
from assessments.scoring.errors import ScoringError
from assessments.scoring.indicators import INDICATORS

grades = st.sampled_from(sorted(GRADE_QUALITY))
ages = st.floats(-24, 240)
evidence = st.builds(Evidence, grades, ages, st.none() | st.floats(0, 2))


def test_missing_oracle(oracle: Any) -> None:
    missing = oracle("K06")
    half_life = missing.inputs["half_life"]
    rows = zip(
        missing.inputs["present"],
        missing.inputs["quality"],
        missing.inputs["age_months"],
        strict=True,
    )

    qualities = [
        aged_quality("q", age, {"q": quality}, half_life) if present else None
        for present, quality, age in rows
    ]

    found = weighted_confidence(missing.inputs["w"], qualities)
    missing.check(found, missing.expected["confidence"])


def test_indicator_quality_oracle(oracle: Any) -> None:
    rule = oracle("G31")

    qualities = [
        indicator_quality(Evidence(*item) for item in inputs)
        for inputs in rule.inputs["inputs_grade_age_elasticity"]
    ]

    rule.check({"quality": qualities}, rule.expected)


@given(st.lists(evidence, max_size=6), evidence)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_one_more_input_never_improves_an_indicator(
    inputs: list[Evidence], another: Evidence
) -> None:
    before, after = indicator_quality(inputs), indicator_quality([*inputs, another])

    assert after <= before or not any(item.counts for item in inputs)


@given(st.dictionaries(st.sampled_from([i.id for i in INDICATORS]), st.floats(0, 1)))
@settings(deadline=None, derandomize=True, max_examples=100)
def test_confidence_lies_between_0_and_the_best_quality(qualities: dict[str, float]) -> None:
    confidence = overall_confidence(qualities)

    assert 0.0 <= confidence <= max(qualities.values(), default=0.0) + 1e-12


def test_an_indicator_that_does_not_apply_leaves_the_denominator() -> None:
    known: dict[str, Z] = {indicator.id: 0.6 for indicator in INDICATORS}

    unknown = overall_confidence({**known, "X2": None})
    not_applicable = overall_confidence({**known, "X2": NOT_APPLICABLE})

    assert unknown == pytest.approx(0.6 * (1 - 0.1 / 3))
    assert not_applicable == pytest.approx(0.6)


def test_nothing_applicable_has_no_confidence() -> None:
    qualities: dict[str, Z] = {indicator.id: NOT_APPLICABLE for indicator in INDICATORS}

    assert overall_confidence(qualities) == 0.0


def test_a_figure_dated_after_the_assessment_is_of_today() -> None:
    assert aged_quality("B", -12.0) == aged_quality("B", 0.0) == 0.8


def test_a_half_life_of_age_halves_the_quality() -> None:
    assert aged_quality("A", 18.0) == pytest.approx(0.5)
    assert aged_quality("A", 12.0, half_life_months=12.0) == pytest.approx(0.5)


def test_elasticity_is_one_in_proportion_and_small_values_are_measured_against_a_hundredth() -> (
    None
):
    assert elasticity(5.0, 5.05) == pytest.approx(1.0)
    assert elasticity(0.0, 0.00001) == pytest.approx(0.1)


def test_links_and_dates_count_without_an_elasticity() -> None:
    moved = Evidence("A", 0.0, 1.0)

    assert indicator_quality([moved, Evidence("E", 0.0)]) == pytest.approx(0.2)
    assert indicator_quality([moved, Evidence("E", 0.0, 0.099)]) == 1.0


def test_an_indicator_nothing_moves_is_not_proven() -> None:
    assert indicator_quality([Evidence("A", 0.0, 0.0)]) == indicator_quality([]) == 0.0


def test_a_grade_that_does_not_exist_is_named() -> None:
    with pytest.raises(ScoringError, match="grade 'B/C' is not one of A, B, C, D, E"):
        aged_quality("B/C", 0.0)
