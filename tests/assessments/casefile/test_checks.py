"""Checks of a document that came in by another door than a file, and of codes others assign."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.casefile.checks import findings
from assessments.casefile.checks.codes import (
    countries,
    country_problem,
    currencies,
    currency_problem,
    lei_problem,
)
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import Figure
from assessments.casefile.figures import replace_figure
from assessments.casefile.words import Basis, Grade, State

CALM = settings(deadline=None, derandomize=True, max_examples=100)
LEI = "INR2EJN1ERAN0W5ZP974"
GUESS = Figure(state=State.ESTIMATED, basis=Basis.ASSUMPTION, grade=Grade.E)


def test_a_good_document_has_no_findings(
    small: CaseDocument, apple: CaseDocument, microsoft: CaseDocument
) -> None:
    for document in (small, apple, microsoft):
        assert list(findings(document)) == []


@pytest.mark.parametrize(
    ("figure", "remedy"),
    [
        (replace(GUESS, likely=Decimal(2), low=Decimal(3), high=Decimal(4)), "smallest first"),
        (
            replace(GUESS, state=State.KNOWN, likely=Decimal(2), low=Decimal(1), high=Decimal(3)),
            "write state: estimated",
        ),
        (replace(GUESS, likely=Decimal(2), source="S9"), "add it to sources"),
        (replace(GUESS, likely=Decimal("1.0000000000000001")), "write 1"),
        (replace(GUESS, likely=Decimal(2), basis=Basis.PUBLIC), "write source:"),
    ],
)
def test_a_figure_of_a_form_is_checked_like_one_of_a_file(
    small: CaseDocument, figure: Figure, remedy: str
) -> None:
    address = "functions.cars.gates.chips.buffer_months"

    (finding,) = findings(replace_figure(small, address, figure))

    assert finding.path == address
    assert remedy in finding.message


def test_a_figure_dated_after_the_case_is_allowed(small: CaseDocument) -> None:
    figure = small.functions["cars"].revenue_per_year
    later = replace(figure, as_of=replace(small.as_of, year=small.as_of.year + 1))

    assert not list(findings(replace_figure(small, "functions.cars.revenue_per_year", later)))


def test_a_link_to_itself_is_allowed_as_long_as_something_is_kept(small: CaseDocument) -> None:
    gate = small.upstream["north-chip"].rows["tools"]
    own = replace(gate, links={"north-chip": gate.links["tool"]})
    upstream = {**small.upstream, "north-chip": replace(small.upstream["tool"], rows={"own": own})}

    assert not list(findings(replace(small, upstream=upstream)))


@pytest.mark.parametrize(
    ("total", "is_refused"), [("0.59", False), ("0.61", False), ("0.62", True)]
)
def test_workload_shares_may_miss_one_by_a_hundredth(
    small: CaseDocument, total: str, is_refused: bool
) -> None:
    address = "functions.cars.gates.chips.dependencies.north.workload_share"

    found = list(findings(replace_figure(small, address, replace(GUESS, likely=Decimal(total)))))

    assert bool(found) is is_refused


def test_codes_are_those_in_force() -> None:
    assert len(countries()) == 249
    assert {"KR", "TW", "NO", "GB"} <= countries()
    assert {"USD", "EUR", "TWD", "KRW"} <= currencies()
    assert country_problem("EU").endswith("write a code such as KR")
    assert currency_problem("DEM").endswith("write a code such as USD")


@CALM
@given(st.integers(0, 19), st.characters(codec="ascii", categories=("Lu", "Nd")))
def test_one_wrong_character_of_an_lei_is_found(position: int, character: str) -> None:
    changed = LEI[:position] + character + LEI[position + 1 :]

    assert bool(lei_problem(changed)) is (changed != LEI)
