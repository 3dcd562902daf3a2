"""A step of leaving, and the steps it waits for."""

from django.db import models

from assessments.models.base import Part, Row
from assessments.models.fields import figure, owner, text


class Activity(Row):
    alternative = owner("Alternative", "activities")
    name = text()
    position = models.PositiveIntegerField(default=0)
    months = figure()
    # Nobody said what it waits for: it follows the one before it (G15).
    is_after_previous = models.BooleanField(default=True)
    after = models.ManyToManyField(
        "self", through="ActivityOrder", symmetrical=False, related_name="before"
    )

    class Meta(Row.Meta):
        verbose_name_plural = "activities"
        ordering = ["alternative", "position"]


class ActivityOrder(Part):
    activity = owner("Activity", "waits_for")
    after = owner("Activity", "lets_begin")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(activity=models.F("after")),
                name="activityorder_waits_for_another",
            )
        ]
