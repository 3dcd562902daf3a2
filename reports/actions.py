"""Asking for a report; its file comes from a worker."""

import hashlib

from django.db import transaction
from django_scopes import scope

from assessments import audit
from assessments.author import Author
from assessments.choices import AssessmentState, JobKind, JobState, ReportKind, Verb
from assessments.jobs import publish
from assessments.models import Assessment, Organization
from reports.models import Report

# A job in one of these has made the report, or will.
STANDING = (JobState.QUEUED, JobState.RUNNING, JobState.DONE)


class NoSuchPosition(Exception):  # noqa: N818 - what happened
    """The assessment says nothing about it; the message names the positions that it has."""


def request(*, author: Author, assessment: Assessment, position: str) -> Report:
    """Ask for the report of a position, ``function/supplier``; return its row, made or not.

    The same report is made once: as a draft, and again when its assessment has been approved. An
    assessment that is still computed may be named too.

    Raises
    ------
    NoSuchPosition
        If the assessment has no such position.
    """
    with scope(organization=author.organization), transaction.atomic():
        Organization.objects.select_for_update().get(pk=author.organization.pk)
        assessment = Assessment.objects.get(pk=assessment.pk)
        _check(assessment, position)
        report, _ = Report.objects.get_or_create(
            organization=author.organization,
            assessment=assessment,
            kind=ReportKind.CASE,
            position=position,
        )
        if not is_standing(report):
            _enqueue(author, report)
    return report


def is_standing(report: Report) -> bool:
    """Return whether a report is made, or being made, of the assessment as it stands now."""
    job = report.job
    return (
        job is not None and job.state in STANDING and job.payload_sha256 == payload_sha256(report)
    )


def payload_sha256(report: Report) -> str:
    """Return the fingerprint of what a report is to say."""
    is_draft = report.assessment.state != AssessmentState.APPROVED
    parts = (str(report.assessment_id), report.kind, report.position, "draft" if is_draft else "")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _check(assessment: Assessment, position: str) -> None:
    known = ["/".join(names) for names in assessment.positions]
    if assessment.state != AssessmentState.COMPUTING and position not in known:
        raise NoSuchPosition(f"There is no position {position}; use one of {', '.join(known)}.")


def _enqueue(author: Author, report: Report) -> None:
    report.job = publish.enqueue(
        author=author,
        kind=JobKind.REPORT,
        subject_id=report.pk,
        payload_sha256=payload_sha256(report),
    )
    report.save(update_fields=["job"])
    audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=Verb.REQUEST,
        noun="report",
        external_id=str(report.pk),
        changes={"assessment": str(report.assessment_id), "position": report.position},
        api_key=author.api_key,
        request_id=author.request_id,
    )
