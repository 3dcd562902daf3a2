"""What the rows of a result share: written once, in the order that the result hash covers."""

from django.db import models

from assessments.models.base import Scoped


class ResultRow(Scoped):
    rank = models.PositiveIntegerField()

    class Meta:
        abstract = True
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "rank"], name="%(class)s_once")
        ]
