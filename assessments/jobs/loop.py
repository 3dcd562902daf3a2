"""One attempt at a job: claim it, do it, say how it ended. Safe to run twice, and beside itself."""

import logging
import uuid
from collections.abc import Callable

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.utils import timezone
from django_scopes import scope
from structlog.contextvars import bound_contextvars

from assessments.access import RIGHTS, Right
from assessments.jobs import alive
from assessments.jobs.lease import Lease, Stopped
from assessments.models import Job, Membership

# Told the stage that begins, and how much of the whole is done [percent].
Progress = Callable[[str, int], None]
# Does the work; done again after a loss it changes nothing. Returns what is worth telling.
Effect = Callable[[Job, Progress], str]
LOGGER = logging.getLogger(__name__)


class Refused(Exception):  # noqa: N818 - what happened
    """Another attempt would end the same way; the message says what a person can do."""


def work(job_id: uuid.UUID, effect: Effect) -> None:
    """Do a job if it is there to be had."""
    now = timezone.now()
    token = Job.queue.claim(job_id, now)
    if token is None:
        return
    job = Job.queue.select_related("organization", "requested_by").get(pk=job_id)
    with (
        bound_contextvars(job_id=str(job_id), organization=job.organization.slug),
        scope(organization=job.organization),
    ):
        alive.seen(now)
        _attempt(job, token, effect)


def _attempt(job: Job, token: uuid.UUID, effect: Effect) -> None:
    try:
        with Lease(job, token) as lease:
            check_right(job)
            message = effect(job, lease.progress)
    except Stopped:
        Job.queue.stop(job.pk, token)
        LOGGER.info("job %s was stopped", job.pk)
    except Refused as error:
        Job.queue.set_aside(job.pk, token, str(error))
        LOGGER.warning("job %s was refused: %s", job.pk, error)
    except Exception as error:
        LOGGER.exception("job %s failed", job.pk)
        Job.queue.fail(job.pk, token, what_happened(error, job))
    else:
        Job.queue.finish(job.pk, token, message)
        LOGGER.info("job %s is done", job.pk)


def check_right(job: Job) -> None:
    """Refuse a job whose requester has lost the right to it meanwhile; commands always may."""
    person = job.requested_by
    if person is None:
        return
    memberships = Membership.objects.filter(organization=job.organization, user=person)
    role = memberships.values_list("role", flat=True).first()
    if not person.is_active or role is None or Right.WRITE not in RIGHTS[role]:
        raise Refused(f"{person} may not do this here any more; an editor can ask for it again.")


def what_happened(error: Exception, job: Job) -> str:
    """Return what a person may read; the log has the rest."""
    if isinstance(error, SoftTimeLimitExceeded):
        minutes = settings.CELERY_TASK_SOFT_TIME_LIMIT // 60
        return f"It took longer than {minutes} minutes and was ended."
    if isinstance(error, OSError) and error.strerror:
        return f"The machine refused: {error.strerror}. An administrator can mend that."
    return f"Something went wrong; the log says more under job {job.pk}."
