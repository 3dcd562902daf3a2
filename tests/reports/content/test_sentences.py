"""The guards of the method's sentences (§8) beyond page 1: margin, exit, common cause, contract."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from assessments.casefile import read, select
from assessments.casefile.document import CaseDocument
from assessments.casefile.figures import replace_figure, walk_figures
from assessments.casefile.project import to_case
from assessments.casefile.words import State
from assessments.scoring.score import score
from reports.content.case_report import case_report
from reports.content.parts import CaseReport

ROOT = Path(__file__).parents[3]
APPLE = "assessments/cases/apple-samsung-displays.yaml"
MICROSOFT = "assessments/cases/microsoft-anthropic.yaml"
HOSPITAL = "tests/cases/hospital-imaging.yaml"
PANELS, AGENTS = ("iphone", "sdc"), ("copilot-office-agents", "anthropic")
GENERATORS = ("nuclear-imaging", "curatom")


@cache
def source(path: str) -> str:
    return (ROOT / path).read_text()


def case(path: str, changes: Mapping[str, str] = MappingProxyType({})) -> CaseDocument:
    """A case file with pieces of its text replaced, each of which must be there once."""
    text = source(path)
    for old, new in changes.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return select.in_force(read.load(text.encode(), path))


def told(document: CaseDocument, position: tuple[str, str]) -> CaseReport:
    few = {"n_draws": 256, "n_exit_draws_log2": 8}
    return case_report(document, score(replace(to_case(document), parameters=few)), *position)


def chapter(report: CaseReport, key: str) -> str:
    return "\n".join(next(s for s in report.sections if s.key == key).paragraphs)


def exhibit(report: CaseReport, key: str) -> Any:
    return next((e for s in report.sections for e in s.exhibits if e.key == key), None)


def with_value(document: CaseDocument, address: str, value: str) -> CaseDocument:
    figure = dict(walk_figures(document))[address]
    changed = replace(figure, state=State.ESTIMATED, likely=Decimal(value), low=None, high=None)
    return replace_figure(document, address, changed)


# Cost ------------------------------------------------------------------------------------------


def test_a_price_cap_lower_than_the_ceiling_is_the_rise_that_is_named() -> None:
    capped = case(
        APPLE,
        {
            "    end: unknown\n    notice_days_ours": "    end: 2027-12\n    notice_days_ours",
            "price_cap_share: unknown": "price_cap_share: 0.02",
        },
    )

    words = chapter(told(capped, PANELS), "leaving")

    assert "While the contract runs the price can rise by at most about 3.9" in words
    assert "less than the 31%" in words
    assert "Beyond a price rise" not in words
    assert "A ceiling, not a forecast." in words


def test_what_leaving_the_contract_adds_is_said_to_be_left_out() -> None:
    words = chapter(told(case(APPLE), PANELS), "leaving")

    assert "what the contract adds is not counted because it is not known" in words
    assert "what the contract adds" not in chapter(
        told(case(MICROSOFT), ("copilot-office-agents", "openai")), "leaving"
    )


def test_the_card_divides_the_same_cost_that_it_prints() -> None:
    _, cost, _ = told(case(APPLE), PANELS).cards

    printed = float(cost.number.removeprefix("$").removesuffix("\N{NO-BREAK SPACE}bn"))

    share = float(cost.meaning.split("%")[0])
    assert share == pytest.approx(100 * printed / 7.840392, abs=0.2)


# Time ------------------------------------------------------------------------------------------


def test_a_stop_without_stock_costs_from_the_first_day() -> None:
    report = told(case(MICROSOFT), AGENTS)

    assert "from the first day" in exhibit(report, "10-stop").title
    assert "once the stock is gone" not in exhibit(report, "10-stop").title


def test_a_stop_shorter_than_the_stock_costs_nothing() -> None:
    short = case(
        APPLE,
        {"stress_months: 6, stress_ramp_months: 3": "stress_months: 2, stress_ramp_months: 0"},
    )

    words = chapter(told(short, PANELS), "stop")

    assert "A stop of 2 months costs nothing on these figures" in words


def test_the_known_end_of_a_contract_is_told_even_if_its_amounts_are_not() -> None:
    words = chapter(told(case(MICROSOFT), ("copilot-office-agents", "openai")), "leaving")

    assert "The contract with OpenAI ends in December 2032." in words
    assert "the spend still committed to OpenAI is not known." in words
    assert "yearly spend" not in words  # no term of the contract


# Margin and rivals -----------------------------------------------------------------------------


def test_a_margin_with_an_unknown_tier_is_a_lower_bound_in_words_and_picture() -> None:
    report = told(case(HOSPITAL), GENERATORS)
    stack = exhibit(report, "02-margin")

    assert "Of each €1 at least €0.30 is gross margin of one firm" in chapter(report, "supply")
    assert stack.title.startswith("At least 30% of what we pay is margin")
    assert stack.data.rows[-1][0] == "Resources, and margins not known"


def test_a_rival_two_tiers_up_is_named_as_standing_behind_the_supplier() -> None:
    report = told(case(APPLE), ("iphone", "boe"))

    assert (
        "; Samsung Display, which stands behind it, competes with us in smartphones." in report.lede
    )
    assert "if it withheld supply" not in chapter(report, "rivals")


def test_a_rival_in_the_chain_is_named_even_if_its_weight_is_unknown() -> None:
    words = chapter(told(case(MICROSOFT), ("copilot-office-agents", "openai")), "rivals")

    assert "Amazon competes with us and stands in this chain; how much of our revenue" in words
    assert "was left out of that number" not in words


@pytest.mark.parametrize(
    ("markets", "sentence"),
    [
        ("markets: none", "St. Anna Kliniken has stated that no rival of its own sells to it."),
        ("markets: unknown", "Whether a rival stands in this chain is not known: a list of rivals"),
    ],
)
def test_no_rivals_stated_and_none_listed_are_told_apart(markets: str, sentence: str) -> None:
    words = chapter(told(case(HOSPITAL, {"markets: none": markets}), GENERATORS), "rivals")

    assert sentence in words


def test_a_tie_without_an_amount_prints_its_share() -> None:
    rows = exhibit(told(case(MICROSOFT), ("copilot-office-agents", "openai")), "09-ties").data.rows

    assert ("Microsoft", "owns part of", "OpenAI", "27%") in rows


def test_a_note_that_limits_an_amount_stands_before_it() -> None:
    rows = exhibit(told(case(MICROSOFT), AGENTS), "09-ties").data.rows

    assert "up to $5.00\N{NO-BREAK SPACE}bn" in [row[-1] for row in rows]


# Exit ------------------------------------------------------------------------------------------

PLAN = (
    "    planned: {value: 2025-06, source: B8, grade: E, basis: assumption, as_of: 2025-06-27, "
    "note: sources say 2025}\n"
)


def test_a_plan_that_is_past_says_how_long_ago_it_was_due() -> None:
    words = chapter(told(case(MICROSOFT), AGENTS), "exit")

    assert "was due June 2025, 12 months ago" in words
    assert "given it is not done on 30 June 2026" in words


def test_a_plan_that_is_ahead_is_due_and_not_late() -> None:
    words = chapter(told(case(MICROSOFT, {PLAN: "    planned: 2027-03\n"}), AGENTS), "exit")

    assert "is due March 2027" in words
    assert "ago" not in words


def test_an_exit_that_is_done_gets_no_odds() -> None:
    done = case(MICROSOFT, {PLAN: f"{PLAN}    actual: 2026-05-31\n"})

    report = told(done, AGENTS)

    assert chapter(report, "exit") == "The exit was done on 31 May 2026."
    assert exhibit(report, "08-odds") is None


def test_a_waived_exit_plan_names_who_waived_it() -> None:
    waived = case(
        HOSPITAL,
        {
            "supplier: curatom, stress_months": "supplier: curatom, exit_plan: not_required, "
            "approved: {by: Chief physician, at: 2026-05-04}, stress_months"
        },
    )

    words = chapter(told(waived, GENERATORS), "exit")

    assert words == "No exit plan is required: waived by Chief physician on 4 May 2026."


# Common cause and alternatives -----------------------------------------------------------------


def test_a_shared_name_that_can_be_bypassed_is_no_common_cause() -> None:
    report = told(case(MICROSOFT), AGENTS)

    assert not [p for p in report.reasons if "hang on one" in p.claim]
    assert "no way round" not in chapter(report, "alternatives")


def test_a_shared_node_that_stops_both_sides_is_no_way_round() -> None:
    words = chapter(told(case(APPLE), PANELS), "alternatives")

    assert (
        "Moving to BOE and LG Display is no way round Universal Display: "
        "both sides stop without it." in words
    )
    assert "Canon Tokki" not in words  # limits growth only


def test_without_stock_anywhere_the_shared_node_stops_it_at_once() -> None:
    bare = with_value(case(APPLE), "functions.iphone.buffer_months", "0")

    (point,) = (p for p in told(bare, PANELS).reasons if "hang on one" in p.claim)

    assert point.sentence.endswith("without it nothing of iPhone is left at once.")


def test_suppliers_whose_upstream_nobody_recorded_are_named_beside_the_shared_node() -> None:
    file = source(HOSPITAL)
    start = file.index("  warta-generators:\n    moly:")
    row = file[start : file.index("  curatom-moly:   #")]
    unmapped = case(HOSPITAL, {row: ""})

    report = told(unmapped, GENERATORS)

    words = chapter(report, "concentration")
    assert "What stands behind Warta Isotopes is not recorded" in words
    assert any(p.claim == "Two suppliers hang on one." for p in report.reasons)


def test_the_only_ready_alternative_is_called_the_only_one() -> None:
    assert "the only alternative far enough along" in chapter(
        told(case(HOSPITAL), GENERATORS), "alternatives"
    )
    assert "it binds us least" in chapter(told(case(MICROSOFT), AGENTS), "alternatives")


# Evidence --------------------------------------------------------------------------------------


def test_an_entered_duration_is_printed_as_entered() -> None:
    rows = {row[0]: row[1] for row in told(case(HOSPITAL), GENERATORS).assumptions.rows}

    assert rows["How long “curatom recall” takes"] == "0.25 / 1 / 3 months"
    assert rows["Day rate in the cost of retraining for Isolyo and Warta Isotopes"] == "450"


def test_each_assumption_of_a_link_names_both_of_its_ends() -> None:
    labels = [row[0] for row in told(case(HOSPITAL), GENERATORS).assumptions.rows]

    assert len(labels) == len(set(labels))
    assert "The share of Isolyo’s production in the Netherlands" in labels


def test_a_figure_count_is_grammatical_when_nothing_or_all_is_assumed() -> None:
    sentence = told(case(HOSPITAL), ("radiology-archive", "pixarch")).sureness.sentence

    assert "figures behind it are assumed" in sentence
    assert "0 are" not in sentence
