"""The quality of an indicator that no single figure moves."""

from dataclasses import replace

import pytest

from assessments.scoring import evaluation
from assessments.scoring.case import Figure, State
from assessments.scoring.parameters import Parameters
from assessments.scoring.world import Trace, Traced, World


class Fixed:
    """A position whose indicators never move."""

    world = World()

    def __init__(self) -> None:
        self.parameters = Parameters()

    def at(self, world: World) -> "Fixed":
        return self


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Fixed:
    def formula(position: object) -> Traced:
        return Traced(0.7, Trace(World()))

    monkeypatch.setattr(evaluation, "FORMULAS", {"C1": formula})
    return Fixed()


def traced_by(*figures: Figure) -> Traced:
    trace = Trace(World())
    for figure in figures:
        trace.value(figure)
    return Traced(0.7, trace)


GOOD = Figure("a", State.KNOWN, 0.5, grade="B")


def test_all_it_rests_on_must_hold_if_no_figure_moves_it(still: Fixed) -> None:
    weak = replace(GOOD, address="b", grade="D")

    assert evaluation.indicator_quality(still, "C1", traced_by(GOOD, weak)) == 0.4  # type: ignore[arg-type]


def test_a_bare_statement_counts_as_unverified(still: Fixed) -> None:
    assert evaluation.indicator_quality(still, "C1", traced_by()) == 0.2  # type: ignore[arg-type]


def test_an_unknown_indicator_has_no_quality(still: Fixed) -> None:
    unknown = Traced(None, Trace(World()))

    assert evaluation.indicator_quality(still, "C1", unknown) == 0.0  # type: ignore[arg-type]
