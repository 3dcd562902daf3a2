"""The register at a date, frozen: the hashed input of assessments."""

from django.db import models

from assessments.models.base import Scoped


class Snapshot(Scoped):
    as_of = models.DateField()
    format_version = models.PositiveSmallIntegerField()
    document = models.TextField()  # canonical JSON
    sha256 = models.CharField(max_length=64)
    fx = models.JSONField(default=dict)  # the rates used
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-as_of"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "sha256"], name="snapshot_is_stored_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.as_of} {self.sha256[:8]}"
