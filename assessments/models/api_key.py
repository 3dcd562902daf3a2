"""A key by which a program acts for one organization; its secret is kept as a hash alone."""

from django.conf import settings
from django.db import models

from assessments.choices import Role
from assessments.models.base import Scoped
from assessments.models.fields import words, words_are_listed


class ApiKey(Scoped):
    name = models.CharField(max_length=200)
    prefix = models.CharField(max_length=16, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    role = words(Role, Role.VIEWER)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = "API key"
        ordering = ["name"]
        constraints = [words_are_listed(role=Role)]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
