"""The doctor finds each kind of damage, names a remedy, and tells nobody of others' rows."""

import json
import os
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from assessments.models import (
    Assessment,
    AuditEvent,
    Job,
    Measure,
    Organization,
    Snapshot,
    Supplier,
    WorkerHeartbeat,
    immutable,
)
from assessments.upkeep import backup, doctor

pytestmark = pytest.mark.django_db


@pytest.fixture
def well(installation, now):
    WorkerHeartbeat.objects.create(hostname="one", seen_at=now, version="1")
    return installation


def found(now, organization=None):
    return [(f.check, f.message) for f in doctor.findings(organization, now=now)]


def test_there_is_nothing_to_find_where_all_is_well(well, now):
    assert found(now) == []
    assert found(now, well) == []


def by_hand(rows, **changes):
    with immutable.lifted(connection):
        rows.update(**changes)


def change_a_snapshot(ours):
    by_hand(Snapshot.objects.for_organization(ours), document="{}")


def change_a_result(ours):
    rows = Measure.objects.for_organization(ours).filter(value__isnull=False)[:1]
    by_hand(
        Measure.objects.for_organization(ours).filter(pk__in=[row.pk for row in rows]), value=0.123
    )


def change_an_event(ours):
    by_hand(AuditEvent.objects.for_organization(ours).filter(sequence=2), verb="delete")


def remove_an_event(ours):
    with immutable.lifted(connection):
        AuditEvent.objects.for_organization(ours).filter(sequence=2)._raw_delete("default")


def change_a_file(ours):
    (backup.reports_folder() / "acme" / "one.pdf").write_bytes(b"another")


def remove_a_file(ours):
    (backup.reports_folder() / "acme" / "one.pdf").unlink()


DAMAGES = [
    (change_a_snapshot, "snapshots", "it was changed since it was written"),
    (change_a_result, "results", "it was changed since it was written"),
    (change_an_event, "audit trail", "event 2 is not as it was written"),
    (remove_an_event, "audit trail", "event 2 is missing"),
    (change_a_file, "report files", "the file is not the one that was written"),
    (remove_a_file, "report files", "the file is gone"),
]


@pytest.mark.parametrize(("damage", "check", "message"), DAMAGES)
def test_each_damage_is_found_by_everybody_who_looks(well, now, theirs, damage, check, message):
    damage(well)

    assert (check, message) in found(now)
    assert (check, message) in found(now, well)
    assert found(now, theirs) == []


@pytest.fixture
def their_supplier(theirs, now):
    return Supplier.objects.for_organization(theirs).create(
        organization=theirs, external_id="secret", name="Secret", created_at=now, updated_at=now
    )


def test_a_row_of_another_organization_is_found_and_not_shown(well, now, their_supplier, theirs):
    ours = Supplier.objects.for_organization(well).first()
    Supplier.objects.for_organization(well).filter(pk=ours.pk).update(parent=their_supplier)

    findings = list(doctor.findings(well, now=now))

    assert [f.message for f in findings] == ["its parent is a row of another organization"]
    assert "ecret" not in repr(findings)
    assert found(now, theirs) == []
    assert ("walls", "its parent is a row of another organization") in found(now)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_points_at_nothing_is_found(well, now):
    if connection.vendor == "postgresql":
        off, on = "SET session_replication_role = replica", "SET session_replication_role = DEFAULT"
    else:
        off, on = "PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"
    supplier = Supplier.objects.for_organization(well).first()
    with connection.cursor() as cursor:
        cursor.execute(off)
        Supplier.objects.for_organization(well).filter(pk=supplier.pk).update(
            parent="00000000-0000-0000-0000-000000000000"
        )
        cursor.execute(on)

    said = found(now)
    Supplier.objects.for_organization(well).filter(pk=supplier.pk).update(parent=None)

    assert ("references", "its parent is not there") in said


JOBS = [
    ({"state": "QUARANTINED", "message": "It failed 3 times."}, "It failed 3 times"),
    ({"state": "RUNNING", "lease": -2}, "its worker was last heard of before 2026-01-31 11:58 UTC"),
    ({"state": "QUEUED", "asked": -11}, "it has waited since 2026-01-31 11:49 UTC"),
    ({"state": "QUEUED"}, None),
    ({"state": "RUNNING", "lease": 0}, None),
    ({"state": "DONE", "asked": -11}, None),
]


@pytest.mark.parametrize(("fields", "message"), JOBS)
def test_a_stuck_job_is_found(well, now, theirs, fields, message):
    fields = dict(fields)
    lease, asked = fields.pop("lease", None), fields.pop("asked", 0)
    Job.queue.create(
        organization=well,
        kind="ASSESS",
        subject_id=well.pk,
        payload_sha256="0" * 64,
        requested_at=now + timedelta(minutes=asked),
        lease_until=None if lease is None else now + timedelta(minutes=lease),
        **fields,
    )

    assert found(now, well) == ([("jobs", message)] if message else [])
    assert found(now, theirs) == []


def test_a_silent_worker_is_found(well, now):
    WorkerHeartbeat.objects.update(seen_at=now - timedelta(minutes=2))
    assert found(now) == [
        ("workers", "one was the last to be heard of, at 2026-01-31 11:58 UTC"),
    ]

    WorkerHeartbeat.objects.all().delete()
    assert found(now) == [("workers", "none was ever heard of")]


def test_a_file_that_no_report_names_is_found_once_it_is_old(well, now):
    stray = backup.reports_folder() / "stray.pdf"
    stray.write_bytes(b"")
    for age, expected in ((1, []), (3600, [("stray files", "no report names it")])):
        os.utime(stray, (now.timestamp() - age,) * 2)

        assert found(now) == expected


def test_a_migration_that_waits_is_all_that_is_said(well, now):
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("reports", "0001_report_and_exhibit")

    said = found(now)

    assert [check for check, _ in said] == ["migrations"]
    assert "reports.0001" in said[0][1]


def test_the_command_prints_a_line_per_check_and_fails_with_findings(well, now, capsys):
    call_command("doctor", now=now)

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(doctor.SAID)
    assert all(line.startswith("ok ") for line in lines)

    remove_a_file(well)
    with pytest.raises(CommandError, match="1 things need somebody"):
        call_command("doctor", now=now)
    assert "WRONG report files: report a/b of acme" in capsys.readouterr().out


def test_the_command_speaks_json(well, now, capsys):
    remove_a_file(well)

    with pytest.raises(CommandError):
        call_command("doctor", "--json", now=now, organization="acme")

    (finding,) = json.loads(capsys.readouterr().out)
    assert finding["check"] == "report files"
    assert finding["remedy"] == "Ask for the report again."


def test_the_doctor_changes_nothing(well, now):
    before = [Organization.objects.count(), Assessment.objects.for_organization(well).get().state]

    list(doctor.findings(now=now))

    after = [Organization.objects.count(), Assessment.objects.for_organization(well).get().state]
    assert after == before
