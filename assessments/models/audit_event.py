"""What somebody did: one link of an organization's chain, written once and never changed."""

from django.conf import settings
from django.db import models

from assessments.models.base import Scoped
from assessments.models.fields import text


class AuditEvent(Scoped):
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    api_key = models.ForeignKey(
        "assessments.ApiKey", models.PROTECT, null=True, blank=True, related_name="+"
    )
    verb = models.CharField(max_length=40)
    noun = models.CharField(max_length=40)
    external_id = text()
    changes = models.JSONField(default=dict)
    request_id = text()
    # Over this event and the hash of the one before it.
    chain_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "sequence"], name="auditevent_sequence_is_unique"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.verb} {self.noun} {self.external_id}".rstrip()
