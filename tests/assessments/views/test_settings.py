"""Policy, trail, settings and health as an admin meets them."""

import csv
import io

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from assessments import audit
from assessments.actions.cases import load_document
from assessments.choices import JobKind, JobState
from assessments.models import AuditEvent, Job, Organization, ScoringPolicy, WorkerHeartbeat
from assessments.models.immutable import lifted
from assessments.register.head import active_policy
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def ours(now):
    """Return the organization of the smallest case that has one of everything."""
    document = case("small")
    buyer = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=buyer, by=None, now=now)
    return buyer


@pytest.fixture
def url(ours):
    return lambda name, **kwargs: reverse(name, kwargs={"organization": ours.slug, **kwargs})


def fields_of(response):
    """Return the fields of a page's form as a browser would send them."""
    form = response.context["form"]
    return {bound.html_name: bound.value() if bound.value() is not None else "" for bound in form}


def test_a_policy_is_drafted_edited_and_activated(signed_in, ours, url):
    approver = signed_in("APPROVER")

    edit = approver.post(url("policy-draft"), follow=True)
    sent = {**fields_of(edit), "name": "Dearer money", "discount_rate": "12.5"}
    sent |= {"weight_C": "30", "weight_L": "20"}
    saved = approver.post(edit.request["PATH_INFO"], sent, follow=True).content.decode()
    draft = ScoringPolicy.objects.for_organization(ours).get(name="Dearer money")
    approver.post(url("policy-activate", policy_id=draft.pk))

    assert "12.5% a year" in saved
    assert active_policy(ours) == draft
    assert '"C":0.3' in draft.parameters
    assert "n_draws" not in draft.parameters or "n_draws" in case("small").policy.parameters


def test_weights_that_do_not_add_up_are_refused_and_kept(signed_in, url):
    approver = signed_in("APPROVER")
    edit = approver.post(url("policy-draft"), follow=True)

    answer = approver.post(edit.request["PATH_INFO"], {**fields_of(edit), "weight_C": "31"})

    assert answer.status_code == 422
    assert "make them add up to 100" in answer.content.decode()
    assert 'value="31"' in answer.content.decode()


def test_saving_a_draft_unchanged_changes_nothing(signed_in, ours, url):
    editor = signed_in("EDITOR")
    edit = editor.post(url("policy-draft"), follow=True)
    before = AuditEvent.objects.for_organization(ours).count()

    editor.post(edit.request["PATH_INFO"], fields_of(edit))

    assert AuditEvent.objects.for_organization(ours).count() == before


def test_an_editor_does_not_activate(signed_in, ours, url):
    page = signed_in("EDITOR").post(url("policy-draft"), follow=True)
    draft = ScoringPolicy.objects.for_organization(ours).get(state="DRAFT")

    shown = page.client.get(url("policy-version", policy_id=draft.pk)).content.decode()

    assert "an approver can activate it" in shown
    assert "Activate<" not in shown


def test_settings_are_changed_and_written_into_the_trail(signed_in, ours, url):
    admin = signed_in("ADMIN")
    sent = fields_of(admin.get(url("settings"))) | {"name": "New name", "currency": "usd"}

    answer = admin.post(url("settings"), sent)

    ours.refresh_from_db()
    assert answer.status_code == 302
    assert (ours.name, ours.currency) == ("New name", "USD")
    changes = AuditEvent.objects.for_organization(ours).last().changes
    assert changes == {
        "name": [case("small").organization.name, "New name"],
        "currency": ["EUR", "USD"],
        "fx": ["USD 0.92 of 2026-06-30", ""],
    }


def test_rates_do_not_outlive_the_currency_that_they_are_in(signed_in, ours, url):
    admin = signed_in("ADMIN")
    sent = fields_of(admin.get(url("settings"))) | {"currency": "CHF"}

    page = admin.post(url("settings"), sent, follow=True).text
    start = admin.post(url("assessment-start")).text

    assert "Figures wait for a rate of EUR, USD: see Exchange rates." in page
    assert "there is no exchange rate of EUR (7 figures), USD (1 figure)." in start
    assert "Add the missing exchange rates" in start
    listed = admin.get(url("rate-list")).text
    assert "2 currencies have no rate" in listed


def test_what_is_no_currency_is_refused(signed_in, url):
    admin = signed_in("ADMIN")

    page = admin.post(url("settings"), fields_of(admin.get(url("settings"))) | {"currency": "XYZ"})

    assert page.status_code == 422
    assert "XYZ is not a currency of ISO 4217; write a code such as USD." in page.content.decode()


def test_the_trail_is_filtered_and_paged(signed_in, ours, url, now):
    admin = signed_in("ADMIN")
    for n in range(60):
        audit.append(ours, at=now, by=None, verb="change", noun="tie", external_id=f"t{n}")

    first = admin.get(url("audit"), {"noun": "tie"})
    second = admin.get(f"{url('audit')}?{first.context['older']}")

    shown = [deed.about for page in (first, second) for deed in page.context["deeds"]]
    assert shown == [f"t{n}" for n in reversed(range(60))]
    assert not second.context["older"]


def test_a_touched_trail_is_told(signed_in, ours, url):
    admin = signed_in("ADMIN")
    whole = admin.get(url("audit")).content.decode()

    with lifted(connection):
        AuditEvent.objects.for_organization(ours).filter(sequence=1).update(verb="nothing")
    touched = admin.get(url("audit")).content.decode()

    assert "the chain of their hashes is whole" in whole
    assert "event 1 is not as it was written" in touched


def test_the_trail_as_csv_runs_no_formula(signed_in, ours, url, now):
    admin = signed_in("ADMIN")
    audit.append(ours, at=now, by=None, verb="change", noun="tie", external_id="=1+1")

    text = b"".join(admin.get(url("audit-csv")).streaming_content).decode()

    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows[0]["id"] == "'=1+1"
    assert len(rows) == AuditEvent.objects.for_organization(ours).count()


def test_health_says_whether_a_worker_is_at_work(signed_in, url):
    admin = signed_in("ADMIN")
    before = admin.get(url("health")).content.decode()

    WorkerHeartbeat.objects.create(hostname="one", seen_at=timezone.now(), version="1")
    after = admin.get(url("health")).content.decode()

    assert "No worker was heard of" in before
    assert "nothing waits for a person" in after


def test_health_shows_what_was_set_aside(signed_in, ours, url, now):
    Job.objects.create(
        organization=ours,
        kind=JobKind.ASSESS,
        subject_id=ours.pk,
        payload_sha256="0" * 64,
        state=JobState.QUARANTINED,
        message="It failed 3 times.",
        requested_at=now,
    )

    assert "It failed 3 times." in signed_in("ADMIN").get(url("health")).content.decode()


def test_health_looks_everything_over_when_asked(signed_in, url):
    page = signed_in("ADMIN").get(url("health"), {"examine": "1"}).content.decode()

    assert "No row points into another organization." in page
