"""Assessments, jobs, measures and reports over REST."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django_scopes import scope

from assessments import run
from assessments.choices import JobState, ReportState, Role
from assessments.models import Assessment, Job, Measure
from assessments.scoring.codes import codes
from reports import store
from reports.models import Report
from tests.assessments.api.conftest import Api, key_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessed(apple, now):
    with scope(organization=apple):
        return run.assess(apple, by=None, now=now)


@pytest.fixture
def approver(apple):
    return Api(apple, key_of(apple, Role.APPROVER))


def errors(response):
    return {error["path"]: error["message"] for error in response.json()["errors"]}


def test_an_assessment_is_started_followed_and_read(editor, apple, now):
    started = editor("POST", "assessments/", {"as_of": "2026-06-30"})
    job = started.json()
    with scope(organization=apple):
        run.answer(Assessment.objects.get(pk=job["subject"]), by=None, now=now)
    Job.queue.filter(pk=job["id"]).update(state=JobState.DONE)

    followed = editor("GET", started["Location"])
    read = editor("GET", f"assessments/{job['subject']}")
    again = editor("POST", "assessments/", {"as_of": "2026-06-30"})

    assert (started.status_code, job["state"], job["percent"]) == (202, "queued", 0)
    assert (followed.json()["state"], followed.json()["percent"]) == ("done", 100)
    assert read.json()["state"] == "draft"
    assert read.json()["positions"][0].count("/") == 1
    assert (again.status_code, again.json()["id"]) == (200, job["id"])


def test_nothing_to_assess_is_said(theirs):
    own = Api(theirs, key_of(theirs, Role.EDITOR))

    answer = own("POST", "assessments/", {})

    assert answer.status_code == 409
    assert "Nothing can be assessed yet" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"as_of": "soon"}, "as_of"),
        ({"as_of": "2026-02-30"}, "as_of"),
        ({"seed": -1}, "seed"),
        ({"sed": 1}, "sed"),
    ],
)
def test_a_question_that_cannot_be_read_names_its_field(editor, body, field):
    answer = editor("POST", "assessments/", body)

    assert answer.status_code == 400
    assert field in errors(answer)


def test_four_eyes_over_rest(editor, approver, assessed):
    at = f"assessments/{assessed.pk}"

    submitted = editor("POST", f"{at}/submit", {"note": "Ready."})
    refused = editor("POST", f"{at}/approve", {})
    empty = approver("POST", f"{at}/send-back", {"note": " "})
    approved = approver("POST", f"{at}/approve", {})
    late = approver("POST", f"{at}/send-back", {"note": "No."})

    assert submitted.json()["state"] == "submitted"
    assert refused.status_code == 403
    assert "note" in errors(empty)
    assert approved.json()["state"] == "approved"
    assert late.status_code == 409


def test_a_job_is_cancelled_and_only_one_set_aside_is_tried_again(editor):
    job = editor("POST", "assessments/", {}).json()

    early = editor("POST", f"jobs/{job['id']}/retry", {})
    cancelled = editor("POST", f"jobs/{job['id']}/cancel", {})
    Job.queue.filter(pk=job["id"]).update(state=JobState.QUARANTINED)
    again = editor("POST", f"jobs/{job['id']}/retry", {})

    assert early.status_code == 409
    assert cancelled.json()["state"] == "cancelled"
    assert again.json()["state"] == "queued"


def test_measures_are_filtered_and_paged_without_a_gap(viewer, assessed, apple):
    at = f"assessments/{assessed.pk}/measures/"
    found, address = [], f"{at}?limit=50"
    while address:
        page = viewer("GET", address).json()
        found += [(row["code"], row["subject_kind"], row["subject"]) for row in page["results"]]
        address = page["next"] and page["next"].removeprefix("http://testserver")

    one = viewer("GET", f"{at}?code=score.risk").json()["results"]

    with scope(organization=apple):
        assert len(found) == Measure.objects.filter(assessment=assessed).count()
        assert len(one) == Measure.objects.filter(assessment=assessed, code="score.risk").count()
    assert len(set(found)) == len(found)
    assert {row["code"] for row in one} == {"score.risk"}


def test_a_code_that_is_none_is_no_empty_list(viewer, assessed):
    answer = viewer("GET", f"assessments/{assessed.pk}/measures/?code=score.risks")

    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"path": "code", "message": "is not in the list; write score.risk"}
    ]


def test_an_unknown_measure_is_null(viewer, assessed):
    page = viewer("GET", f"assessments/{assessed.pk}/measures/?state=unknown").json()

    assert page["results"]
    assert {row["value"] for row in page["results"]} == {None}


def test_the_codes_of_measures_are_listed_for_everybody(nobody):
    answer = nobody("GET", "/api/v1/measure-codes/")

    assert [row["code"] for row in answer.json()["results"]] == sorted(codes())
    assert "score.risk" in codes()


def test_every_code_that_is_listed_is_in_the_document(nobody):
    text = (Path(__file__).parents[3] / "docs" / "measures.md").read_text()

    missing = [code for code in codes() if f"`{code}`" not in text]

    assert missing == []


def test_a_report_is_asked_for_once_and_fetched(editor, assessed, apple, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    body = {"assessment": str(assessed.pk), "position": "/".join(assessed.positions[0])}

    first = editor("POST", "reports/", body)
    again = editor("POST", "reports/", body)
    early = editor("GET", f"reports/{first.json()['id']}/file")
    with scope(organization=apple):
        report = Report.objects.get(pk=first.json()["id"])
        name, digest = store.write(report, b"%PDF-1.7")
        Report.objects.update(file=name, sha256=digest, state=ReportState.READY, pages=1)
    Job.queue.update(state=JobState.DONE)
    made = editor("GET", first["Location"]).json()
    file = editor("GET", made["file"], accept="application/pdf")

    assert first.status_code == again.status_code == 202
    assert first.json()["id"] == again.json()["id"]
    assert early.status_code == 409
    assert (made["state"], made["sha256"], made["is_draft"]) == ("ready", digest, True)
    assert file.content == b"%PDF-1.7"
    assert file["Content-Type"] == "application/pdf"


def test_a_report_of_what_is_not_ours_or_not_there_names_the_field(editor, assessed):
    other = {"assessment": "00000000-0000-4000-8000-000000000000", "position": "a/b"}
    wrong = {"assessment": str(assessed.pk), "position": "no/body"}

    assert "assessment" in errors(editor("POST", "reports/", other))
    assert "position" in errors(editor("POST", "reports/", wrong))


def test_the_document_of_the_api_is_valid_and_warns_of_nothing(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", "--format", "openapi-json")

    document = json.loads(capsys.readouterr().out)
    assert document["openapi"].startswith("3.1")
