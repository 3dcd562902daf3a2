"""One file back into an installation: all of it, or nothing."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.color import no_style
from django.db import DatabaseError, connection
from django_scopes import scopes_disabled

from assessments.models import immutable
from assessments.upkeep import archive as archives
from assessments.upkeep import backup, tables
from assessments.upkeep.archive import BackupRefused, Manifest

BATCH = 500
OTHER_KEY = (
    "The backup was made under another SECRET_KEY. Put that key into SECRET_KEY_FALLBACKS: "
    "without it the audit trail reads as if somebody had changed it."
)


def read(path: Path, *, is_replacing: bool = False, is_rehearsal: bool = False) -> Manifest:
    """Fill the database and the folder of reports from a backup.

    Parameters
    ----------
    path : Path
        Of the backup; every byte is checked before the first row is written.
    is_replacing : bool
        Empty a database that is not empty.
    is_rehearsal : bool
        Do everything, then undo it.

    Raises
    ------
    BackupRefused
        If the file or the database is not fit for it; nothing was changed.
    """
    manifest = backup.verify(path)
    _check_migrations(manifest)
    with archives.open_backup(path) as archive, scopes_disabled():
        if not is_replacing and (label := _first_in_use()):
            raise BackupRefused(f"there are rows of {label} already; --replace removes all rows")
        with suppress(_Rehearsed), _undone_files() as made, immutable.lifted(connection):
            _empty()
            _fill(archive, manifest)
            if is_rehearsal:
                raise _Rehearsed
            _write_files(archive, manifest, made)
    return manifest


class _Rehearsed(Exception):  # noqa: N818 - what happened
    """Everything went well, and is undone."""


def warnings(manifest: Manifest) -> Iterator[str]:
    """Yield what whoever restores should know."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if manifest.key not in map(backup.key_fingerprint, keys):
        yield OTHER_KEY
    for file in manifest.lost_files:
        yield f"The report {file} was lost before the backup; ask for it again."


def _check_migrations(manifest: Manifest) -> None:
    here, there = set(backup.applied_migrations()), set(manifest.migrations)
    if there - here:
        raise BackupRefused(
            f"the backup is of version {manifest.version} with {min(there - here)}, which is not "
            "applied here; run `manage.py migrate`, or install that version"
        )
    if here - there:
        raise BackupRefused(
            f"the backup is of version {manifest.version}, before {min(here - there)}; install "
            "that version, restore into an empty database, then upgrade"
        )
    strange = set(manifest.row_counts()) ^ {model._meta.label for model in tables.saved()}
    if strange:
        raise BackupRefused(f"{min(strange)} is not in both; install version {manifest.version}")


def _first_in_use() -> str:
    return next((m._meta.label for m in tables.saved() if tables.rows(m).exists()), "")


def _empty() -> None:
    statements = connection.ops.sql_flush(no_style(), tables.emptied())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# Rows -------------------------------------------------------------------------------------------


def _fill(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for label in manifest.row_counts():
        try:
            _insert(archive, apps.get_model(label))
        except (ValueError, ValidationError, DatabaseError) as error:
            raise BackupRefused(f"rows of {label} do not fit: {error}") from error
    try:
        connection.check_constraints()  # foreign keys wait for the end; here they are looked at
    except DatabaseError as error:
        raise BackupRefused(f"a row points at one that is not there: {error}") from error
    _set_sequences()


def _insert(archive: zipfile.ZipFile, model: tables.Model) -> None:
    name = archives.rows_name(model._meta.label)
    with archive.open(name) as member, TextIOWrapper(member, "utf-8", newline="\n") as lines:
        found = (tables.row_of(model, line) for line in lines)
        while batch := list(islice(found, BATCH)):
            model._default_manager.bulk_create(batch)


def _set_sequences() -> None:
    """Let tables that number their rows themselves go on after the last one."""
    statements = connection.ops.sequence_reset_sql(no_style(), tables.saved())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# Files ------------------------------------------------------------------------------------------


@contextmanager
def _undone_files() -> Iterator[list[Path]]:
    """Remove the files that were made, if what they belong to comes to nothing."""
    made: list[Path] = []
    try:
        yield made
    except BaseException:
        for file in made:
            file.unlink(missing_ok=True)
        raise


def _write_files(archive: zipfile.ZipFile, manifest: Manifest, made: list[Path]) -> None:
    for name in manifest.members:
        if name.startswith("files/"):
            target = backup.reports_folder() / name.removeprefix("files/")
            if not target.exists():
                made.append(target)
            _write_file(archive, name, target)


def _write_file(archive: zipfile.ZipFile, name: str, target: Path) -> None:
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            for chunk in archives.chunks(archive, name):
                file.write(chunk)
        draft.replace(target)
    except OSError as error:
        raise BackupRefused(f"{target}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
