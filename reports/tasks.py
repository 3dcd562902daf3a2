"""What a worker can be told about reports."""

from uuid import UUID

from celery import shared_task

from assessments.jobs.loop import work
from reports.make import make as make_report


@shared_task(name="reports.make")
def make(*, job_id: str) -> None:
    """Make the report that a job is about."""
    work(UUID(job_id), make_report)
