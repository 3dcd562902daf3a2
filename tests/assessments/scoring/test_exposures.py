"""The closed form of the risk exposure index against the program it replaces."""

from pathlib import Path

import pytest

from assessments.casefile import read, select
from assessments.casefile.project import to_case
from assessments.scoring import exposure
from assessments.scoring.score import score

APPLE = Path(__file__).parents[3] / "assessments" / "cases" / "apple-samsung-displays.yaml"


def test_the_supplier_that_hurts_most_ranks_first() -> None:
    found = score(to_case(select.in_force(read.load(APPLE.read_bytes(), APPLE.name))))

    index = {m.subject: m.value for m in found.of("exposure.risk_exposure_index")}

    assert index["iphone/sdc"] == 1.0
    assert index["iphone/lgd"] is None
    assert index["iphone/boe"] is None


@pytest.mark.parametrize("months", [1.0, 3.0, 6.0, 12.0])
def test_the_closed_form_is_the_optimum_of_the_program(months: float) -> None:
    capacity = {"sdc": 0.75, "lgd": 0.42, "boe": 0.12}
    value, buffer = 6.4, 1.5
    network = exposure.Network(
        capacity=capacity,
        demand={"phone": 1.0},
        inventory={"phone": buffer},
        unit_loss={"phone": value},
    )

    optimum = exposure.performance_impact(network, {"sdc"}, months)

    degree = 1.0 - (0.42 + 0.12)
    assert optimum == pytest.approx(value * max(0.0, degree * months - buffer), rel=1e-7, abs=1e-9)
