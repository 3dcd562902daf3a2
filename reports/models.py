"""A report asked for, its file, and the exhibits drawn for it."""

import uuid

from django.db import models
from django.db.models import Q

from assessments.choices import ReportKind, ReportState
from assessments.models.base import Scoped
from assessments.models.fields import words, words_are_listed


class Report(Scoped):
    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, related_name="reports")
    kind = words(ReportKind, ReportKind.CASE)
    position = models.CharField()  # function/supplier
    state = words(ReportState, ReportState.REQUESTED)
    job = models.ForeignKey("assessments.Job", models.PROTECT, null=True, related_name="+")
    file = models.CharField(blank=True, default="")  # below the folder of reports
    sha256 = models.CharField(max_length=64, blank=True, default="")
    pages = models.PositiveSmallIntegerField(null=True, blank=True)
    content_sha256 = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["position"]
        constraints = [
            words_are_listed(kind=ReportKind, state=ReportState),
            models.UniqueConstraint(
                fields=["assessment", "kind", "position"], name="report_once_per_position"
            ),
            models.CheckConstraint(
                condition=~Q(state=ReportState.READY) | (~Q(file="") & ~Q(sha256="")),
                name="report_ready_has_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.position}"


class Exhibit(models.Model):
    """An SVG, drawn once per content whoever asks for it; it is found by its hash alone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=80)
    svg = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["content_sha256", "name"], name="exhibit_drawn_once_per_content"
            )
        ]

    def __str__(self) -> str:
        return self.name
