"""Jobs as people follow them: which are open, how far one is, and what came of it."""

from django.db.models import QuerySet

from assessments.choices import AssessmentState, JobKind, JobState
from assessments.models import Assessment, Job, Organization

OPEN = (JobState.QUEUED, JobState.RUNNING, JobState.QUARANTINED)

# The stages that each kind of job goes through, in order, with what a reader is told.
STAGES: dict[str, tuple[tuple[str, str], ...]] = {
    JobKind.ASSESS: (
        ("snapshot", "Freeze the register"),
        ("score", "Compute the numbers"),
        ("store", "Store the results"),
        ("publish", "Publish"),
    ),
    JobKind.REPORT: (
        ("content", "Write the sentences"),
        ("exhibits", "Draw the exhibits"),
        ("layout", "Lay out the pages"),
    ),
}


def open_jobs(organization: Organization, kind: str) -> QuerySet[Job]:
    """Return jobs that are under way or wait for a person."""
    rows = Job.objects.for_organization(organization)
    found: QuerySet[Job] = rows.filter(kind=kind, state__in=OPEN)
    return found.select_related("requested_by")


def stages_of(job: Job) -> list[tuple[str, str]]:
    """Return each stage of a job with where it stands: done, current or waiting."""
    names = [name for name, _ in STAGES[job.kind]]
    here = names.index(job.stage) if job.stage in names else -1
    if job.state == JobState.DONE:
        here = len(names)
    words = ("done", "current", "waiting")
    return [
        (label, words[0 if i < here else 1 if i == here else 2])
        for i, (_, label) in enumerate(STAGES[job.kind])
    ]


def assessment_of(job: Job) -> Assessment | None:
    """Return the assessment that a job made or found; None while there is none."""
    rows = Assessment.objects.for_organization(job.organization_id)
    made = rows.filter(job=job) | rows.filter(pk=job.subject_id)
    found: Assessment | None = made.exclude(state=AssessmentState.COMPUTING).first()
    return found
