"""Pages of assessments: asked for, followed, read, compared, reviewed."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from assessments import run
from assessments.actions.assessments import request as ask
from assessments.actions.cases import load_document
from assessments.actions.memberships import set_role
from assessments.actions.rows import update
from assessments.actions.samples import document_for
from assessments.author import Author
from assessments.choices import AssessmentState, JobState, Role
from assessments.models import Assessment, Job, Measure, User
from assessments.register import rows
from assessments.templatetags.numbers import measured

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(ours, now):
    load_document(document_for(ours, "apple-samsung-displays"), organization=ours, by=None, now=now)
    return Author(organization=ours, by=None, now=now)


@pytest.fixture
def assessed(author):
    with scope(organization=author.organization):
        return run.assess(author.organization, by=None, now=author.now)


def at(author, *rest):
    return "/".join(["", author.organization.slug, *map(str, rest), ""])


def test_an_assessment_shows_its_positions_worst_first_with_its_fingerprints(
    signed_in, author, assessed
):
    page = signed_in("VIEWER").get(at(author, "assessments", assessed.pk)).content.decode()

    with scope(organization=author.organization):
        scores = Measure.objects.filter(assessment=assessed, code="score.risk")
        known = scores.filter(value__isnull=False).order_by("-value")
        subjects = [row.subject for row in [*known, *scores.filter(value__isnull=True)]]
    assert len(subjects) > 1
    assert all(page.index(subjects[0]) < page.index(other) for other in subjects[1:])
    assert assessed.snapshot.sha256 in page
    assert assessed.result_sha256 in page
    assert "Submit for approval" not in page


def test_a_score_is_drawn_with_its_interval(signed_in, author, assessed):
    page = signed_in("VIEWER").get(at(author, "assessments", assessed.pk))

    drawn = re.findall(r'<rect class="interval" x="([\d.]+)" y="3" width="([\d.]+)"', page.text)
    positions = [p for p in page.context["positions"] if p.low is not None]
    assert [(float(x), float(width)) for x, width in drawn] == [
        (pytest.approx(p.low, abs=0.01), pytest.approx(p.width, abs=0.01)) for p in positions
    ]
    assert len(positions) > 1
    assert f"{positions[0].low:.0f} to {positions[0].high:.0f}" in page.text


def test_lists_call_positions_and_subjects_by_their_names(signed_in, author, assessed):
    client = signed_in("VIEWER")

    assessments = client.get(at(author, "assessments")).text
    measures = client.get(
        at(author, "assessments", assessed.pk, "measures"), {"code": "score.risk"}
    ).text

    for page in (assessments, measures):
        assert "iPhone · Samsung Display" in page
        assert "iphone · sdc" not in page


def test_who_may_write_starts_one_and_follows_its_job(signed_in, author):
    client = signed_in("EDITOR")

    response = client.post(at(author, "assessments", "start"), follow=True)

    assert response.status_code == 200
    assert "Waiting for a worker" in response.content.decode()
    assert response.context["job"].state == JobState.QUEUED


def test_the_day_that_stands_in_the_form_is_the_one_of_the_register(signed_in, author):
    client, address = signed_in("EDITOR"), at(author, "assessments", "start")
    sent = {"as_of": client.get(address).context["form"]["as_of"].value().isoformat()}

    stood = client.post(address, sent, follow=True).context["job"]
    empty = client.post(address, {"as_of": ""}, follow=True).context["job"]

    assert sent["as_of"] == author.organization.as_of.isoformat()
    assert stood == empty


def test_nothing_to_assess_is_said_on_the_page(signed_in, ours, now):
    response = signed_in("EDITOR").post(f"/{ours.slug}/assessments/start/", {"as_of": ""})

    assert response.status_code == 422
    assert "Nothing can be assessed yet" in response.content.decode()


def test_a_date_that_is_none_is_refused_at_its_field(signed_in, author):
    response = signed_in("EDITOR").post(at(author, "assessments", "start"), {"as_of": "soon"})

    assert response.status_code == 422
    assert "Write the date as a day" in response.content.decode()


def test_a_job_is_cancelled_and_asking_twice_is_asking_once(signed_in, author):
    client, job = signed_in("EDITOR"), ask(author=author)

    first = client.post(at(author, "jobs", job.pk, "cancel"), follow=True)
    second = client.post(at(author, "jobs", job.pk, "cancel"), follow=True)

    assert "Nothing of the register was changed" in first.content.decode()
    assert second.status_code == 200
    assert Job.queue.get(pk=job.pk).state == JobState.CANCELLED


def test_a_job_that_is_over_is_not_cancelled(signed_in, author):
    client, job = signed_in("EDITOR"), ask(author=author)
    Job.queue.filter(pk=job.pk).update(state=JobState.QUARANTINED, message="The disk is full.")

    page = client.post(at(author, "jobs", job.pk, "cancel"), follow=True).content.decode()

    assert "already" in page


def test_a_job_that_was_set_aside_tells_why_and_is_tried_again(signed_in, author):
    client, job = signed_in("EDITOR"), ask(author=author)
    Job.queue.filter(pk=job.pk).update(state=JobState.QUARANTINED, message="The disk is full.")

    page = client.get(at(author, "jobs", job.pk)).content.decode()
    client.post(at(author, "jobs", job.pk, "retry"))

    assert "The disk is full." in page
    assert Job.queue.get(pk=job.pk).state == JobState.QUEUED


def test_an_open_page_goes_to_the_result_once_it_is_there(signed_in, author):
    client, job = signed_in("VIEWER"), ask(author=author)
    with scope(organization=author.organization):
        assessment = Assessment.objects.get(pk=job.subject_id)
        run.answer(assessment, by=None, now=author.now)
    Job.queue.filter(pk=job.pk).update(state=JobState.DONE)

    response = client.get(at(author, "jobs", job.pk, "progress"))

    assert response["HX-Redirect"] == at(author, "assessments", assessment.pk)


def test_an_approver_submits_and_approves(signed_in, author, assessed):
    client = signed_in("APPROVER")
    review = at(author, "assessments", assessed.pk, "review")

    client.post(f"{review}submit/", {"note": "Ready."})
    page = client.post(f"{review}approve/", {"note": ""}, follow=True).content.decode()

    assert "Approved by" in page
    with scope(organization=author.organization):
        assert Assessment.objects.get(pk=assessed.pk).state == AssessmentState.APPROVED


def test_sending_back_asks_for_a_note(signed_in, author, assessed):
    client = signed_in("APPROVER")
    review = at(author, "assessments", assessed.pk, "review")
    client.post(f"{review}submit/")

    page = client.post(f"{review}send-back/", {"note": " "}, follow=True).content.decode()

    assert "Say what is to be done" in page
    assert "Submitted" in page


def test_measures_are_filtered_and_their_csv_says_the_same(signed_in, author, assessed):
    client = signed_in("VIEWER")
    address = at(author, "assessments", assessed.pk, "measures")

    page = client.get(address, {"code": "holdup"})
    lines = b"".join(client.get(address[:-1] + ".csv", {"code": "holdup"}).streaming_content)

    listed = [measure.code for measure in page.context["page"].object_list]
    written = [row["code"] for row in csv.DictReader(io.StringIO(lines.decode()))]
    assert listed
    assert all("holdup" in code for code in listed)
    assert written == listed


def test_an_unknown_measure_reads_as_words_never_as_nought(signed_in, author, assessed):
    with scope(organization=author.organization):
        unknown = Measure.objects.filter(assessment=assessed, state="UNKNOWN").first()
    assert unknown is not None

    page = signed_in("VIEWER").get(
        at(author, "assessments", assessed.pk, "measures"),
        {"code": unknown.code, "state": "UNKNOWN"},
    )

    cells = re.findall(r'<td class="is-number unknown"[^>]*>([^<]*)', page.content.decode())
    assert cells
    assert not any(cell.strip().startswith("0") for cell in cells)


def test_two_assessments_are_compared_by_what_was_typed_between(signed_in, author, assessed):
    with scope(organization=author.organization):
        later = run.assess(author.organization, by=None, now=author.now, seed=11)
    address = at(author, "assessments", later.pk, "compare")

    page = signed_in("VIEWER").get(address, {"with": str(assessed.pk)})

    assert page.status_code == 200
    assert "No figure differs." in page.content.decode()


def test_a_comparison_tells_what_moved_most_first(signed_in, author, assessed, now):
    with scope(organization=author.organization):
        row = rows.get(author.organization, "functions", "iphone")
        figure = replace(row.value.buffer_months, likely=Decimal(9), low=None, high=None)
        value = replace(row.value, buffer_months=figure)
    update(author=author, noun="functions", external_id="iphone", value=value, version=None)
    with scope(organization=author.organization):
        later = run.assess(author.organization, by=None, now=now)

    address = at(author, "assessments", later.pk, "compare")
    page = signed_in("VIEWER").get(address, {"with": str(assessed.pk)})

    text = page.content.decode()
    assert "What changed between two assessments of 31 January 2026" in text
    assert "iPhone · Samsung Display" in text
    assert "iphone/sdc" not in text
    assert not [c for c in page.context["measures"] if measured(c.before) == measured(c.after)]
    assert page.context["counts"]["alike"] > 0
    effects = [change.effect for change in page.context["measures"]]
    assert [change.place.field for change in page.context["figures"]] == ["buffer_months"]
    assert effects
    assert effects == sorted(effects, reverse=True)


def test_a_page_asks_as_many_questions_for_ten_assessments_as_for_one(signed_in, author, assessed):
    client = signed_in("VIEWER")
    address = at(author, "assessments")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with scope(organization=author.organization):
        for seed in range(2, 6):
            run.assess(author.organization, by=None, now=author.now, seed=seed)

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few)


@pytest.mark.parametrize("part", ["", "measures", "compare"])
def test_nobody_else_finds_it(author, assessed, theirs, client, now, part):
    stranger = User.objects.create_user("stranger@example.com", "a long password")
    set_role(organization=theirs, user=stranger, role=Role.ADMIN, by=None, now=now)
    client.force_login(stranger)
    rest = [part] if part else []

    assert client.get(at(author, "assessments", assessed.pk, *rest)).status_code == 404
