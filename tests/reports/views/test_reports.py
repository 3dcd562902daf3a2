"""Reports are listed, asked for, followed and handed out; a file is the one that was made."""

import dataclasses

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments import run
from assessments.actions import reviews, rows
from assessments.author import Author
from assessments.choices import JobState, ReportState
from assessments.models import Job
from reports import actions, store
from reports.models import Report
from tests.reports.views.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    return tmp_path / "reports"


@pytest.fixture
def assessment(apple, assessed):
    return assessed(apple)


@pytest.fixture
def author(assessment):
    return Author(organization=assessment.organization, by=None, now=NOW)


def asked(author, assessment, supplier="sdc"):
    return actions.request(author=author, assessment=assessment, position=f"iphone/{supplier}")


def made(author, assessment, data=b"%PDF-1.7 made", supplier="sdc"):
    """Return a report whose job is done and whose file holds some bytes."""
    report = asked(author, assessment, supplier)
    name, digest = store.write(report, data)
    Job.queue.filter(pk=report.job_id).update(state=JobState.DONE)
    mine = Report.objects.for_organization(author.organization)
    mine.filter(pk=report.pk).update(state=ReportState.READY, file=name, sha256=digest, pages=8)
    return mine.get(pk=report.pk)


def approved(author, assessment):
    reviews.submit(author=author, assessment=assessment, note="")
    assessment.refresh_from_db()
    reviews.approve(author=author, assessment=assessment, note="")
    assessment.refresh_from_db()


def url(route, report):
    return reverse(route, args=[report.organization.slug, report.pk])


def the_list(assessment):
    return reverse("report-list", args=[assessment.organization.slug])


def test_an_editor_asks_for_a_report_and_is_led_to_it(assessment, browser):
    client = browser("EDITOR", assessment)
    sent = {"assessment": assessment.pk, "position": "iphone/sdc"}

    answer = client.post(reverse("report-create", args=[assessment.organization.slug]), sent)

    report = Report.objects.for_organization(assessment.organization).get()
    assert answer.url == url("report-detail", report)
    assert "Waiting for a worker" in client.get(answer.url).text


def test_a_viewer_cannot_ask_but_may_download(author, assessment, browser):
    report = made(author, assessment)
    client = browser("VIEWER", assessment)
    sent = {"assessment": assessment.pk, "position": "iphone/lgd"}

    refused = client.post(reverse("report-create", args=[assessment.organization.slug]), sent)
    file = client.get(url("report-download", report))

    assert refused.status_code == 403
    assert file.content == b"%PDF-1.7 made"


@pytest.mark.parametrize("sent", [{}, {"assessment": "x"}])
def test_a_request_that_names_nothing_says_what_to_choose(assessment, browser, sent):
    client = browser("EDITOR", assessment)

    answer = client.post(
        reverse("report-create", args=[assessment.organization.slug]), sent, follow=True
    )

    assert "Choose the position whose report you want" in answer.text


def test_a_position_that_is_unknown_names_those_that_there_are(assessment, browser):
    client = browser("EDITOR", assessment)
    sent = {"assessment": assessment.pk, "position": "iphone/nobody"}

    answer = client.post(
        reverse("report-create", args=[assessment.organization.slug]), sent, follow=True
    )

    assert "use one of iphone/" in answer.text


def test_a_file_has_a_name_that_says_what_it_is(author, assessment, browser):
    report = made(author, assessment)

    answer = browser("VIEWER", assessment).get(url("report-download", report))

    day = assessment.snapshot.as_of
    assert answer["Content-Type"] == "application/pdf"
    assert (
        answer["Content-Disposition"] == f'attachment; filename="lockin-iphone-sdc-{day}-draft.pdf"'
    )
    assert answer["ETag"] == f'"{report.sha256}"'


def test_a_report_of_an_approved_assessment_is_no_draft(author, assessment, browser):
    approved(author, assessment)
    report = made(author, assessment)
    client = browser("VIEWER", assessment)

    answer = client.get(url("report-download", report))

    assert "draft" not in answer["Content-Disposition"]
    assert "Standing" in client.get(the_list(assessment)).text


def test_a_draft_whose_assessment_was_approved_since_says_so(author, assessment, browser):
    report = made(author, assessment)
    approved(author, assessment)
    client = browser("EDITOR", assessment)

    page = client.get(url("report-detail", report))

    assert "Approved since: make it again" in page.text
    assert "Make it again" in page.text
    assert "draft" in client.get(url("report-download", report))["Content-Disposition"]


@pytest.mark.parametrize("broken", [b"%PDF-1.7 another", None])
def test_a_file_that_is_not_the_one_that_was_made_is_not_handed_out(
    author, assessment, browser, broken
):
    report = made(author, assessment)
    path = store.path_of(report)
    if broken is None:
        path.unlink()
    else:
        path.write_bytes(broken)

    answer = browser("VIEWER", assessment).get(url("report-download", report), follow=True)

    assert answer["Content-Type"].startswith("text/html")
    assert "Restore it from a backup, or ask for the report again" in answer.text


def test_a_report_that_is_not_made_yet_has_no_file(author, assessment, browser):
    report = asked(author, assessment)

    answer = browser("VIEWER", assessment).get(url("report-download", report), follow=True)

    assert "not made yet" in answer.text


def test_progress_is_followed_until_the_report_is_made(author, assessment, browser):
    report = asked(author, assessment)
    client = browser("VIEWER", assessment)
    until = {"state": JobState.RUNNING, "lease_until": timezone.now()}
    Job.queue.filter(pk=report.job_id).update(stage="exhibits", progress_percent=40, **until)
    under_way = client.get(url("report-progress", report))
    Job.queue.filter(pk=report.job_id).update(state=JobState.DONE, lease_until=None)

    done = client.get(url("report-progress", report))

    assert "40%" in under_way.text
    assert "HX-Refresh" not in under_way.headers
    assert done["HX-Refresh"] == "true"
    assert "hx-get" not in done.text


def test_a_report_that_failed_says_why_and_can_be_asked_for_again(author, assessment, browser):
    report = asked(author, assessment)
    why = "It would be longer than 400 pages."
    Job.queue.filter(pk=report.job_id).update(state=JobState.QUARANTINED, message=why)

    page = browser("EDITOR", assessment).get(url("report-detail", report))

    assert why in page.text
    assert "Make the report" in page.text


def test_an_older_report_is_outdated_once_the_position_was_assessed_again(
    author, assessment, browser, apple
):
    older = made(author, assessment)
    supplier = rows.rows.get(author.organization, "suppliers", "sdc").value
    renamed = dataclasses.replace(supplier, name="Samsung Display Co.")
    rows.update(author=author, noun="suppliers", external_id="sdc", value=renamed)
    newest = run.assess(author.organization, by=None, now=NOW.replace(hour=13))
    newer = made(author, newest, b"%PDF-1.7 newer")

    found = browser("VIEWER", assessment).get(the_list(assessment)).context["found"]

    assert {item.report.pk: item.is_outdated for item in found} == {
        older.pk: True,
        newer.pk: False,
    }


@pytest.mark.parametrize(
    ("query", "suppliers"),
    [
        ("position=lgd", {"lgd"}),
        ("state=ready", {"sdc"}),
        ("state=under-way", {"lgd"}),
        ("word=approved", set()),
        ("word=draft", {"sdc", "lgd"}),
        ("state=nonsense", {"sdc", "lgd"}),
    ],
)
def test_the_list_is_narrowed_by_its_filters(author, assessment, browser, query, suppliers):
    made(author, assessment)
    asked(author, assessment, "lgd")

    answer = browser("VIEWER", assessment).get(f"{the_list(assessment)}?{query}")

    shown = {item.report.position.partition("/")[2] for item in answer.context["found"]}
    assert shown == suppliers


def test_an_empty_list_says_what_to_do_first(assessment, browser):
    answer = browser("EDITOR", assessment).get(the_list(assessment))

    assert "No report yet" in answer.text
    assert "Make a report" in answer.text


def test_without_an_assessment_the_list_leads_to_one(ours, now, client):
    from assessments.actions.memberships import set_role
    from assessments.choices import Role
    from assessments.models import User

    user = User.objects.create_user("new@example.org", "a long password")
    set_role(organization=ours, user=user, role=Role.EDITOR, by=None, now=now)
    client.force_login(user)

    assert "Assess first" in client.get("/apple/reports/").text


def test_the_number_of_queries_does_not_grow_with_the_reports(
    author, assessment, browser, django_assert_num_queries
):
    made(author, assessment)
    client = browser("VIEWER", assessment)
    client.get(the_list(assessment))
    with django_assert_num_queries(9) as before:
        client.get(the_list(assessment))
    made(author, assessment, supplier="lgd")
    made(author, assessment, supplier="boe")

    with django_assert_num_queries(len(before)):
        client.get(the_list(assessment))
