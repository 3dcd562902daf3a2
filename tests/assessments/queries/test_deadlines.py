"""By when somebody has to act, from contracts, decisions, exit plans and the newest assessment."""

from datetime import date
from pathlib import Path

import pytest
from django_scopes import scope

from assessments import run
from assessments.actions import cases
from assessments.casefile import read
from assessments.models import Measure, Organization
from assessments.queries.deadlines import Kind, deadlines

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
EXTRA = """
contracts:
  known: {supplier: sdc, covers: [], start: 2024-01-31, term_years: 2, notice_days_ours: 90}
  endless: {supplier: sdc, start: 2024-01-31, term_years: 100000, notice_days_ours: 90}
  silent: {supplier: sdc, end: 2027-06}
  far: {supplier: sdc, end: 2027-06-30, notice_days_ours: 100000000000}
"""


@pytest.fixture
def apple(now):
    text = (ROOT / "assessments" / "cases" / "apple-samsung-displays.yaml").read_text()
    text = text.replace("\ncontracts:\n", EXTRA, 1)
    document = read.load(text, "apple.yaml")
    organization = Organization.objects.create(slug="apple", currency="USD")
    cases.load_document(document, organization=organization, by=None, now=now)
    return organization


def found(organization, kind):
    with scope(organization=organization):
        return {item.external_id: item for item in deadlines(organization) if item.kind is kind}


def test_a_contract_ends_with_its_term_or_as_stated(apple):
    ends = found(apple, Kind.END)

    assert ends["known"].day == date(2026, 1, 30)
    assert ends["silent"].day == date(2027, 6, 30)


def test_notice_is_counted_back_from_the_end(apple):
    notices = found(apple, Kind.NOTICE)

    assert notices["known"].day == date(2025, 11, 1)
    assert notices["known"].why == "90 days' notice; decide 60 days before, by 2 September 2025"


def test_what_is_unknown_says_so_instead_of_a_day(apple):
    ends, notices = found(apple, Kind.END), found(apple, Kind.NOTICE)

    assert ends["apple-sdc"].day is None
    assert "enter end or term" in ends["apple-sdc"].why
    assert notices["silent"].day is None
    assert "our notice is unknown" in notices["silent"].why


def test_what_lies_beyond_the_calendar_has_no_day(apple):
    assert found(apple, Kind.END)["endless"].day is None
    assert found(apple, Kind.NOTICE)["far"].day is None


def test_a_decision_stands_on_its_day(apple):
    decisions = found(apple, Kind.DECIDE)

    assert [item.day for item in decisions.values()] == [date(2026, 3, 31)]


def test_those_without_a_day_come_last(apple):
    with scope(organization=apple):
        days = [item.day for item in deadlines(apple)]

    known = [day for day in days if day is not None]
    assert days == sorted(known) + [None] * (len(days) - len(known))


def test_an_organization_without_a_case_has_none(ours):
    with scope(organization=ours):
        assert deadlines(ours) == []


def test_the_newest_assessment_says_by_when_to_leave(now):
    text = (ROOT / "assessments" / "cases" / "apple-samsung-displays.yaml").read_text()
    text = text.replace("    end: unknown\n", "    end: 2032-12-31\n", 1)
    text = text.replace("notice_days_ours: unknown", "notice_days_ours: 90", 1)
    document = read.load(text, "apple.yaml")
    organization = Organization.objects.create(slug="apple", currency="USD")
    cases.load_document(document, organization=organization, by=None, now=now)
    assert found(organization, Kind.ACT) == {}

    assessment = run.assess(organization, by=None, now=now)

    acts = found(organization, Kind.ACT)
    with scope(organization=organization):
        measures = Measure.objects.filter(assessment=assessment, code="contract.last_day_to_act")
        months = dict(measures.exclude(value=None).values_list("subject", "value"))
    assert set(acts) == set(months) == {"iphone/sdc"}
    as_of, day = assessment.snapshot.as_of, acts["iphone/sdc"].day
    assert 0 < (day - as_of).days <= round(months["iphone/sdc"] * 365 / 12)
