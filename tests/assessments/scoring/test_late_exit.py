"""The late-exit indicator, by what is recorded of the exit."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scoring.composite import NOT_APPLICABLE, Z
from assessments.scoring.errors import ScoringError
from assessments.scoring.exit_plan import SlipClass
from assessments.scoring.late_exit import ExitClock, ExitStatus, exit_indicator, need_months

months = st.floats(0.1, 120)


def told(x: Z) -> float | str | None:
    return "n/a" if x is NOT_APPLICABLE else x  # type: ignore[return-value]


def of_open(elapsed: float | None, planned: float | None, *ends: float) -> Z:
    return exit_indicator(ExitStatus.OPEN, clock=ExitClock(elapsed, planned, ends))


def test_exit_oracle(oracle: Any) -> None:
    rule = oracle("G25")
    slip = SlipClass(*(rule.inputs["class"][key] for key in ("median", "p80", "cancel")))

    def x(elapsed: float, planned: float, end: float | None) -> Z:
        clock = ExitClock(elapsed, planned, () if end is None else (end,))
        return exit_indicator(ExitStatus.OPEN, clock=clock, slip=slip)

    found = {
        "x": [x(*case) for case in rule.inputs["cases_t0_planned_contract_end"]],
        "nothing": [
            told(
                exit_indicator(ExitStatus.NONE, is_critical=case["critical"], z_lock_in=case["z_L"])
            )
            for case in rule.inputs["nothing"]
        ],
        "done": exit_indicator(ExitStatus.DONE),
        "not_required": told(exit_indicator(ExitStatus.NOT_REQUIRED)),
    }

    rule.check(found, rule.expected)
    assert rule.inputs["D0"] == 18


@given(st.floats(0, 60), months, st.lists(months, max_size=3), months)
@settings(deadline=None, derandomize=True, max_examples=100)
def test_a_later_contract_end_never_makes_an_exit_later(
    elapsed: float, planned: float, ends: list[float], more: float
) -> None:
    before, after = (
        of_open(elapsed, planned, *ends),
        of_open(elapsed, planned, *(end + more for end in ends if end > planned)),
    )

    assert isinstance(before, float)
    assert isinstance(after, float)
    assert 0.0 <= after <= before + 1e-12 <= 1.0 + 2e-12


@pytest.mark.parametrize(
    ("ends", "needed"),
    [((), 18.0), ((15.0,), 18.0), ((18.0,), 18.0), ((30.0, 24.0, 3.0), 24.0)],
)
def test_the_need_is_the_earliest_end_later_than_the_plan(
    ends: tuple[float, ...], needed: float
) -> None:
    assert need_months(18.0, ends) == needed


@pytest.mark.parametrize("elapsed", [18.0, 31.0])
def test_an_exit_whose_need_date_is_past_is_late(elapsed: float) -> None:
    assert of_open(elapsed, 18.0) == 1.0


def test_an_open_exit_without_its_dates_is_unknown() -> None:
    assert of_open(None, 18.0) is None
    assert of_open(12.0, None, 30.0) is None


@pytest.mark.parametrize("status", [ExitStatus.NONE, ExitStatus.CANCELLED])
@pytest.mark.parametrize(
    ("is_critical", "z_lock_in", "x"),
    [(True, None, 1.0), (False, 0.25, 1.0), (False, 0.24, "n/a"), (False, None, None)],
)
def test_no_plan_is_worst_where_it_matters(
    status: ExitStatus, is_critical: bool, z_lock_in: float | None, x: Any
) -> None:
    assert told(exit_indicator(status, is_critical=is_critical, z_lock_in=z_lock_in)) == x


def test_an_open_exit_without_a_clock_is_refused() -> None:
    with pytest.raises(ScoringError, match="an open exit needs its clock"):
        exit_indicator(ExitStatus.OPEN)


def test_a_plan_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ScoringError, match="planned duration is -2 months"):
        of_open(1.0, -2)
