"""What is kept of reports: files named after what is in them, exhibits found by it."""

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from reports.models import Exhibit, Report

if TYPE_CHECKING:
    from reports import exhibits

LONGEST_NAME = 120


def path_of(report: Report) -> Path:
    """Return where the file of a report is."""
    return folder() / report.file


class FileBroken(Exception):  # noqa: N818 - what happened
    """The file of a report is gone, or not the one that was made."""


def read(report: Report) -> bytes:
    """Return the file of a report, byte for byte as it was made.

    Raises
    ------
    FileBroken
        If there is no such file, or its SHA-256 is another.
    """
    try:
        data = path_of(report).read_bytes()
    except OSError:
        raise FileBroken("The file of this report is not there any more.") from None
    if hashlib.sha256(data).hexdigest() != report.sha256:
        raise FileBroken("The file of this report is not the one that was made.")
    return data


def folder() -> Path:
    """Return the folder of all reports; each organization has one in it."""
    return Path(settings.VAR_DIR) / "reports"


def write(report: Report, data: bytes) -> tuple[str, str]:
    """Store a file in one step; return its name below the folder, and its SHA-256."""
    digest = hashlib.sha256(data).hexdigest()
    position = report.position.replace("/", "--")[:LONGEST_NAME]
    name = f"{report.organization.slug}/{position}-{digest[:12]}.pdf"
    _write(folder() / name, data)
    return name, digest


def remove(name: str) -> None:
    """Remove a file that no report names any more."""
    (folder() / name).unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    number, part = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # the row that names it may outlive a power cut
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def draw(figures: Mapping[str, Any]) -> "exhibits.Drawn":
    """Return every exhibit as SVG; each is drawn once, whichever report shows it."""
    from reports import exhibits  # Kaleido brings a browser along; the pages need none

    hashes = {name: _sha256(figure) for name, figure in figures.items()}
    rows = Exhibit.objects.filter(content_sha256__in=hashes.values())
    kept = {(row.name, row.content_sha256): row.svg.encode() for row in rows}
    svgs = {name: kept[name, key] for name, key in hashes.items() if (name, key) in kept}
    missing = {name: figure for name, figure in figures.items() if name not in svgs}
    drawn = exhibits.draw({name: figure.to_plotly_json() for name, figure in missing.items()})
    Exhibit.objects.bulk_create(
        [
            Exhibit(content_sha256=hashes[name], name=name, svg=svg.decode())
            for name, svg in drawn.svgs.items()
        ],
        ignore_conflicts=True,
    )
    return exhibits.Drawn({**svgs, **drawn.svgs}, drawn.reason)


def _sha256(figure: Any) -> str:
    return hashlib.sha256(figure.to_json().encode()).hexdigest()
