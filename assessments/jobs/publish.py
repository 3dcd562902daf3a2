"""From a request to a worker: the row first, then a message that only names it."""

import logging
import uuid
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string

from assessments.author import Author
from assessments.choices import JobKind, JobState
from assessments.models import Job

APP = "lockin.celery.app"
# Names, not functions: a report's task stands above this module.
TASKS: dict[str, str] = {JobKind.ASSESS: "assessments.assess", JobKind.REPORT: "reports.make"}
WAITING = (JobState.QUEUED, JobState.RUNNING)
LOGGER = logging.getLogger(__name__)


def application() -> Any:
    """Return the Celery application; loaded at the first job, as most commands announce none."""
    return import_string(APP)


def enqueue(*, author: Author, kind: JobKind, subject_id: uuid.UUID, payload_sha256: str) -> Job:
    """Write a job into the transaction that is open, and announce it once that is committed."""
    job = Job(
        organization=author.organization,
        kind=kind,
        subject_id=subject_id,
        payload_sha256=payload_sha256,
        requested_by=author.by,
        requested_at=author.now,
    )
    job.save(force_insert=True)
    announce(job)
    return job


def announce(job: Job) -> None:
    """Publish on commit; a broker that is down fails nobody, the sweeper publishes again."""
    transaction.on_commit(partial(publish, job.pk, job.kind), robust=True)


def publish(job_id: uuid.UUID, kind: str) -> bool:
    """Send the message that a job waits; False: the broker does not take it."""
    try:
        application().send_task(TASKS[kind], kwargs={"job_id": str(job_id)})
    except Exception as error:  # each transport has its own; none may reach who asked
        LOGGER.warning("job %s is not announced, the sweeper will do it: %s", job_id, error)
        return False
    return True
