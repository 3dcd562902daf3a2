"""The report of the register from the terminal."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from assessments import run
from assessments.actions import reviews
from assessments.actions.cases import load_document
from assessments.actions.samples import document_for
from assessments.author import Author
from assessments.models import Assessment
from reports.management.commands import report as report_command
from reports.tasks import make

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def assessed(ours, now, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    document = document_for(ours, "apple-samsung-displays")
    load_document(document, organization=ours, by=None, now=now)
    with scope(organization=ours):
        run.assess(ours, by=None, now=now)
    return ours


def test_a_report_is_made_once_and_named(assessed, capsys, tmp_path):
    asked = {"organization": assessed.slug, "position": "iphone/sdc"}

    call_command("report", **asked)
    first = capsys.readouterr().out
    call_command("report", **asked)

    path = tmp_path / "reports" / assessed.slug
    (file,) = path.glob("*.pdf")
    assert first == capsys.readouterr().out
    assert str(file) in first
    assert file.read_bytes().startswith(b"%PDF-1.7")


def test_after_approval_the_draft_gives_way_to_the_approved_one(assessed, now, capsys):
    asked = {"organization": assessed.slug, "position": "iphone/sdc"}
    call_command("report", **asked)
    draft = Path(capsys.readouterr().out.split("  ")[0])
    author = Author(organization=assessed, by=None, now=now)
    with scope(organization=assessed):
        assessment = Assessment.objects.get()
        reviews.submit(author=author, assessment=assessment)
        reviews.approve(author=author, assessment=assessment)

    call_command("report", **asked)

    approved = Path(capsys.readouterr().out.split("  ")[0])
    assert approved != draft
    assert approved.is_file()
    assert not draft.exists()


def test_what_a_worker_is_making_is_not_handed_out_as_made(assessed, now, monkeypatch):
    monkeypatch.setattr(report_command, "make", lambda job_id: None)
    monkeypatch.setattr(report_command, "WAIT_SECONDS", 0.0)

    with pytest.raises(CommandError, match="a worker is still making it"):
        call_command("report", organization=assessed.slug, position="iphone/sdc")


def test_what_a_worker_took_first_is_waited_for(assessed, monkeypatch, capsys):
    taken = []
    monkeypatch.setattr(report_command, "make", lambda job_id: taken.append(job_id))
    monkeypatch.setattr(report_command.time, "sleep", lambda seconds: make(job_id=taken[0]))

    call_command("report", organization=assessed.slug, position="iphone/sdc")

    assert "8 pages" in capsys.readouterr().out


def test_a_position_that_is_none_names_those_that_are(assessed):
    with pytest.raises(CommandError, match="iphone/sdc"):
        call_command("report", organization=assessed.slug, position="no/body")


def test_without_an_assessment_it_says_how_to_get_one(ours):
    with pytest.raises(CommandError, match=r"manage\.py assess --organization"):
        call_command("report", organization=ours.slug)
