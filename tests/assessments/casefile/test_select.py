"""A document at a date: links, prices, ties, dependencies and observations come and go."""

from dataclasses import replace
from datetime import date

from assessments.casefile import select
from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument
from assessments.casefile.read import load
from assessments.casefile.words import ListedState


def test_a_case_at_its_own_date_is_in_force(case_text: str) -> None:
    document = load(case_text, "case.yaml")

    assert select.in_force(document) == document
    assert select.at(document, document.as_of.last_day()) == document


def test_a_link_is_left_out_before_it_begins(microsoft: CaseDocument) -> None:
    before = select.at(microsoft, date(2026, 5, 31)).upstream["claude"].rows["hosting"].links
    after = select.at(microsoft, date(2026, 6, 1)).upstream["claude"].rows["hosting"].links

    assert set(before) == {"aws-cloud", "gcp-cloud"}
    assert set(after) == {"aws-cloud", "gcp-cloud", "azure-cloud"}


def test_a_gate_without_links_is_left_out(apple: CaseDocument) -> None:
    earlier = select.at(apple, date(2025, 11, 18))

    assert set(apple.upstream["boe-oled"].rows) - set(earlier.upstream["boe-oled"].rows) == {
        "royalty"
    }
    assert earlier.as_of == PartialDate(2025, 11, 18)


def test_a_tie_ends_with_the_month_it_ends_in(small: CaseDocument) -> None:
    assert "north-stake" in select.at(small, date(2027, 3, 31)).ties
    assert "north-stake" not in select.at(small, date(2027, 4, 1)).ties
    assert "north-stake" not in select.at(small, date(2019, 12, 31)).ties


def test_prices_have_dates_too(apple: CaseDocument) -> None:
    offering = apple.offerings["sdc-oled"]
    old = replace(offering.prices[0], until=PartialDate(2018))
    prices = (old, *offering.prices[1:])
    document = replace(apple, offerings={"sdc-oled": replace(offering, prices=prices)})

    assert select.in_force(document).offerings["sdc-oled"].prices == offering.prices[1:]


def test_shares_are_not_renormalised_when_a_dependency_ends(small: CaseDocument) -> None:
    function = small.functions["cars"]
    gate = function.gates["chips"]
    ended = replace(gate.dependencies["north"], until=PartialDate(2025))
    gate = replace(gate, dependencies={**gate.dependencies, "north": ended})
    document = replace(small, functions={"cars": replace(function, gates={"chips": gate})})

    left = select.in_force(document)

    assert list(left.functions["cars"].gates["chips"].dependencies) == ["south"]
    assert left.functions["cars"].gates["chips"].dependencies["south"] == gate.dependencies["south"]
    assert left.alternatives["move"].for_ == ()


def test_an_offering_that_loses_all_links_is_not_researched(small: CaseDocument) -> None:
    earlier = select.at(small, date(2023, 12, 31))

    assert "south-chip" not in earlier.upstream
    assert earlier.upstream["tool"].state is ListedState.NONE


def test_observations_are_seen_when_their_period_is_over(apple: CaseDocument) -> None:
    def periods(at: date) -> list[str]:
        return [str(item.period) for item in select.at(apple, at).shares]

    assert periods(date(2020, 12, 30)) == ["2017-09", "2018-06"]
    assert periods(date(2020, 12, 31)) == ["2017-09", "2018-06", "2020"]
    # 2021 is a forecast: it is known before its year is over.
    assert periods(date(2021, 1, 1)) == ["2017-09", "2018-06", "2020", "2021"]
