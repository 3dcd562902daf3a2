"""The sign of life of the workers of one machine, which `/readyz` reads."""

import socket
from datetime import datetime, timedelta

from django.conf import settings

from assessments.models import WorkerHeartbeat

LATE = timedelta(minutes=1)


def seen(now: datetime) -> None:
    """Note that a worker of this machine works."""
    WorkerHeartbeat.objects.update_or_create(
        hostname=socket.gethostname(), defaults={"seen_at": now, "version": settings.VERSION}
    )


def is_late(now: datetime) -> bool:
    """Return whether no worker was heard of lately."""
    return not WorkerHeartbeat.objects.filter(seen_at__gt=now - LATE).exists()
