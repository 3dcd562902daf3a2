"""Any value of a case may be a range: scoring answers, it never breaks."""

from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from assessments.casefile import read, select
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import Figure
from assessments.casefile.figures import replace_figure, walk_figures
from assessments.casefile.project import to_case
from assessments.casefile.words import State
from assessments.scoring.results import Results
from assessments.scoring.score import score

ROOT = Path(__file__).parents[3]
FILES = {
    "apple": ROOT / "assessments" / "cases" / "apple-samsung-displays.yaml",
    "microsoft": ROOT / "assessments" / "cases" / "microsoft-anthropic.yaml",
    "hospital": ROOT / "tests" / "cases" / "hospital-imaging.yaml",
}


@cache
def document(name: str) -> CaseDocument:
    file = FILES[name]
    return select.in_force(read.load(file.read_bytes(), file.name))


def as_range(figure: Figure) -> Figure:
    """Return the figure as a range around its value."""
    assert figure.likely is not None
    low, high = sorted((figure.likely * Decimal("0.9"), figure.likely * Decimal("1.05")))
    return replace(figure, state=State.ESTIMATED, low=low, high=high)


def blocks() -> list[tuple[str, str]]:
    """Return every case with each of its nouns: small enough to name what broke."""
    return sorted(
        {
            (name, ".".join(address.split(".")[:2]))
            for name in FILES
            for address, figure in walk_figures(document(name))
            if figure.likely is not None and not address.startswith(("shares", "ties"))
        }
    )


@pytest.mark.parametrize(("name", "block"), blocks())
def test_any_value_may_be_a_range(name: str, block: str) -> None:
    few = {"n_draws": 256, "n_exit_draws_log2": 6}
    figures = [
        (address, figure)
        for address, figure in walk_figures(document(name))
        if f"{address}.".startswith(f"{block}.") and figure.likely is not None
    ]

    for address, figure in figures:
        changed = replace_figure(document(name), address, as_range(figure))
        results = score(replace(to_case(changed), parameters=few))

        assert results.measure("score.risk", next(iter(_positions(results)))).upper is not None


def _positions(results: Results) -> list[str]:
    return [f"{function}/{supplier}" for function, supplier in results.positions]
