"""Who belongs to an organization, and what they may do there."""

import uuid

from django.conf import settings
from django.db import models

from assessments.choices import Role
from assessments.models.fields import words, words_are_listed


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    organization = models.ForeignKey(
        "assessments.Organization", models.PROTECT, related_name="memberships"
    )
    role = words(Role, Role.VIEWER)

    class Meta:
        constraints = [
            words_are_listed(role=Role),
            models.UniqueConstraint(
                fields=["user", "organization"],
                name="membership_once",
                violation_error_message="This person is a member already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} in {self.organization}"
