"""Whatever row is deleted goes with what hangs on it, and comes back."""

import pytest
from django.db import transaction

from assessments.actions import rows
from assessments.actions.cases import load_document
from assessments.author import Author
from assessments.casefile import canonical
from assessments.models import Organization
from assessments.register.cases import dump_document
from assessments.register.rows import NOUNS, queryset
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(now):
    document = case("small")
    buyer = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=buyer, by=None, now=now)
    return Author(organization=buyer, by=None, now=now)


def sha256(organization):
    return canonical.sha256(dump_document(organization))


def ids_of(organization, noun):
    return list(queryset(organization, noun).values_list("external_id", flat=True))


@pytest.mark.parametrize("noun", NOUNS)
def test_a_deleted_row_comes_back_with_all_that_went_with_it(noun, author):
    buyer = author.organization
    before = sha256(buyer)
    ids = ids_of(buyer, noun)
    for external_id in ids:
        if rows.held_by(buyer, noun, external_id):
            assert noun == "sources"
            continue
        with transaction.atomic():
            event = rows.delete(author=author, noun=noun, external_id=external_id)
            assert sha256(buyer) != before
            rows.undo(author=author, event=event)
            assert sha256(buyer) == before, external_id
            transaction.set_rollback(True)
    assert ids


def test_a_source_that_proves_something_is_held_by_what_it_proves(author):
    buyer = author.organization
    held = [name for name in ids_of(buyer, "sources") if rows.held_by(buyer, "sources", name)]

    for name in held:
        with pytest.raises(rows.RowRefused, match=r"is not among sources|without a source"):
            rows.delete(author=author, noun="sources", external_id=name)

    assert held


def test_an_action_no_longer_changes_a_figure_that_is_gone(author):
    buyer = author.organization
    hanging = rows.hanging_on(buyer, "functions", "cars")
    rows.delete(author=author, noun="functions", external_id="cars")

    assert ("mitigations", "stock", "changes") in hanging.loses
    assert dump_document(buyer).mitigations["stock"].changes == ()
