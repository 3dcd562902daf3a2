"""The report of the register from the terminal."""

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from assessments import run
from assessments.actions.cases import load_document
from assessments.actions.samples import document_for

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


def test_a_position_that_is_none_names_those_that_are(assessed):
    with pytest.raises(CommandError, match="iphone/sdc"):
        call_command("report", organization=assessed.slug, position="no/body")


def test_without_an_assessment_it_says_how_to_get_one(ours):
    with pytest.raises(CommandError, match=r"manage\.py assess --organization"):
        call_command("report", organization=ours.slug)
