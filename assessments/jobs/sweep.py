"""What makes sure that every job is done: those whose message or worker was lost, once more."""

from datetime import datetime

from assessments.jobs import alive
from assessments.jobs.publish import application, publish
from assessments.models import Job

MOST = 50  # messages that wait at once; more would only be read in vain


def sweep(now: datetime) -> int:
    """Publish the jobs that are due again, oldest first; return how many."""
    alive.seen(now)
    due = Job.queue.due(now).order_by("requested_at")[: max(MOST - waiting(), 0)]
    return sum(publish(job_id, kind) for job_id, kind in due.values_list("pk", "kind"))


def waiting() -> int:
    """Return how many messages no worker has taken yet."""
    app = application()
    with app.connection_for_read() as connection:
        name = app.conf.task_default_queue
        try:
            declared = connection.default_channel.queue_declare(name, passive=True)
        except connection.channel_errors:  # it was emptied, and itself removed
            return 0
    return int(declared.message_count)
