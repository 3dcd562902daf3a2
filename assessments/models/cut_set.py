"""Nodes whose joint failure stops a function."""

from django.db import models

from assessments.models.result_row import ResultRow


class CutSet(ResultRow):
    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, related_name="cuts")
    function = models.CharField()
    horizon = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    members = models.JSONField()

    class Meta(ResultRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.function} ({self.horizon}): {', '.join(self.members)}"
