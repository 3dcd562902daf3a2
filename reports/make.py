"""A report that was asked for: its assessment → content → exhibits → file → row."""

import hashlib

from django.db import transaction
from django.utils import timezone

from assessments import audit, run
from assessments.casefile import canonical
from assessments.choices import AssessmentState, ReportState, Verb
from assessments.jobs.loop import Progress, Refused
from assessments.models import Assessment, Job
from assessments.queries.results import results_of
from assessments.scoring.errors import ScoringError
from reports import build, pdf, store
from reports.content.case_report import case_report
from reports.content.draft import as_draft
from reports.content.parts import CaseReport
from reports.models import Report


def make(job: Job, progress: Progress) -> str:
    """Make the report of a job; return what is worth telling whoever asked for it."""
    report = Report.objects.select_related(
        "organization", "assessment__snapshot", "assessment__organization"
    ).get(pk=job.subject_id)
    if report.job_id != job.pk:  # it was asked for again, for instance once it was approved
        return "A later request makes this report."
    try:
        return _make(report, job, progress)
    except (build.ReportError, pdf.PdfError, ScoringError, run.ResultsDiffer) as error:
        raise Refused(f"The report cannot be made: {error}") from error


def _make(report: Report, job: Job, progress: Progress) -> str:
    # Its assessment may still be computed by somebody: both compute the same, one publishes.
    run.answer(report.assessment, by=job.requested_by, now=timezone.now(), progress=progress)
    progress("content", 10)
    content = content_of(report.assessment, report.position)
    progress("exhibits", 25)
    drawn = store.draw(build.figures(content))
    progress("layout", 70)
    printed = build.print_pdf(content, drawn.svgs)
    progress("layout", 95)
    _publish(report, job, printed, hashlib.sha256(repr(content).encode()).hexdigest())
    return f"Exhibits are printed as tables: {drawn.reason}" if drawn.reason else ""


def content_of(assessment: Assessment, position: str) -> CaseReport:
    """Return what the report of a position says, marked as a draft until it is approved."""
    document = canonical.from_canonical(assessment.snapshot.document)
    results = results_of(assessment)
    content = case_report(document, results, *build.position_of(results, position, document))
    return content if assessment.state == AssessmentState.APPROVED else as_draft(content)


def _publish(report: Report, job: Job, printed: pdf.PdfFile, content_sha256: str) -> None:
    """Store the file, then say so in one short transaction; the file before it goes last."""
    before = report.file
    name, digest = store.write(report, printed.data)
    stored = {
        "state": ReportState.READY,
        "file": name,
        "sha256": digest,
        "pages": printed.n_pages,
        "content_sha256": content_sha256,
    }
    with transaction.atomic():
        ours = Report.objects.filter(pk=report.pk, job=job).exclude(sha256=digest)
        if not ours.update(**stored):
            return
        audit.append(
            report.organization,
            at=timezone.now(),
            by=job.requested_by,
            verb=Verb.MAKE,
            noun="report",
            external_id=str(report.pk),
            changes={"position": report.position, "sha256": digest, "pages": printed.n_pages},
        )
    if before and before != name:
        store.remove(before)
