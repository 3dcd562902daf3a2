"""What an admin reads in the audit trail."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments import audit
from assessments.actions import (
    assessments,
    cases,
    invitations,
    jobs,
    keys,
    memberships,
    passwords,
    policies,
    rows,
)
from assessments.author import Author
from assessments.choices import Role, Verb
from assessments.models import AuditEvent, Organization, User
from assessments.register.rows import get, queryset
from assessments.views.deeds import deeds
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer():
    document = case("small")
    buyer = Organization.objects.create(slug=document.organization.id, currency="EUR")
    cases.load_document(document, organization=buyer, by=None, now=timezone.now())
    return buyer


@pytest.fixture
def jo(buyer):
    jo = User.objects.create_user("jo@example.com", "a long password", name="Jo")
    memberships.set_role(organization=buyer, user=jo, role=Role.ADMIN, by=None, now=timezone.now())
    return jo


@pytest.fixture
def author(buyer, jo):
    return Author(organization=buyer, by=jo, now=timezone.now())


def read(buyer):
    """Return the events of a trail in words, the newest first."""
    return list(
        deeds(buyer, list(AuditEvent.objects.for_organization(buyer).order_by("-sequence")))
    )


def sentences(buyer):
    return [f"{deed.what} {deed.about}" for deed in read(buyer)]


def details(deed):
    return [(change.label, change.before, change.after) for change in deed.changes]


def test_a_changed_row_is_told_field_by_field_by_its_name(buyer, author):
    noun, external_id = "suppliers", first(buyer, "suppliers")
    value = get(buyer, noun, external_id).value
    rows.update(
        author=author, noun=noun, external_id=external_id, value=replace(value, name="Renamed")
    )

    newest, *_ = read(buyer)

    assert (newest.what, newest.about) == ("Changed supplier", "Renamed")
    assert details(newest) == [("Name", value.name, "Renamed")]
    assert newest.address.endswith(f"/suppliers/{external_id}/history/")


def test_what_is_gone_is_told_by_the_name_it_had_with_all_that_went(buyer, author):
    external_id = first(buyer, "functions")
    name = get(buyer, "functions", external_id).value.name or external_id
    n_gone = len(rows.hanging_on(buyer, "functions", external_id).goes)
    rows.delete(author=author, noun="functions", external_id=external_id)

    newest, *_ = read(buyer)

    assert (newest.what, newest.about) == ("Deleted business function", name)
    assert ("Criticality", "Critical", "") in details(newest)
    gone = [said for said in details(newest) if said[1:] == ("there", "gone")]
    assert len(gone) == n_gone > 0


def test_people_are_named_however_the_trail_keeps_them(buyer, author):
    invitation, _ = invitations.invite(author=author, email="kim@example.com", role="EDITOR")
    invitations.accept(
        invitation=invitation, now=timezone.now(), name="Kim", password="four words are enough"
    )
    kim = User.objects.get(email="kim@example.com")
    passwords.reset_link(author=author, user=kim)
    memberships.set_role(
        organization=buyer, user=kim, role=Role.APPROVER, by=author.by, now=timezone.now()
    )
    memberships.remove_member(organization=buyer, user=kim, by=author.by, now=timezone.now())

    assert sentences(buyer)[:6] == [
        f"Removed member {kim}",
        f"Set the role of {kim}",
        f"Made a reset link for {kim}",
        f"Joined by invitation: {kim}",
        f"Set the role of {kim}",
        f"Invited {kim}",
    ]
    assert details(read(buyer)[1]) == [("Role", "Editor", "Approver")]


def test_keys_policies_cases_and_jobs_are_told_in_words(buyer, author):
    expires_at = timezone.now() + timedelta(days=9)
    key, _ = keys.create(author=author, name="ERP", role="EDITOR", expires_at=expires_at)
    keys.revoke(author=author, key=key)
    policies.draft(author=author)
    job = assessments.request(author=author)
    jobs.cancel(author=author, job=job)

    said = read(buyer)

    day = buyer.as_of.strftime("%-d %B %Y")
    assert sentences(buyer)[:6] == [
        "Cancelled job assess",
        f"Asked for assessment as of {day}",
        "Drafted policy version 2",
        "Revoked API key ERP",
        "Added API key ERP",
        f"Set the role of {author.by}",
    ]
    assert sentences(buyer)[-1] == "Loaded case small"
    loaded = {label: after for label, _, after in details(said[-1])}
    assert {"4 suppliers", "1 business function"} <= set(loaded["Created"].split(", "))


def test_every_page_that_the_trail_leads_to_is_there(buyer, author, client):
    keys.create(
        author=author, name="ERP", role="EDITOR", expires_at=timezone.now() + timedelta(days=9)
    )
    policies.draft(author=author)
    jobs.cancel(author=author, job=assessments.request(author=author))
    rows.delete(author=author, noun="suppliers", external_id=first(buyer, "suppliers"))
    client.force_login(author.by)

    addresses = {deed.address for deed in read(buyer) if deed.address}

    assert len(addresses) >= 5
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_reads_well(verb):
    assert verb.label[:1].isupper()
    assert "-" not in verb.label


def test_an_event_of_a_version_to_come_is_shown_all_the_same(buyer):
    audit.append(buyer, at=timezone.now(), by=None, verb="weigh-up", noun="new_thing")

    assert sentences(buyer)[0] == "Weigh up new thing "


def test_the_number_of_queries_does_not_grow_with_the_events(buyer, author):
    def n_queries(n):
        for _ in range(n):
            key, _ = keys.create(
                author=author,
                name="ERP",
                role="EDITOR",
                expires_at=timezone.now() + timedelta(days=9),
            )
            keys.revoke(author=author, key=key)
            external_id = first(buyer, "suppliers")
            value = get(buyer, "suppliers", external_id).value
            value = replace(value, name=f"{value.name} again")
            rows.update(author=author, noun="suppliers", external_id=external_id, value=value)
        with CaptureQueriesContext(connection) as queries:
            read(buyer)
        return len(queries)

    assert n_queries(2) == n_queries(5)


def first(buyer, noun):
    return queryset(buyer, noun).order_by("external_id").first().external_id
