"""When each worker was last heard of."""

import uuid

from django.db import models


class WorkerHeartbeat(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    hostname = models.CharField(max_length=255, unique=True)
    seen_at = models.DateTimeField()
    version = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.hostname
