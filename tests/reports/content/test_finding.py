"""The sentences of page 1 and their guards, on the shipped cases changed one thing at a time."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from assessments.casefile import read, select
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.figures import replace_figure, walk_figures
from assessments.casefile.project import to_case
from assessments.casefile.words import State
from assessments.scoring.score import score
from reports.content.case_report import case_report
from reports.content.parts import CaseReport

CASES = Path(__file__).parents[3] / "assessments" / "cases"
SDC = "functions.iphone.gates.panels.dependencies.sdc"
SHIFT = "alternatives.shift-to-lgd-boe"


@cache
def apple() -> CaseDocument:
    file = CASES / "apple-samsung-displays.yaml"
    return select.in_force(read.load(file.read_bytes(), file.name))


def told(document: CaseDocument, function: str = "iphone", supplier: str = "sdc") -> CaseReport:
    few = {"n_draws": 512, "n_exit_draws_log2": 8}
    results = score(replace(to_case(document), parameters=few))
    return case_report(document, results, function, supplier)


def with_value(document: CaseDocument, address: str, value: str) -> CaseDocument:
    figure = dict(walk_figures(document))[address]
    changed = replace(figure, state=State.ESTIMATED, likely=Decimal(value), low=None, high=None)
    return replace_figure(document, address, changed)


def words(report: CaseReport) -> str:
    """Everything the report says, in one text."""
    parts = [report.finding, report.lede, report.sureness.headline, report.decision.text]
    parts += [p.sentence for p in report.reasons]
    parts += [text for section in report.sections for text in section.paragraphs]
    parts += [e.title for section in report.sections for e in section.exhibits]
    return "\n".join(parts)


def test_a_time_lock_is_told_in_months_not_in_money() -> None:
    report = told(apple())

    assert report.finding == (
        "Apple could afford to leave Samsung Display, but not in time: leaving takes 25 months, "
        "and iPhone lasts 3.3 months without it."
    )
    assert report.lede.endswith("Money is not the lock. Time is.")
    assert [card.label for card in report.cards] == [
        "months to switch",
        "to leave",
        "price ceiling",
    ]


def test_without_stock_the_loss_starts_at_once_and_not_after_0_months() -> None:
    report = told(with_value(apple(), "functions.iphone.buffer_months", "0"))

    assert "54% of iPhone is left at once" in report.finding
    assert "0 months" not in report.finding
    assert "at once 54% of demand would be left" in words(report)


def test_if_the_others_can_carry_it_no_months_to_survive_are_given() -> None:
    document = with_value(
        apple(), "functions.iphone.gates.panels.dependencies.lgd.surge_capacity_share", "0.95"
    )

    report = told(document)

    assert (
        report.finding
        == "Apple could lose Samsung Display without a stop: the others can carry iPhone."
    )
    assert "the others can carry iPhone" in words(report)


def test_a_dear_exit_in_time_is_a_money_lock() -> None:
    document = with_value(apple(), "functions.iphone.buffer_months", "40")
    document = with_value(document, f"{SHIFT}.cost_lines.requalification", "20000000000")

    report = told(document)

    assert report.finding.startswith("Apple could leave Samsung Display in time, but at 2.6 years")
    assert report.lede.endswith("Time is not the lock. Money is.")


def test_an_exit_that_pays_at_once_says_what_waiting_costs() -> None:
    document = with_value(apple(), f"{SHIFT}.price_premium_share", "-0.9")

    report = told(document)

    assert "Leaving already pays: waiting costs" in words(report)


def test_no_exit_inside_the_horizon_gives_no_ceiling() -> None:
    report = told(with_value(apple(), f"{SHIFT}.activities.ramp.months", "60"))

    assert report.cards[2].number == "none"
    assert "No exit pays inside 4 years." in words(report)


def test_a_position_nobody_researched_is_not_called_free() -> None:
    report = told(apple(), supplier="boe")

    assert report.finding == "1.4% of iPhone runs on BOE, but the others can carry all of it."
    assert report.sureness.headline == "No score: too little is known"
    assert "Nobody has recorded an alternative to BOE" in words(report)
    assert {card.number for card in report.cards} == {"?"}


GUARDED: list[tuple[str, Callable[[str], bool]]] = [
    ("functions.iphone.buffer_months", lambda text: "the stock that covers iPhone" in text),
    (f"{SHIFT}.activities.qualify.months", lambda text: "how long “qualify” takes" in text),
    (f"{SHIFT}.cost_lines.requalification", lambda text: "the cost of requalification" in text),
    (f"{SDC}.workload_share", lambda text: "the share of the work that Samsung Display" in text),
    (f"{SDC}.annual_spend", lambda text: "the yearly spend on Samsung Display" in text),
    ("functions.iphone.revenue_per_year", lambda text: "the yearly revenue of iPhone" in text),
    ("markets.smartphones.our_share", lambda text: "our share of smartphones" in text),
]


@pytest.mark.parametrize(("address", "is_named"), GUARDED)
def test_a_missing_figure_is_named_where_its_number_stood(
    address: str, is_named: Callable[[str], bool]
) -> None:
    report = told(replace_figure(apple(), address, UNKNOWN))

    everything = words(report) + "\n".join(card.meaning for card in report.cards)
    assert is_named(everything)
    assert "None" not in everything
    assert "nan" not in everything.split()


def test_without_a_decision_the_three_largest_levers_stand_in_its_place() -> None:
    position = replace(apple().positions["iphone-samsung"], decision="", decide_by=None)
    document = replace(apple(), positions={"iphone-samsung": position})

    decision = told(document).decision

    assert not decision.is_recorded
    assert decision.text == "No decision is recorded with this position."
    assert [lever.claim for lever in decision.levers] == [
        "Let the others carry the whole need.",
        "Hold stock until the switch is done.",
        "Find a second source for what the suppliers share.",
    ]


def test_every_assumption_is_marked_and_no_public_number_is() -> None:
    report = told(apple())

    assert "64.5% of iPhone" in report.lede
    assert "54% of the need\u202f◇" in report.lede
    share = dict(walk_figures(apple()))[f"{SDC}.workload_share"]
    assert isinstance(share, Figure)
    assert share.source == "A11"


def test_no_sentence_names_a_rival_that_gets_no_known_money() -> None:
    file = CASES / "microsoft-anthropic.yaml"
    document = select.in_force(read.load(file.read_bytes(), file.name))

    report = told(document, "copilot-office-agents", "anthropic")

    rivals = next(section for section in report.sections if section.key == "rivals")
    reached = next(text for text in rivals.paragraphs if "is gross margin of" in text)
    assert "Amazon" in reached
    assert "Alphabet" not in reached
