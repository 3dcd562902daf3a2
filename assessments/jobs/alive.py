"""The sign of life of the workers of one machine, which `/readyz` reads."""

import socket
from datetime import datetime

from django.conf import settings

from assessments.models import WorkerHeartbeat


def seen(now: datetime) -> None:
    """Note that a worker of this machine works."""
    WorkerHeartbeat.objects.update_or_create(
        hostname=socket.gethostname(), defaults={"seen_at": now, "version": settings.VERSION}
    )
