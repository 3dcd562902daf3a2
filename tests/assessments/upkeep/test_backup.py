"""Backup, wipe, restore: the same rows, hashes, files and audit trail; damage is refused."""

import json
import os
import subprocess
import sys
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_scopes import scopes_disabled

from assessments import audit
from assessments.casefile import write
from assessments.models import (
    Assessment,
    AuditEvent,
    Organization,
    Snapshot,
    User,
    immutable,
)
from assessments.queries.results import results_of
from assessments.register.cases import dump_document
from assessments.scoring.export import result_sha256
from assessments.upkeep import archive, backup, restore, tables
from tests.services import postgresql

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.django_db(transaction=True)


def wipe():
    with immutable.lifted(connection):
        restore._empty()


def counts():
    with scopes_disabled():
        return {model._meta.label: tables.rows(model).count() for model in tables.saved()}


def test_what_was_wiped_comes_back_with_the_same_hashes(installation, now, tmp_path):
    file = tmp_path / "a.backup"
    before, text = counts(), write.dump(dump_document(installation))
    manifest = backup.write(file, now=now)
    wipe()
    (backup.reports_folder() / "acme" / "one.pdf").unlink()
    assert not any(counts().values())

    restored = restore.read(file)

    organization = Organization.objects.get()
    assert restored == manifest
    assert counts() == before == manifest.row_counts()
    assert write.dump(dump_document(organization)) == text
    assert list(audit.broken_links(organization)) == []
    assessment = Assessment.objects.for_organization(organization).get()
    assert result_sha256(results_of(assessment)) == assessment.result_sha256
    assert User.objects.get().check_password("a long password")
    assert (backup.reports_folder() / "acme" / "one.pdf").read_bytes() == b"%PDF-1.7 \x00\n\xff"


def test_a_backup_of_what_was_restored_holds_the_same_bytes(installation, now, tmp_path):
    first = backup.write(tmp_path / "a", now=now)
    restore.read(tmp_path / "a", is_replacing=True)

    second = backup.write(tmp_path / "b", now=now)

    assert second.members == first.members


def test_what_was_written_once_is_locked_again_after_a_restore(installation, now, tmp_path):
    backup.write(tmp_path / "a", now=now)

    restore.read(tmp_path / "a", is_replacing=True)

    with pytest.raises(Exception, match="is written once"):
        Snapshot.objects.for_organization(installation)._raw_delete("default")


def test_rows_number_themselves_on_after_the_last_one(installation, now, tmp_path):
    from allauth.account.models import EmailAddress

    user = User.objects.get()
    EmailAddress.objects.create(pk=41, user=user, email="a@example.com")
    backup.write(tmp_path / "a", now=now)
    restore.read(tmp_path / "a", is_replacing=True)

    added = EmailAddress.objects.create(user=user, email="b@example.com")

    assert added.pk > 41


@contextmanager
def other_database(folder):
    if connection.vendor == "postgresql":
        yield f"sqlite:///{folder / 'other.sqlite3'}"
    else:
        with postgresql.server() as url:
            yield url


def test_a_backup_goes_from_one_database_to_the_other_and_back(installation, now, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    made = backup.write(here, now=now)

    with other_database(tmp_path) as url:
        environment = {**os.environ, "DATABASE_URL": url, "LOCKIN_VAR": str(tmp_path / "other")}
        for command in (["migrate"], ["restore", str(here)], ["backup", str(there)]):
            subprocess.run(
                [sys.executable, "manage.py", *command],
                cwd=ROOT,
                env=environment,
                check=True,
                capture_output=True,
            )
    back = restore.read(there, is_replacing=True)

    assert back.database != made.database
    assert back.members == made.members
    assert list(audit.broken_links(Organization.objects.get())) == []


# Refusals ---------------------------------------------------------------------------------------


def test_a_database_with_rows_is_left_alone(installation, now, tmp_path):
    backup.write(tmp_path / "a", now=now)

    with pytest.raises(archive.BackupRefused, match="--replace removes all rows"):
        restore.read(tmp_path / "a")


def test_a_rehearsal_changes_nothing(installation, now, tmp_path):
    backup.write(tmp_path / "a", now=now)
    user = User.objects.create_user("later@example.com")
    (backup.reports_folder() / "acme" / "one.pdf").unlink()

    restore.read(tmp_path / "a", is_replacing=True, is_rehearsal=True)

    assert User.objects.filter(pk=user.pk).exists()
    assert not list(backup.reports_folder().rglob("*.pdf"))


def test_a_restore_that_fails_midway_leaves_everything_as_it_was(
    installation, now, tmp_path, monkeypatch
):
    backup.write(tmp_path / "a", now=now)
    before = counts()

    def full(*arguments):
        raise archive.BackupRefused("No space left on device")

    monkeypatch.setattr(restore, "_write_file", full)
    with pytest.raises(archive.BackupRefused, match="No space left"):
        restore.read(tmp_path / "a", is_replacing=True)

    assert counts() == before
    assert list(audit.broken_links(installation)) == []


def changed(source, target, edit):
    """Copy a backup with its members edited: a function of name and bytes, None drops one."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            for found, data in edit(name, old.read(name)):
                new.writestr(found, data)
    return target


def without_a_row(name, data):
    is_it = name == "rows/assessments.AuditEvent.jsonl"
    yield name, data.split(b"\n", 1)[1] if is_it else data


def of_the_future(name, data):
    yield name, json.dumps({"format": 2}) if name == archive.MANIFEST else data


def without_manifest(name, data):
    if name != archive.MANIFEST:
        yield name, data


def with_a_stowaway(name, data):
    yield name, data
    if name == archive.MANIFEST:
        yield "files/../../evil", b"evil"


def with_a_way_out(name, data):
    if name == archive.MANIFEST:
        said = json.loads(data)
        said["members"]["files/../../evil"] = {"sha256": "0" * 64, "size": 0, "rows": None}
        data = json.dumps(said)
    yield name, data


def of_another_migration(name, data):
    if name == archive.MANIFEST:
        said = json.loads(data)
        said["migrations"].append("assessments.9999_later")
        data = json.dumps(said)
    yield name, data


DAMAGES = [
    (without_a_row, "rows/assessments.AuditEvent.jsonl is damaged"),
    (of_the_future, "format 2 is not known here"),
    (without_manifest, "it has no manifest"),
    (with_a_stowaway, "members are not those of the manifest"),
    (with_a_way_out, "is no name of a member"),
    (of_another_migration, "assessments.9999_later, which is not applied here"),
]


@pytest.mark.parametrize(("damage", "message"), DAMAGES)
def test_a_damaged_or_foreign_file_is_refused(installation, now, tmp_path, damage, message):
    backup.write(tmp_path / "a", now=now)
    broken = changed(tmp_path / "a", tmp_path / "b", damage)
    before = counts()

    with pytest.raises(archive.BackupRefused, match=message):
        restore.read(broken, is_replacing=True)

    assert counts() == before


def test_each_flipped_byte_is_noticed(installation, now, tmp_path):
    backup.write(tmp_path / "a", now=now)
    whole = (tmp_path / "a").read_bytes()
    broken = tmp_path / "b"

    for place in range(40, len(whole) - 40, len(whole) // 40):
        broken.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            found = backup.verify(broken)
        except archive.BackupRefused:
            continue
        # A byte of the zip file's own, such as a time, says nothing about what is inside.
        assert found == backup.verify(tmp_path / "a")


def test_another_secret_key_is_said(installation, now, tmp_path, settings):
    manifest = backup.write(tmp_path / "a", now=now)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another " * 8

    assert list(restore.warnings(manifest)) == [restore.OTHER_KEY]

    settings.SECRET_KEY_FALLBACKS = [old]
    assert list(restore.warnings(manifest)) == []


def test_a_backup_can_be_read_by_its_owner_alone_and_is_not_overwritten(
    installation, now, tmp_path
):
    backup.write(tmp_path / "a", now=now)

    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    with pytest.raises(archive.BackupRefused, match="exists; choose another name"):
        backup.write(tmp_path / "a", now=now)
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_a_lost_report_does_not_stop_a_backup(installation, now, tmp_path):
    (backup.reports_folder() / "acme" / "one.pdf").unlink()

    manifest = backup.write(tmp_path / "a", now=now)

    assert manifest.lost_files == ["acme/one.pdf"]
    assert list(restore.warnings(manifest)) == [
        "The report acme/one.pdf was lost before the backup; ask for it again."
    ]


# Commands ---------------------------------------------------------------------------------------


def test_the_commands_say_what_they_did(installation, tmp_path, capsys):
    file = tmp_path / "a"

    call_command("backup", str(file))
    call_command("restore", str(file), "--verify")
    call_command("restore", str(file), "--replace", "--dry-run")
    call_command("restore", str(file), "--replace")

    said = capsys.readouterr().out
    assert "written and verified: " in said
    assert "is whole: " in said
    assert "would be restored: " in said
    assert "restored: " in said
    assert AuditEvent.objects.for_organization(installation).count() == 3


def test_no_backup_is_one_clear_line(tmp_path, installation):
    (tmp_path / "a").write_text("no zip")

    with pytest.raises(CommandError, match="a is no backup"):
        call_command("restore", str(tmp_path / "a"))
    with pytest.raises(CommandError, match="No such file"):
        call_command("restore", str(tmp_path / "b"))
