"""The third case, typed into the forms of the browser, has the hashes of its file."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django_scopes import scope

from assessments import run
from assessments.actions.cases import load_document
from assessments.actions.memberships import set_role
from assessments.actions.organizations import create_organization
from assessments.casefile import read, select
from assessments.casefile.canonical import sha256
from assessments.casefile.document import CaseDocument
from assessments.casefile.project import to_case
from assessments.choices import Role
from assessments.models import User
from assessments.register import rows
from assessments.register.cases import dump_document
from assessments.register.records import Builder, records_of
from assessments.scoring.export import result_sha256
from assessments.scoring.score import score
from tests.journeys.filling import Filling

# Each row of the case also goes through its form without a browser, on every database (test_edits).
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pages]
FILE = Path(__file__).parents[1] / "cases" / "hospital-imaging.yaml"
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


def rows_of(document, noun):
    """Return the rows of a noun in an order in which each finds what it names."""
    records = records_of(document)
    builder = Builder(records)
    found = [(r["external_id"], rows.value_of(noun, builder, r)) for r in records[noun].values()]
    return sorted(found, key=lambda row: bool(getattr(row[1], "parent", "")))


def head_of(document):
    """Return what no row says: day, currency, policy, rates, and that there are no markets."""
    names = ("case", "organization", "as_of", "policy", "fx", "markets", "sources")
    return CaseDocument(**{name: getattr(document, name) for name in names})


def test_the_third_case_typed_by_hand_has_the_hash_of_its_file(sign_in, now):
    document = read.load(FILE.read_bytes(), FILE.name)
    head = document.organization
    ours = create_organization(
        slug=head.id, name=head.name, country=head.country, currency=head.currency, by=None, now=NOW
    )
    editor = User.objects.create_user("editor@example.com", "a long password", name="Editor")
    set_role(organization=ours, user=editor, role=Role.EDITOR, by=None, now=NOW)
    page = sign_in(editor)

    for external_id, value in rows_of(document, "sources"):
        Filling(page, rows.context_of(ours)).create(head.id, "sources", external_id, value)
    load_document(head_of(document), organization=ours, by=None, now=NOW)
    filling = Filling(page, rows.context_of(ours))
    for noun in rows.NOUNS:
        for external_id, value in rows_of(document, noun) if noun != "sources" else ():
            filling.create(head.id, noun, external_id, value)

    with scope(organization=ours):
        ours.refresh_from_db()
        assert sha256(dump_document(ours)) == sha256(document)
    assessment = run.assess(ours, by=editor, now=NOW)
    assert assessment.snapshot.sha256 == sha256(select.in_force(document))
    assert assessment.result_sha256 == result_sha256(score(to_case(select.in_force(document))))
