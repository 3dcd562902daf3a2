"""What a worker can be told: each task names a row and hands it to the work behind it."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone

from assessments import run
from assessments.jobs.loop import Progress, Refused, work
from assessments.jobs.sweep import sweep as publish_due
from assessments.models import Assessment, Job
from assessments.scoring import score as _  # noqa: F401 - loaded once, before a worker forks
from assessments.scoring.errors import ScoringError


@shared_task(name="assessments.assess")
def assess(*, job_id: str) -> None:
    """Answer the question that a job is about."""
    work(UUID(job_id), answer)


@shared_task(name="assessments.sweep")
def sweep() -> None:
    """Find the jobs whose message or worker was lost."""
    publish_due(timezone.now())


def answer(job: Job, progress: Progress) -> str:
    """Compute what was asked; a case whose numbers break a rule is not tried again."""
    progress("snapshot", 0)
    assessment = Assessment.objects.select_related("organization", "snapshot").get(
        pk=job.subject_id
    )
    try:
        run.answer(assessment, by=job.requested_by, now=timezone.now(), progress=progress)
    except (ScoringError, run.ResultsDiffer) as error:
        raise Refused(f"The assessment cannot be computed: {error}") from error
    return ""
