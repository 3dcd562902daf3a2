"""What was written once stays: by the ORM and by hand."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from assessments.models import Assessment, Measure, ScoringPolicy, Snapshot, immutable

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(save, now):
    snapshot = save(
        Snapshot,
        as_of=datetime.date(2026, 1, 31),
        format_version=1,
        document="{}",
        sha256="0" * 64,
        created_at=now,
    )
    policy = save(ScoringPolicy, version=1, state="ACTIVE", activated_at=now)
    assessment = save(
        Assessment,
        snapshot=snapshot,
        policy=policy,
        method_version="LIM-1.1.0",
        seed=1,
        created_at=now,
    )
    return save(
        Measure,
        assessment=assessment,
        subject_kind="ORGANIZATION",
        code="score.risk",
        state="UNKNOWN",
    )


CHANGES = [
    "UPDATE assessments_snapshot SET document = ''",
    "DELETE FROM assessments_snapshot",
    "UPDATE assessments_measure SET value = 0",
    "DELETE FROM assessments_measure",
]


@pytest.mark.parametrize("statement", CHANGES)
def test_snapshots_and_measures_cannot_be_changed_by_hand(measure, statement):
    with (
        pytest.raises(DatabaseError, match="is written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_measure_cannot_be_saved_again(measure):
    measure.value = 1.0

    with pytest.raises(DatabaseError, match="is written once"), transaction.atomic():
        measure.save()


@pytest.mark.parametrize("table", immutable.TABLES)
def test_each_table_that_is_written_once_has_both_triggers(db, table):
    source = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger",
    }
    with connection.cursor() as cursor:
        cursor.execute(source[connection.vendor])
        names = {name for (name,) in cursor.fetchall()}

    assert {f"{table}_refuses_update", f"{table}_refuses_delete"} <= names


def test_a_restore_may_lift_the_triggers_and_puts_them_back(measure):
    with immutable.lifted(connection):
        measure.delete()

    with pytest.raises(DatabaseError, match="is written once"), transaction.atomic():
        Snapshot.objects.for_organization(measure.organization)._raw_delete("default")
