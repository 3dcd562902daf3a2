"""A worker's hold on a job while it works: renewed by a thread, felt at each step."""

import logging
import threading
import uuid
from types import TracebackType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone

from assessments.jobs import alive
from assessments.models import Job

LOGGER = logging.getLogger(__name__)


class Stopped(Exception):  # noqa: N818 - what happened
    """Somebody asked for an end, or another worker has the job by now."""


class Lease:
    """Renews a claim until it is left; ``progress`` is where the work notices that it must end."""

    def __init__(self, job: Job, token: uuid.UUID) -> None:
        self.job, self.token = job, token
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="lease", daemon=True)

    def __enter__(self) -> "Lease":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def progress(self, stage: str, percent: int) -> None:
        """Say which stage begins and how much is done [percent]; raise Stopped if it is over."""
        if not self._renew(stage=stage, progress_percent=percent):
            raise Stopped
        if Job.queue.filter(pk=self.job.pk, cancel_asked_at__isnull=False).exists():
            raise Stopped

    def _renew(self, **progress: Any) -> bool:
        return Job.queue.renew(self.job.pk, self.token, timezone.now(), **progress)

    def _beat(self) -> None:
        try:
            while not self._ended.wait(settings.JOB_HEARTBEAT_SECONDS):
                self._sign_of_life()
        finally:
            connections.close_all()  # those of this thread

    def _sign_of_life(self) -> None:
        try:
            self._renew()
            alive.seen(timezone.now())
        except DatabaseError as error:  # it may be back before the lease has run out
            LOGGER.warning("the lease of job %s was not renewed: %s", self.job.pk, error)
            connections.close_all()
