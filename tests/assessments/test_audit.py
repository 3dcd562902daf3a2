"""The audit trail shows what was done to it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from assessments import audit
from assessments.models import ApiKey, AuditEvent, immutable
from tests.conftest import NOW

pytestmark = pytest.mark.django_db

TOUCHED = [
    "UPDATE assessments_auditevent SET verb = 'read' WHERE sequence = 2",
    "DELETE FROM assessments_auditevent WHERE sequence = 2",
    "UPDATE assessments_auditevent SET sequence = 9 - sequence WHERE sequence IN (1, 3)",
]


@pytest.fixture
def trail(ours):
    return [
        audit.append(
            ours, at=NOW, by=None, verb=verb, noun="supplier", external_id="sdc", changes={"n": 1}
        )
        for verb in ("create", "change", "remove")
    ]


def test_events_are_numbered_without_a_gap_and_fit(ours, trail):
    assert [event.sequence for event in trail] == [1, 2, 3]
    assert list(audit.broken_links(ours)) == []


@pytest.mark.parametrize("statement", TOUCHED)
def test_an_event_cannot_be_touched(trail, statement):
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("statement", TOUCHED)
def test_who_touches_an_event_all_the_same_breaks_the_chain(ours, trail, statement):
    immutable.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)

    assert list(audit.broken_links(ours))


def test_a_chain_survives_a_new_secret_key(ours, trail, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]
    audit.append(ours, at=NOW, by=None, verb="create", noun="tie")

    assert list(audit.broken_links(ours)) == []


def test_each_organization_has_its_own_chain(ours, theirs, trail):
    event = audit.append(theirs, at=NOW, by=None, verb="create", noun="supplier")

    assert event.sequence == 1


def test_an_event_names_no_key_of_another_organization(ours, theirs):
    key = ApiKey(organization=theirs, name="theirs")

    with pytest.raises(ValidationError):
        audit.append(ours, at=NOW, by=None, verb="create", noun="supplier", api_key=key)

    assert not AuditEvent.objects.for_organization(ours).exists()
