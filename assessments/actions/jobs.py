"""What a person can do about a job: end it, or let one that was set aside begin anew."""

from django.db import transaction

from assessments import audit
from assessments.author import Author
from assessments.choices import Verb
from assessments.jobs import publish
from assessments.models import Job


class JobIsOver(Exception):  # noqa: N818 - what happened
    """It ended before it could be ended."""


class JobIsNotAside(Exception):  # noqa: N818 - what happened
    """It needs no second chance."""


@transaction.atomic
def cancel(*, author: Author, job: Job) -> Job:
    """End a job that waits, or ask the worker that has it to stop; asked twice is asked once.

    Raises
    ------
    JobIsOver
        If it is done, cancelled or set aside.
    """
    if Job.queue.cancel(_own(author, job).pk, author.now):
        _note(author, job, Verb.CANCEL)
    job.refresh_from_db()
    if job.cancel_asked_at is None:
        raise JobIsOver(f"The job is {job.get_state_display().lower()} already.")
    return job


@transaction.atomic
def retry(*, author: Author, job: Job) -> Job:
    """Put a job that was set aside back into the queue, its failures forgotten.

    Raises
    ------
    JobIsNotAside
        If it was not set aside.
    """
    if not Job.queue.release(_own(author, job).pk):
        raise JobIsNotAside("Only a job that was set aside can be tried again.")
    _note(author, job, Verb.RETRY)
    job.refresh_from_db()
    publish.announce(job)
    return job


def _own(author: Author, job: Job) -> Job:
    """Return the job as the author's organization has it; another's does not exist."""
    own: Job = Job.objects.for_organization(author.organization).get(pk=job.pk)
    return own


def _note(author: Author, job: Job, verb: Verb) -> None:
    audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=verb,
        noun="job",
        external_id=str(job.pk),
        api_key=author.api_key,
        request_id=author.request_id,
    )
