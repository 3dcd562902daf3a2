"""The one file of a backup: a zip with a manifest that names every other member and its SHA-256."""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
# Letters, digits, "-" and "_" and single dots, no folder that begins with a dot: no way out.
NAME = re.compile(r"(rows|files)(/[A-Za-z0-9_-][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*)+", re.ASCII)
CHUNK = 1 << 20
MANIFEST_AT_MOST = 1 << 24


class BackupRefused(Exception):  # noqa: N818 - what happened
    """A file is no backup, a damaged one, or one that does not fit here; the message says what."""


@dataclass(frozen=True, slots=True)
class Member:
    """What a member of the file has to be; ``rows`` of a table, else none."""

    sha256: str
    size: int
    rows: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup says of itself."""

    format: int
    version: str
    made_at: str
    database: str
    key: str  # fingerprint of the secret key that the audit trail was written under
    migrations: list[str]
    members: dict[str, Member]
    lost_files: list[str] = field(default_factory=list)

    def row_counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        counts = {name: member.rows for name, member in self.members.items()}
        return {label_of(name): rows for name, rows in counts.items() if rows is not None}


def rows_name(label: str) -> str:
    """Return the member that holds the rows of a model."""
    return f"rows/{label}.jsonl"


def label_of(name: str) -> str:
    """Return the model whose rows a member holds."""
    return name.removeprefix("rows/").removesuffix(".jsonl")


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Add the manifest, once everything else is in."""
    archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1, ensure_ascii=False))


# Read -------------------------------------------------------------------------------------------


def open_backup(path: Path) -> zipfile.ZipFile:
    """Return the open file, or refuse what is none."""
    try:
        return zipfile.ZipFile(path)
    except OSError as error:
        raise BackupRefused(f"{path}: {error.strerror}") from error
    except zipfile.BadZipFile as error:
        raise BackupRefused(f"{path} is no backup, or only a part of one") from error


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return the manifest, once format and names of the members are as they should be."""
    names = archive.namelist()
    said = _manifest(archive, names)
    if said.get("format") != FORMAT:
        raise BackupRefused(f"format {said.get('format')} is not known here; install its version")
    try:
        members = {name: Member(**member) for name, member in said.pop("members").items()}
        manifest = Manifest(**said, members=members)
    except (AttributeError, KeyError, TypeError) as error:
        raise BackupRefused("the manifest is damaged; use another backup") from error
    _check_names(names, manifest)
    return manifest


def _manifest(archive: zipfile.ZipFile, names: list[str]) -> dict[str, Any]:
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > MANIFEST_AT_MOST:
        raise BackupRefused("this zip file is no backup: it has no manifest")
    try:
        said = json.loads(archive.read(MANIFEST))
    except (ValueError, RuntimeError, zlib.error, zipfile.BadZipFile) as error:
        raise BackupRefused("the manifest is damaged; use another backup") from error
    return said if isinstance(said, dict) else {}


def _check_names(names: list[str], manifest: Manifest) -> None:
    unsafe = [name for name in manifest.members if not NAME.fullmatch(name)]
    if unsafe:
        raise BackupRefused(f"{unsafe[0]!r} is no name of a member; the file was tampered with")
    if sorted(names) != sorted([MANIFEST, *manifest.members]):
        raise BackupRefused("the members are not those of the manifest; use another backup")


def check_members(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Read everything once, and refuse a file with a byte or a row too many or too few."""
    for name, member in manifest.members.items():
        digest, size, lines = hashlib.sha256(), 0, 0
        for chunk in chunks(archive, name):
            digest.update(chunk)
            size += len(chunk)
            lines += chunk.count(b"\n")
            if size > member.size:  # however large it would become
                break
        if digest.hexdigest() != member.sha256 or size != member.size:
            raise BackupRefused(f"{name} is damaged; use another backup")
        if member.rows not in (None, lines):
            raise BackupRefused(f"{name} has {lines} rows, not {member.rows}; use another backup")


def chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Yield the bytes of a member."""
    try:
        with archive.open(name) as member:
            while chunk := member.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError) as error:
        raise BackupRefused(f"{name} is damaged; use another backup") from error


class Hashed:
    """Writes a member and counts what goes through."""

    def __init__(self, target: IO[bytes]) -> None:
        self.target, self.digest, self.size, self.rows = target, hashlib.sha256(), 0, 0

    def write(self, data: bytes) -> None:
        """Write and count."""
        self.target.write(data)
        self.digest.update(data)
        self.size += len(data)

    def write_line(self, text: str) -> None:
        """Write a row."""
        self.write(f"{text}\n".encode())
        self.rows += 1

    def member(self, *, has_rows: bool) -> Member:
        """Return what went through."""
        return Member(self.digest.hexdigest(), self.size, self.rows if has_rows else None)
