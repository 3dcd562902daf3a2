"""One source of a score's spread, and how far its answer would narrow it."""

from django.db import models

from assessments.models.result_row import ResultRow


class Driver(ResultRow):
    assessment = models.ForeignKey("assessments.Assessment", models.PROTECT, related_name="drivers")
    position = models.CharField()
    name = models.CharField()
    variance_share = models.FloatField()
    width_if_known = models.FloatField()

    class Meta(ResultRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.position} {self.name}"
