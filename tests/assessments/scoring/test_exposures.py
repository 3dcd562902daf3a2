"""The closed form of the risk exposure index against the program it replaces."""

import pytest

from assessments.scoring import exposure


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
