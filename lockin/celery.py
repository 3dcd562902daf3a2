"""The Celery application, and the command lines of its two processes.

`python -m celery -A lockin.celery` plus WORKER_ARGUMENTS or BEAT_ARGUMENTS. A worker may be started
as often as one likes, the scheduler once; a second one costs a little work and harms nothing.
"""

import os

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

from lockin import broker

WORKER_ARGUMENTS = [
    "worker",
    "--pool=prefork",
    "--queues=jobs,upkeep",
    "--include=assessments.tasks,reports.tasks",
    "--loglevel=INFO",
    # Workers need not know of each other: the job row says who has what.
    "--without-gossip",
    "--without-mingle",
    "--without-heartbeat",
]
# In memory: a file of times could be damaged, and a missed sweep is made up ten seconds later.
BEAT_ARGUMENTS = ["beat", "--scheduler=celery.beat:Scheduler", "--loglevel=INFO"]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lockin.settings")
broker.install()

app = Celery("lockin")
app.config_from_object("django.conf:settings", namespace="CELERY")
if settings.BROKER_URL.startswith("filesystem:"):
    app.conf.broker_transport_options = broker.options(settings.VAR_DIR / "broker")


@setup_logging.connect
def keep_logging(**options: object) -> None:
    """Leave logs as Django's settings make them; Celery would add doors of its own."""
