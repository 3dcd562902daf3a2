"""The feed of last days to act: what a calendar program reads, and when its address ends."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from assessments.actions.cases import load_document
from assessments.actions.memberships import remove_member, set_role
from assessments.casefile import read
from assessments.choices import Role
from assessments.models import User
from assessments.queries.deadlines import Deadline, Kind
from assessments.views.calendar import Line

pytestmark = pytest.mark.django_db

CASE = """
lockin: 1
case: two-contracts
organization: {id: apple, name: Apple, country: US, currency: USD}
as_of: 2026-01-31
policy: {method: LIM-1.1.0}
suppliers:
  sdc: {name: "Samsung; Display, Ltd.", country: KR}
contracts:
  panels: {supplier: sdc, end: 2027-06-30, notice_days_ours: 90}
  silent: {supplier: sdc}
"""


@pytest.fixture
def contracts(ours, now):
    """Return our organization with a contract whose end is known and one of which nothing is."""
    load_document(read.load(CASE, "case.yaml"), organization=ours, by=None, now=now)
    return ours


@pytest.fixture
def person(contracts, signed_in):
    """Return a member who may read, signed in."""
    signed_in("VIEWER")
    return User.objects.get(email="viewer@example.com")


@pytest.fixture
def address(person, client):
    """Return the address of the feed as the page tells it."""
    return client.get("/apple/calendar/").context["feed_url"]


@pytest.fixture
def program(client, address):
    """Return a calendar program: it knows the address and nothing else."""
    client.logout()
    return client


def events_of(response):
    return {str(event["uid"]): event for event in Calendar.from_ical(response.content).events}


def test_each_known_day_is_an_event_and_an_unknown_one_is_none(program, address):
    response = program.get(address)

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert {uid: event.start for uid, event in events_of(response).items()} == {
        "end.contracts.panels@apple.lockin": date(2027, 6, 30),
        "notice.contracts.panels@apple.lockin": date(2027, 4, 1),
    }


def test_an_event_says_what_is_due_why_and_where_to_read_on(program, address):
    event = events_of(program.get(address))["notice.contracts.panels@apple.lockin"]

    assert event["summary"] == "Last day to give notice: Samsung; Display, Ltd. (panels)"
    assert event["description"] == "90 days' notice; decide 60 days before, by 31 January 2027"
    assert event["url"] == "http://testserver/apple/contracts/panels/"
    assert event.end - event.start == timedelta(days=1)
    assert event["transp"] == "TRANSPARENT"
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(days=-14)]


def test_an_event_keeps_its_name_when_its_day_moves(program, address, contracts, now):
    moved = CASE.replace("2027-06-30", "2028-06-30")
    before = set(events_of(program.get(address)))

    load_document(read.load(moved, "case.yaml"), organization=contracts, by=None, now=now)

    after = events_of(program.get(address))
    assert set(after) == before
    assert after["end.contracts.panels@apple.lockin"].start == date(2028, 6, 30)


def test_the_page_shows_the_same_days_and_says_of_the_others_that_they_are_unknown(person, client):
    page = client.get("/apple/calendar/").content.decode()

    assert '<time datetime="2027-06-30">30 Jun 2027</time>' in page
    assert '<time datetime="2027-04-01">1 Apr 2027</time>' in page
    assert "its end is unknown; enter end or term" in page


@pytest.mark.parametrize(
    ("days", "when"),
    [
        (None, ""),
        (-1, "passed 1 day ago"),
        (0, "today"),
        (1, "in 1 day"),
        (90, "in 90 days"),
        (91, "in 3 months"),
        (720, "in 24 months"),
        (1860, "in 5.1 years"),
    ],
)
def test_a_day_far_off_is_told_in_the_unit_somebody_plans_in(days, when):
    line = Line(Deadline(day=None, kind=Kind.END, title="", noun="", external_id=""), "", days)

    assert line.when == when


def test_a_new_password_gives_a_new_address_and_ends_the_old_one(program, address, person):
    person.set_password("quite another password")
    person.save()
    program.force_login(person)

    renewed = program.get("/apple/calendar/").context["feed_url"]
    program.logout()

    assert program.get(address).status_code == 404
    assert program.get(renewed).status_code == 200


def test_the_address_of_a_removed_member_is_dead_even_when_they_come_back(
    program, address, person, contracts, now
):
    set_role(
        organization=contracts,
        user=User.objects.create_user("ada@example.com"),
        role=Role.ADMIN,
        by=None,
        now=now,
    )
    remove_member(organization=contracts, user=person, by=None, now=now)
    gone = program.get(address).status_code
    set_role(organization=contracts, user=person, role=Role.VIEWER, by=None, now=now)

    assert gone == 404
    assert program.get(address).status_code == 404


def test_the_address_of_a_closed_account_is_dead(program, address, person):
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert program.get(address).status_code == 404


def test_an_address_opens_no_other_organization(program, address, person, theirs, now):
    set_role(organization=theirs, user=person, role=Role.VIEWER, by=None, now=now)

    assert program.get(address.replace("/apple/", "/samsung/")).status_code == 404


@pytest.mark.parametrize("spoil", [lambda token: "x", lambda token: token[:-1], str.swapcase])
def test_a_token_that_nobody_made_opens_nothing(spoil, program, address):
    token = address.rpartition("/")[2].removesuffix(".ics")

    wrong = reverse("calendar-feed", args=["apple", spoil(token)])

    assert program.get(wrong).status_code == 404


def test_two_members_have_addresses_of_their_own(program, address, contracts, now):
    other = User.objects.create_user("lee@example.com", "a long password")
    set_role(organization=contracts, user=other, role=Role.VIEWER, by=None, now=now)
    program.force_login(other)

    theirs = program.get("/apple/calendar/").context["feed_url"]
    program.logout()

    assert theirs != address
    assert program.get(theirs).status_code == 200
