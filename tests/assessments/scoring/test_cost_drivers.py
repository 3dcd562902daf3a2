"""Each row of the switching cost from its drivers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.cost_drivers import FORMULAS, WITHOUT_FORMULA, derive, driver_names
from assessments.scoring.errors import ScoringError

ROWS = {
    "search": ({"person_days": 40, "day_rate": 800, "proof_of_concept": 5000}, 37_000),
    "engineering": ({"person_days": 100, "day_rate": 800}, 80_000),
    "data-move": (
        {
            "egress_gb": 10_240,
            "price_per_gb": 0.09,
            "transform_cost": 1000,
            "tokens_millions": 120_000,
            "price_per_million_tokens": 0.1,
            "validation_hours": 320,
            "hour_rate": 110,
        },
        921.6 + 1000 + 47_200,
    ),
    "requalification": ({"nre": 5, "masks": 10, "test_lots": 2, "yield_ramp": 3}, 20),
    "retraining": (
        {"heads": 10, "training_days": 2, "day_rate": 500, "dip_share": 0.2, "dip_weeks": 4},
        10 * (2 * 500 + 0.2 * 4 * 5 * 500),
    ),
    "dual-running": ({"dual_running_factor": 0.5, "dual_months": 4, "new_annual_cost": 42}, 7),
    "write-off": ({"book_value": 10, "salvage_value": 4}, 6),
    "cut-over-risk": ({"failure_share": 0.1, "impact": 50}, 5),
    "onboarding": ({"onboarding_cost": 10, "incentives": 15}, -5),
}


@pytest.mark.parametrize("component", ROWS)
def test_a_row_is_derived_from_its_drivers(component):
    drivers, expected = ROWS[component]

    assert derive(component, drivers) == pytest.approx(expected)


def test_every_row_with_a_formula_has_an_example_and_there_are_eleven_rows():
    assert set(ROWS) == set(FORMULAS)
    assert len(FORMULAS) + len(WITHOUT_FORMULA) == 11


@pytest.mark.parametrize("component", sorted(WITHOUT_FORMULA))
def test_a_row_without_a_formula_is_not_guessed(component):
    assert driver_names(component) == ()
    assert derive(component, {"anything": 1.0}) is None


@given(st.sampled_from(sorted(ROWS)), st.integers(0, 6))
@settings(deadline=None, derandomize=True, max_examples=40)
def test_draws_of_any_driver_go_through_one_by_one(component, index):
    drivers, _ = ROWS[component]
    name = sorted(drivers)[index % len(drivers)]

    drawn = derive(component, drivers | {name: np.array([1.0, 3.0])})

    assert drawn == pytest.approx([derive(component, drivers | {name: x}) for x in (1.0, 3.0)])


@pytest.mark.parametrize("component", ROWS)
def test_a_missing_driver_is_named(component):
    drivers, _ = ROWS[component]
    missing = driver_names(component)[-1]
    rest = {name: value for name, value in drivers.items() if name != missing}

    with pytest.raises(ScoringError, match=f"{component} needs the driver {missing}"):
        derive(component, rest)


def test_a_misspelt_driver_is_named():
    with pytest.raises(ScoringError, match="dayrate is not a driver of engineering"):
        derive("engineering", {"person_days": 1, "day_rate": 2, "dayrate": 3})


def test_an_unknown_component_is_named():
    with pytest.raises(ScoringError, match="cost component moving is not known"):
        derive("moving", {})
