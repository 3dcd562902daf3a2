"""What two nominally different offerings share upstream."""

from django.db import models

from assessments.models.result_row import ResultRow


class Overlap(ResultRow):
    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, related_name="overlaps"
    )
    first = models.CharField()
    second = models.CharField()
    weighted_jaccard = models.FloatField(null=True)
    plain_jaccard = models.FloatField(null=True)
    single_points = models.JSONField()
    shared = models.JSONField()

    class Meta(ResultRow.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.first} and {self.second}"
