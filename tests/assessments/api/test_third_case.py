"""The third case, sent over REST row by row, is the case of the file, and has its results."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django_scopes import scope

from assessments import run
from assessments.actions.cases import load_document
from assessments.actions.organizations import create_organization
from assessments.casefile import canonical, exchange, read
from assessments.choices import Role
from assessments.models import Organization
from assessments.register import rows
from assessments.register.cases import dump_document
from assessments.register.records import Builder, records_of
from assessments.register.top import head_of
from tests.assessments.api.conftest import Api, key_of

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parents[2] / "cases" / "hospital-imaging.yaml"
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


def make(document, slug):
    head = document.organization
    return create_organization(
        slug=slug, name=head.name, country=head.country, currency=head.currency, by=None, now=NOW
    )


def rows_of(document, noun):
    """Return the rows of a noun in an order in which each finds what it names."""
    records = records_of(document)
    builder = Builder(records)
    found = [(r["external_id"], rows.value_of(noun, builder, r)) for r in records[noun].values()]
    return sorted(found, key=lambda row: bool(getattr(row[1], "parent", "")))


def test_row_by_row_over_rest_it_has_the_hash_of_its_file(db):
    document = read.load(FILE.read_bytes(), FILE.name)
    from_file = make(document, document.organization.id)
    load_document(document, organization=from_file, by=None, now=NOW)
    with scope(organization=from_file):
        expected = run.assess(from_file, by=None, now=NOW)
        head = exchange.to_json(head_of(from_file))
    Organization.objects.filter(pk=from_file.pk).update(slug="elsewhere")
    ours = make(document, document.organization.id)
    api = Api(ours, key_of(ours, Role.ADMIN))

    for external_id, value in rows_of(document, "sources"):
        put(api, "sources", external_id, value)
    answer = api("PUT", "head", head)
    assert answer.status_code == 200, answer.json()
    for noun in rows.NOUNS:
        for external_id, value in rows_of(document, noun) if noun != "sources" else ():
            put(api, noun, external_id, value)

    ours.refresh_from_db()
    with scope(organization=ours):
        assert canonical.sha256(dump_document(ours)) == canonical.sha256(document)
        assessed = run.assess(ours, by=None, now=NOW)
        assert assessed.snapshot.sha256 == expected.snapshot.sha256
        assert assessed.result_sha256 == expected.result_sha256


def put(api, noun, external_id, value):
    at = f"{noun.replace('_', '-')}/by-external-id/{external_id}"
    answer = api("PUT", at, exchange.to_json(value))
    assert answer.status_code == 201, (at, answer.json())


def test_an_editor_writes_rates_and_an_admin_settings(apple):
    editor, admin = (Api(apple, key_of(apple, role)) for role in (Role.EDITOR, Role.ADMIN))
    head = editor("GET", "head").json()

    same = editor("PUT", "head", head)
    renamed = {**head, "organization": {**head["organization"], "name": "Another"}}
    refused, done = editor("PUT", "head", renamed), admin("PUT", "head", renamed)

    assert (same.status_code, same.json()) == (200, head)
    assert refused.status_code == 403
    assert done.json()["organization"]["name"] == "Another"


def test_a_head_of_another_organization_names_its_field(apple):
    admin = Api(apple, key_of(apple, Role.ADMIN))
    head = admin("GET", "head").json()

    answer = admin("PUT", "head", {**head, "organization": {**head["organization"], "id": "them"}})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["path"] == "organization.id"
