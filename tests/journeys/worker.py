"""A worker beside the pages: it does the jobs that they announce, and can be held up at a stage."""

import contextlib
import queue
import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import connections

from assessments import tasks
from assessments.choices import JobKind
from assessments.jobs import lease, publish
from reports import tasks as report_tasks

TASKS = {JobKind.ASSESS: tasks.assess, JobKind.REPORT: report_tasks.make}
PATIENCE_SECONDS = 60.0


class Worker:
    """Does the jobs that the pages announce, in this process; can be held up at a stage."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[tuple[str, UUID] | None] = queue.SimpleQueue()
        self._stage = ""
        self._arrived, self._go = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="worker")

    def publish(self, job_id: UUID, kind: str) -> bool:
        """Take a job, as the broker would."""
        self._jobs.put((kind, job_id))
        return True

    @contextlib.contextmanager
    def held_up_at(self, stage: str) -> Iterator[threading.Event]:
        """Stop the next job where a stage begins, until the block is left."""
        self._stage = stage
        self._arrived.clear()
        self._go.clear()
        try:
            yield self._arrived
        finally:
            self._stage = ""
            self._go.set()

    def pause(self, stage: str) -> None:
        """Wait, if this is where the job is held up."""
        if stage == self._stage:
            self._arrived.set()
            self._go.wait(PATIENCE_SECONDS)

    def _work(self) -> None:
        try:
            while job := self._jobs.get():
                kind, job_id = job
                TASKS[JobKind(kind)](job_id=str(job_id))
        finally:
            connections.close_all()  # those of this thread

    def __enter__(self) -> "Worker":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._go.set()
        self._jobs.put(None)
        self._thread.join()


@contextlib.contextmanager
def worker(monkeypatch: Any) -> Iterator[Worker]:
    """Start a worker that hears of each job at once."""
    progress = lease.Lease.progress
    with Worker() as found:

        def told(self: lease.Lease, stage: str, percent: int) -> None:
            progress(self, stage, percent)
            found.pause(stage)

        monkeypatch.setattr(publish, "publish", found.publish)
        monkeypatch.setattr(lease.Lease, "progress", told)
        yield found
