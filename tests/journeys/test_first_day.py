"""The first day: an empty register, a sample, its assessment, its report, and the sample gone."""

import io

import pypdf
import pytest

from assessments import run
from assessments.actions import samples
from assessments.actions.organizations import create_organization
from assessments.author import Author
from assessments.choices import Role
from tests.conftest import NOW
from tests.journeys.people import another_browser, heading, member
from tests.journeys.worker import worker

pytestmark = pytest.mark.django_db(transaction=True)

SAMPLE = "apple-samsung-displays"


@pytest.fixture
def acme(db):
    """Return an organization as it is on its first day."""
    return create_organization(
        slug="acme", name="Acme", country="DE", currency="EUR", by=None, now=NOW
    )


@pytest.fixture
def editor(sign_in, acme):
    """Return the window of an editor, on the first page."""
    page = sign_in(member(acme, Role.EDITOR, "Ede"))
    page.goto("/acme/")
    return page


@pytest.fixture
def sampled(acme):
    """Return the organization with a sample in its register."""
    author = Author(organization=acme, by=None, now=NOW)
    samples.load(author=author, name=SAMPLE)
    acme.refresh_from_db()
    return acme


@pytest.fixture
def jobs(monkeypatch, settings, tmp_path):
    """Return a worker that does what the pages ask for."""
    settings.VAR_DIR = tmp_path
    with worker(monkeypatch) as found:
        yield found


def load_sample(page):
    """Load the first of the samples."""
    page.get_by_role("button", name="Load this sample").first.click()
    page.get_by_text("The sample is loaded.").wait_for()


def test_an_empty_organization_is_told_what_to_do_first(editor):
    steps = editor.locator(".first-steps h2").all_inner_texts()

    editor.get_by_role("link", name="Add supplier", exact=True).click()

    assert steps == [
        "Add a supplier and what it sells",
        "Say what stops without it",
        "Connect the two",
        "Assess",
    ]
    assert heading(editor) == "Add supplier"


def test_a_sample_comes_and_goes_in_one_click_each(editor):
    load_sample(editor)
    editor.goto("/acme/suppliers/")
    loaded = editor.get_by_role("link", name="Samsung Display", exact=True).count()
    editor.goto("/acme/")

    editor.get_by_role("button", name="Remove the sample").click()
    editor.get_by_text("The sample is gone. The register is empty.").wait_for()

    assert loaded == 1
    assert heading(editor) == "How locked in is Acme?"
    assert editor.get_by_role("button", name="Load this sample").count() == len(samples.SAMPLES)


def test_an_assessment_goes_on_while_its_page_is_left(editor, jobs):
    load_sample(editor)

    with jobs.held_up_at("store") as is_there:
        editor.get_by_role("button", name="Assess").click()
        assert is_there.wait(60)
        editor.get_by_text("80%").first.wait_for()
        stage = editor.locator("[aria-current=step]").inner_text()
        spoken = editor.locator("#spoken").text_content()
        editor.goto("/acme/suppliers/")
        editor.goto("/acme/")
        under_way = editor.locator("aside").inner_text()
        editor.locator("aside").get_by_role("link", name="Assess", exact=True).click()
        back = editor.locator("#job-progress").inner_text()
    editor.wait_for_url("**/acme/assessments/*/")

    assert stage == spoken == "Store the results"
    assert "Assess: running, 80%" in under_way
    assert "80%" in back
    assert heading(editor).startswith("Assessment of")
    assert editor.get_by_role("link", name="iPhone · Samsung Display").count() == 1


@pytest.fixture
def assessment(sampled):
    """Return an assessment of the sample."""
    return run.assess(sampled, by=None, now=NOW)


def downloaded(page):
    """Download the report of a page; return the name of its file and what it says."""
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download PDF").click()
    data = coming.value.path().read_bytes()
    assert data.startswith(b"%PDF")
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return coming.value.suggested_filename, " ".join(page.extract_text() for page in pages)


def test_a_report_is_asked_for_made_and_downloaded(editor, assessment, jobs):
    editor.goto("/acme/reports/")
    editor.get_by_text("Make a report", exact=True).click()
    with jobs.held_up_at("exhibits") as is_there:
        editor.get_by_role("button", name="iPhone · Samsung Display").click()
        assert is_there.wait(60)
        editor.get_by_text("Being made: 25%").wait_for()
        editor.goto("/acme/reports/")
        listed = editor.locator("table.reports").inner_text()
        editor.locator("table.reports tbody th a").click()

    editor.get_by_role("link", name="Download PDF (draft)").wait_for(timeout=60_000)
    name, words = downloaded(editor)

    assert "25%" in listed
    assert name == "lockin-iphone-sdc-2026-01-31-draft.pdf"
    assert "draft" in words.lower()


def test_a_report_is_no_draft_once_an_approver_approved(
    editor, acme, assessment, jobs, live_server
):
    at = f"/acme/assessments/{assessment.pk}/"
    editor.goto(at)
    editor.get_by_role("button", name="Submit for approval").click()
    editor.get_by_text("Submitted for approval.").wait_for()
    offered = editor.get_by_role("button", name="Approve").count()

    with another_browser(editor, live_server, member(acme, Role.APPROVER, "Pro")) as page:
        page.goto(at)
        page.get_by_role("button", name="Approve").click()
        page.get_by_text("Approved by Pro").wait_for()
    editor.reload()
    editor.get_by_role("button", name="Report of iPhone · Samsung Display").click()
    editor.get_by_role("link", name="Download PDF", exact=True).wait_for(timeout=60_000)
    name, words = downloaded(editor)

    assert offered == 0
    assert name == "lockin-iphone-sdc-2026-01-31.pdf"
    assert "draft" not in words.lower()
