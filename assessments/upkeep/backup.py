"""One installation into one file: every row as of one moment, and the files of its reports."""

import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.crypto import salted_hmac
from django_scopes import scopes_disabled

from assessments.upkeep import archive as archives
from assessments.upkeep import tables
from assessments.upkeep.archive import BackupRefused, Hashed, Manifest, Member

SALT = "assessments.upkeep.key"


def reports_folder() -> Path:
    """Return where the files of reports are."""
    return Path(settings.VAR_DIR) / "reports"


def key_fingerprint(key: str) -> str:
    """Return what tells one secret key from another and gives neither away."""
    return salted_hmac(SALT, "key", secret=key, algorithm="sha256").hexdigest()[:16]


def applied_migrations() -> list[str]:
    """Return the migrations that the tables have been through."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app not in tables.LEFT_OUT_APPS)


def write(path: Path, *, now: datetime) -> Manifest:
    """Write a backup and read it back; at the end it is there whole, or not at all.

    Raises
    ------
    BackupRefused
        If there is such a file, or it cannot be written.
    """
    if path.exists():
        raise BackupRefused(f"{path} exists; choose another name, or remove it")
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _private(draft) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            _fill(archive, now)
        manifest = verify(draft)
        draft.rename(path)
    except OSError as error:
        raise BackupRefused(f"{path}: {error.strerror}") from error
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def verify(path: Path) -> Manifest:
    """Return what a backup says of itself, once every byte has been read and found right."""
    with archives.open_backup(path) as archive:
        manifest = archives.read_manifest(archive)
        archives.check_members(archive, manifest)
    return manifest


@contextmanager
def _private(path: Path) -> Iterator[IO[bytes]]:
    """Open a new file that nobody else may read, and see it onto the disk."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def _fill(archive: zipfile.ZipFile, now: datetime) -> None:
    members: dict[str, Member] = {}
    lost = []
    with scopes_disabled(), one_moment():
        for model in tables.saved():
            name = archives.rows_name(model._meta.label)
            members[name] = _add_rows(archive, name, model)
        for file in report_files():
            source = reports_folder() / file
            if source.is_file():
                members[f"files/{file}"] = _add_file(archive, f"files/{file}", source)
            else:
                lost.append(file)
        migrations = applied_migrations()
    archives.write_manifest(
        archive,
        Manifest(
            format=archives.FORMAT,
            version=settings.VERSION,
            made_at=now.isoformat(),
            database=connection.vendor,
            key=key_fingerprint(settings.SECRET_KEY),
            migrations=migrations,
            members=members,
            lost_files=lost,
        ),
    )


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as of one moment, while others go on writing."""
    if connection.in_atomic_block:
        yield
        return
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with _deferred(), transaction.atomic():
            yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _deferred() -> Iterator[None]:
    """Let a transaction of SQLite begin as a reader's: it would hold up every writer else."""
    mode = connection.transaction_mode  # type: ignore[attr-defined]
    connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]


def _add_rows(archive: zipfile.ZipFile, name: str, model: tables.Model) -> Member:
    with archive.open(name, "w", force_zip64=True) as target:
        hashed = Hashed(target)
        for row in tables.rows(model).iterator(chunk_size=1000):
            hashed.write_line(tables.line_of(row))
    return hashed.member(has_rows=True)


def report_files() -> list[str]:
    """Return the files that reports name, below their folder; call it with scopes disabled."""
    reports = apps.get_model("reports", "Report").objects.exclude(file="")
    return sorted(set(reports.values_list("file", flat=True)))


def _add_file(archive: zipfile.ZipFile, name: str, source: Path) -> Member:
    with archive.open(name, "w", force_zip64=True) as target, source.open("rb") as file:
        hashed = Hashed(target)
        while chunk := file.read(archives.CHUNK):
            hashed.write(chunk)
    return hashed.member(has_rows=False)
