"""Whether workers live, jobs move, and the files of reports are where they should be."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps

from assessments.choices import JobState
from assessments.models import Job, WorkerHeartbeat
from assessments.upkeep.backup import report_files as files_named
from assessments.upkeep.backup import reports_folder
from assessments.upkeep.finding import Finding, Look

LATE = timedelta(minutes=1)  # for a heartbeat, and for a lease that somebody should have taken over
WAITS_LONG = timedelta(minutes=10)
YOUNG = timedelta(minutes=10)  # a file may be there before the row that names it
START = "Start one; docs/operations.md has the line."


def workers(look: Look) -> Iterator[Finding]:
    """Find that no worker was heard of lately."""
    last = WorkerHeartbeat.objects.order_by("seen_at").last()
    if last is None:
        yield Finding("workers", "worker", "none was ever heard of", START)
    elif last.seen_at < look.now - LATE:
        seen = f"{last.hostname} was the last to be heard of, at {_at(last.seen_at)}"
        yield Finding("workers", "worker", seen, START)


def jobs(look: Look) -> Iterator[Finding]:
    """Find jobs that nobody takes, takes over, or can do."""
    for organization in look.organizations():
        for job in Job.objects.for_organization(organization).exclude(
            state__in=[JobState.DONE, JobState.CANCELLED]
        ):
            for message, remedy in _troubles(job, look.now):
                yield Finding("jobs", f"job {job.pk} of {organization.slug}", message, remedy)


def _troubles(job: Job, now: datetime) -> Iterator[tuple[str, str]]:
    if job.state == JobState.QUARANTINED:
        yield job.message.rstrip("."), "Mend the cause, then try again or cancel it."
    elif job.state == JobState.RUNNING and job.lease_until and job.lease_until < now - LATE:
        seen = f"its worker was last heard of before {_at(job.lease_until)}"
        yield seen, "Is the scheduler running? It passes such jobs on."
    elif job.state == JobState.QUEUED and job.requested_at < now - WAITS_LONG:
        yield f"it has waited since {_at(job.requested_at)}", "Are worker and scheduler running?"


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


# Files ------------------------------------------------------------------------------------------


def report_files(look: Look) -> Iterator[Finding]:
    """Find reports whose file is gone or is another."""
    for organization in look.organizations():
        reports = apps.get_model("reports", "Report").objects.for_organization(organization)
        for report in reports.exclude(file="").iterator():
            if message := _trouble(report):
                about = f"report {report.position} of {organization.slug} ({report.file})"
                yield Finding("report files", about, message, "Ask for the report again.")


def _trouble(report: Any) -> str:
    folder = reports_folder().resolve()
    path = (folder / report.file).resolve()
    if not path.is_relative_to(folder):
        return "it lies outside of the folder of reports"
    if not path.is_file():
        return "the file is gone"
    return "" if _sha256(path) == report.sha256 else "the file is not the one that was written"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def stray_files(look: Look) -> Iterator[Finding]:
    """Find files that no report names."""
    named, folder = set(files_named()), reports_folder()
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in named and _age(path, look.now) > YOUNG:
            yield Finding("stray files", name, "no report names it", "Remove it, or move it away.")


def _age(path: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(path.stat().st_mtime, UTC)
