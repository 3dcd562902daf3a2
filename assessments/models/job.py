"""Work that a worker does: the row is the truth, a message is only a hint that it is there."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When

from assessments.choices import JobKind, JobState
from assessments.models.base import Scoped
from assessments.models.fields import text, words, words_are_listed

LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS)
MAX_FAILED, MAX_LOST = 3, 6
FAILED_TOO_OFTEN = f"It failed {MAX_FAILED} times and waits for a person."
LOST_TOO_OFTEN = f"Its worker was lost {MAX_LOST} times; it waits for a person."


class JobQueue(models.Manager):
    """The jobs of all organizations as workers see them; each step is one conditional UPDATE."""

    def due(self, now: datetime) -> models.QuerySet:
        """Return jobs that wait, or whose worker has not been heard of."""
        return self.filter(
            Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=now)
        )

    def claim(self, job_id: uuid.UUID, now: datetime) -> uuid.UUID | None:
        """Return a token if the job is now ours alone, else None."""
        token = uuid.uuid4()
        claimed = {
            "state": JobState.RUNNING,
            "lease_until": now + LEASE,
            "claim_token": token,
            "stage": "",
            "progress_percent": 0,
        }
        if self.filter(pk=job_id, state=JobState.QUEUED).update(**claimed):
            return token
        lost = self.filter(pk=job_id, state=JobState.RUNNING, lease_until__lt=now)
        again = lost.filter(lost_attempts__lt=MAX_LOST - 1)
        if again.update(**claimed, lost_attempts=F("lost_attempts") + 1):
            return token
        lost.update(
            state=JobState.QUARANTINED,
            lost_attempts=F("lost_attempts") + 1,
            lease_until=None,
            message=LOST_TOO_OFTEN,
        )
        return None

    def renew(self, job_id: uuid.UUID, token: uuid.UUID, now: datetime, **progress: Any) -> bool:
        """Say that the worker lives, and how far it is; False: the job is no longer its."""
        return bool(self._held(job_id, token).update(lease_until=now + LEASE, **progress))

    def finish(self, job_id: uuid.UUID, token: uuid.UUID, message: str = "") -> bool:
        """Mark the job done; False: somebody else has it by now."""
        return bool(
            self._held(job_id, token).update(
                state=JobState.DONE, lease_until=None, progress_percent=100, message=message
            )
        )

    def fail(self, job_id: uuid.UUID, token: uuid.UUID, message: str) -> bool:
        """Put the job back for another try, or aside after the third."""
        is_last = Q(failed_attempts__gte=MAX_FAILED - 1)
        return bool(
            self._held(job_id, token).update(
                state=Case(
                    When(is_last, then=Value(JobState.QUARANTINED.value)),
                    default=Value(JobState.QUEUED.value),
                ),
                message=Case(
                    When(is_last, then=Value(f"{FAILED_TOO_OFTEN} {message}")),
                    default=Value(message),
                ),
                failed_attempts=F("failed_attempts") + 1,
                lease_until=None,
            )
        )

    def set_aside(self, job_id: uuid.UUID, token: uuid.UUID, message: str) -> bool:
        """End a job that another try would not mend."""
        return bool(
            self._held(job_id, token).update(
                state=JobState.QUARANTINED,
                failed_attempts=F("failed_attempts") + 1,
                lease_until=None,
                message=message,
            )
        )

    def release(self, job_id: uuid.UUID) -> bool:
        """Let a job that was set aside begin anew; False: it was not."""
        aside = self.filter(pk=job_id, state=JobState.QUARANTINED)
        return bool(
            aside.update(
                state=JobState.QUEUED,
                failed_attempts=0,
                lost_attempts=0,
                cancel_asked_at=None,
                stage="",
                progress_percent=0,
                message="",
            )
        )

    def cancel(self, job_id: uuid.UUID, now: datetime) -> bool:
        """Ask for an end; a job that still waits ends at once, a running one when it sees it."""
        if self.filter(pk=job_id, state=JobState.QUEUED).update(
            state=JobState.CANCELLED, cancel_asked_at=now
        ):
            return True
        running = self.filter(pk=job_id, state=JobState.RUNNING, cancel_asked_at=None)
        return bool(running.update(cancel_asked_at=now))

    def stop(self, job_id: uuid.UUID, token: uuid.UUID) -> bool:
        """End a running job that was asked to end."""
        asked = self._held(job_id, token).filter(cancel_asked_at__isnull=False)
        return bool(asked.update(state=JobState.CANCELLED, lease_until=None))

    def _held(self, job_id: uuid.UUID, token: uuid.UUID) -> models.QuerySet:
        return self.filter(pk=job_id, state=JobState.RUNNING, claim_token=token)


class Job(Scoped):
    kind = words(JobKind)
    subject_id = models.UUIDField()
    payload_sha256 = models.CharField(max_length=64)
    state = words(JobState, JobState.QUEUED)
    stage = text()
    progress_percent = models.PositiveSmallIntegerField(default=0)
    failed_attempts = models.PositiveSmallIntegerField(default=0)
    lost_attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    # Whose lease it is: a worker that was given up for lost cannot finish in another's name.
    claim_token = models.UUIDField(null=True, blank=True, editable=False)
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    message = models.TextField(blank=True, default="")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    requested_at = models.DateTimeField()

    queue = JobQueue()

    class Meta:
        default_manager_name = "objects"  # whoever does not ask for the queue needs a scope
        ordering = ["requested_at"]
        indexes = [models.Index(fields=["state", "lease_until"], name="job_due")]
        constraints = [
            words_are_listed(kind=JobKind, state=JobState),
            models.CheckConstraint(
                condition=Q(progress_percent__lte=100), name="job_progress_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until=None)),
                name="job_has_a_lease_while_it_runs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_id}"
