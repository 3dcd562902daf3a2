"""A report that is asked for is made once, as a draft and again once it is approved."""

import hashlib
from io import BytesIO

import pytest
from pypdf import PdfReader

from assessments import run
from assessments.actions.cases import load_document
from assessments.author import Author
from assessments.choices import AssessmentState, JobState
from assessments.models import Assessment, AuditEvent, Organization
from reports import actions, exhibits, store, tasks
from reports.models import Exhibit, Report
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    return tmp_path / "reports"


@pytest.fixture
def author(now):
    document = case("small")
    organization = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=organization, by=None, now=now)
    return Author(organization=organization, by=None, now=now)


@pytest.fixture
def assessment(author, now):
    return run.assess(author.organization, by=None, now=now)


@pytest.fixture
def drawn(monkeypatch):
    """Draw a dot for every exhibit, and note which were drawn."""
    told = []

    def draw(figures):
        told.extend(figures)
        dot = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
        return exhibits.Drawn(dict.fromkeys(figures, dot))

    monkeypatch.setattr("reports.exhibits.draw", draw)
    return told


def made(author, assessment):
    position = "/".join(assessment.positions[0])
    report = actions.request(author=author, assessment=assessment, position=position)
    tasks.make(job_id=str(report.job_id))
    return Report.objects.for_organization(author.organization).select_related("job").get()


def approve(author, assessment):
    rows = Assessment.objects.for_organization(author.organization).filter(pk=assessment.pk)
    rows.update(state=AssessmentState.APPROVED, approved_at=author.now)


def test_a_report_is_a_file_named_after_what_is_in_it(author, assessment, drawn):
    report = made(author, assessment)

    data = store.path_of(report).read_bytes()
    assert report.job.state == JobState.DONE
    assert report.sha256 == hashlib.sha256(data).hexdigest()
    assert report.sha256[:12] in report.file
    assert report.pages == len(PdfReader(BytesIO(data)).pages)


def test_a_report_says_draft_on_every_page_until_its_assessment_is_approved(
    author, assessment, drawn
):
    draft = PdfReader(store.path_of(made(author, assessment)))
    assert all("draft" in page.extract_text().lower() for page in draft.pages)

    approve(author, assessment)
    final = PdfReader(store.path_of(made(author, assessment)))

    assert not any("draft, not" in page.extract_text().lower() for page in final.pages)


def test_a_report_made_again_draws_nothing_again_and_leaves_one_file(
    author, assessment, drawn, folder
):
    made(author, assessment)
    n_drawn = len(drawn)
    approve(author, assessment)

    report = made(author, assessment)

    assert len(drawn) == n_drawn == Exhibit.objects.count() > 0
    assert list(folder.rglob("*.*")) == [store.path_of(report)]


def test_the_same_report_is_asked_for_once(author, assessment, drawn):
    first = made(author, assessment)
    again = made(author, assessment)

    assert again.job_id == first.job_id
    verbs = AuditEvent.objects.for_organization(author.organization).values_list("verb", flat=True)
    assert list(verbs) == ["load", "assess", "request", "make"]


def test_a_position_that_the_assessment_lacks_is_refused(author, assessment):
    with pytest.raises(actions.NoSuchPosition, match="use one of"):
        actions.request(author=author, assessment=assessment, position="nothing/nobody")


def test_an_assessment_of_others_does_not_exist(author, assessment, theirs, now):
    stranger = Author(organization=theirs, by=None, now=now)

    with pytest.raises(Assessment.DoesNotExist):
        actions.request(author=stranger, assessment=assessment, position="a/b")
