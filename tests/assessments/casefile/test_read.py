"""What the reader fills in: provenance, states, and the words that are not YAML's."""

from decimal import Decimal

import pytest

from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.problems import CaseFileError
from assessments.casefile.read import load
from assessments.casefile.words import Basis, Grade, ListedState, Rule, State

HEAD = """\
lockin: 1
case: one
organization: {id: acme, currency: EUR}
as_of: 2026-06-30
sources:
  DAY: {title: A day, date: '2025-10-28', grade: B}
  MONTH: {title: A month, date: '2025-10', grade: C}
  QUARTER: {title: A quarter, date: 2025-Q3, grade: A}
  WORDS: {title: Words, date: 2022-11 / 2023-03, grade: B/C}
functions:
  cars:
"""


def figure(text: str, key: str = "revenue_per_year", head: str = HEAD) -> Figure:
    """Read one figure of a function."""
    found: Figure = getattr(load(f"{head}    {key}: {text}\n", "one.yaml").functions["cars"], key)
    return found


def test_both_shipped_files_load(case_text: str) -> None:
    document = load(case_text, "case.yaml")

    assert document.functions
    assert load(case_text.encode(), "case.yaml") == document


def test_a_bare_number_is_an_assumption_of_grade_e_at_the_date_of_the_case() -> None:
    found = figure("2.7e9")

    assert found.likely == Decimal("2700000000")
    assert (found.state, found.basis, found.grade) == (State.ESTIMATED, Basis.ASSUMPTION, Grade.E)
    assert (found.currency, found.as_of) == ("EUR", PartialDate(2026, 6, 30))


def test_the_file_may_say_that_bare_numbers_are_internal() -> None:
    head = HEAD.replace("sources:", "defaults: {basis: internal}\nsources:")

    assert figure("5", head=head).basis is Basis.INTERNAL


@pytest.mark.parametrize(
    ("source", "grade", "as_of", "state"),
    [
        ("DAY", Grade.B, "2025-10-28", State.KNOWN),
        ("MONTH", Grade.C, "2025-10", State.ESTIMATED),
        ("QUARTER", Grade.A, "2026-06-30", State.KNOWN),
        ("WORDS", Grade.C, "2026-06-30", State.ESTIMATED),
    ],
)
def test_a_sourced_figure_takes_grade_and_date_of_its_source(
    source: str, grade: Grade, as_of: str, state: State
) -> None:
    found = figure(f"{{value: 5, source: {source}}}")

    assert (found.basis, found.grade, str(found.as_of)) == (Basis.PUBLIC, grade, as_of)
    assert found.state is state


def test_what_a_figure_says_itself_wins() -> None:
    found = figure("{value: 5, source: DAY, grade: C, as_of: 2024-01, state: known, unit: cars}")

    assert (found.grade, str(found.as_of), found.unit) == (Grade.C, "2024-01", "cars")
    assert found.state is State.KNOWN


def test_a_sourced_assumption_has_grade_e() -> None:
    assert figure("{value: 5, source: DAY, basis: assumption}").grade is Grade.E


def test_a_range_of_two_has_its_middle_as_likely_and_says_so() -> None:
    found = figure("{range: [745000000, 950000000], source: DAY}")

    assert (found.low, found.likely, found.high) == (745_000_000, 847_500_000, 950_000_000)
    assert found.is_midpoint
    assert found.state is State.ESTIMATED


def test_a_range_of_three_is_as_stated() -> None:
    found = figure("[1, 2, 4]", "buffer_months")

    assert (found.low, found.likely, found.high) == (1, 2, 4)
    assert not found.is_midpoint


@pytest.mark.parametrize("text", ["unknown", "{state: unknown}", "{value: unknown, grade: C}"])
def test_unknown_without_a_note_is_an_absent_figure(text: str) -> None:
    assert figure(text) == UNKNOWN
    assert load(HEAD + "    name: Cars\n", "x").functions["cars"].revenue_per_year == UNKNOWN


def test_unknown_with_a_note_is_kept() -> None:
    found = figure("{state: unknown, note: asked the plant}")

    assert (found.state, found.note, found.grade) == (State.UNKNOWN, "asked the plant", Grade.E)
    assert not found.is_present


@pytest.mark.parametrize(("text", "state"), [("none", State.NONE), ("n/a", State.NOT_APPLICABLE)])
def test_none_and_not_applicable_are_statements(text: str, state: State) -> None:
    found = figure(text)

    assert (found.state, found.likely, found.grade) == (state, None, Grade.E)


def test_a_row_proves_its_dates_but_not_its_numbers(microsoft: CaseDocument) -> None:
    contract = microsoft.contracts["msft-nebius"]

    assert contract.start.source == ""
    assert microsoft.contracts["msft-openai"].start.source == "B19"
    assert microsoft.upstream["claude"].rows["hosting"].links["aws-cloud"].source == "B7"
    assert microsoft.upstream["claude"].rows["hosting"].links["aws-cloud"].cost_share.source == ""


def test_a_disruption_proves_its_months_and_no_rate(microsoft: CaseDocument) -> None:
    event = microsoft.disruptions["aws-region"]

    assert (event.months.p50.source, event.months.p50.grade) == ("B25", Grade.E)
    assert event.per_year.source == ""


def test_an_observation_proves_its_lines(apple: CaseDocument) -> None:
    seen = apple.shares[5]

    assert seen.shares["sdc-oled"].source == "A8"
    assert seen.shares["sdc-oled"].likely == Decimal("0.87")
    assert apple.shares[1].units["lgd-oled"].is_midpoint


def test_norway_stays_a_country_and_yes_a_word(small: CaseDocument) -> None:
    assert small.suppliers["north"].country == "NO"
    assert small.contracts["frame"].clauses["audit"].present == "yes"


def test_what_is_said_not_to_exist_differs_from_what_nobody_said(
    small: CaseDocument, small_text: str
) -> None:
    text = small_text.replace("payments: [{period: 2025, kind: fee, amount: 1000}]", "payments: X")

    assert small.upstream["tool"].state is ListedState.NONE
    assert small.upstream["north-chip"].state is ListedState.LISTED
    for word in ("none", "unknown"):
        document = load(text.replace("payments: X", f"payments: {word}"), "small.yaml")
        assert document.contracts["frame"].payments.state == word


def test_activities_keep_their_order_and_mappings_are_sorted(small: CaseDocument) -> None:
    activities = small.alternatives["move"].activities

    assert list(activities) == ["design", "build", "approve"]
    assert [item.after for item in activities.values()] == [None, ("design",), ()]
    assert list(small.suppliers) == sorted(small.suppliers)


def test_a_short_form_is_the_main_figure_of_its_noun(small: CaseDocument) -> None:
    rivals, lines = small.markets.rows["cars"].rivals, small.alternatives["move"].cost_lines

    assert rivals["south"].share.likely == Decimal("0.3")
    assert rivals["north-group"].unit_margin.likely == 5
    assert lines["engineering"].amount.high == 4000
    assert lines["dual-running"].drivers["dual_running_factor"].likely == Decimal("0.5")
    assert small.disruptions["quake"].months.pert.high == 4


def test_a_word_may_have_an_underscore_for_its_hyphen(small_text: str) -> None:
    text = small_text.replace("rule: all-of", "rule: all_of")

    gate = load(text, "small.yaml").upstream["north-chip"].rows["tools"]

    assert gate.rule is Rule.ALL_OF


def test_a_strict_file_takes_figures_that_name_a_basis() -> None:
    head = HEAD.replace("sources:", "defaults: {strict: true}\nsources:")

    assert figure("{value: 5, basis: internal}", head=head).likely == 5
    with pytest.raises(CaseFileError, match="a bare number in a strict file"):
        figure("{value: 5}", head=head)


def test_parameters_of_the_policy_are_read_as_they_stand(small_text: str) -> None:
    text = small_text.replace(
        "{n_draws: 4096}",
        "{pillar_weights: {C: 0.4, L: 0.3, D: 0.2, M: 0.1, X: 0}, cost_if_unknown: [1, 1, 1.25]}",
    )

    assert load(text, "small.yaml").policy.parameters == {
        "cost_if_unknown": [1, 1, 1.25],
        "pillar_weights": {"C": 0.4, "L": 0.3, "D": 0.2, "M": 0.1, "X": 0},
    }
