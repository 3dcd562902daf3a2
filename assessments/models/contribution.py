"""Points of a position's score that an indicator explains."""

from django.db import models

from assessments.choices import MeasureState
from assessments.models.fields import words, words_are_listed
from assessments.models.result_row import ResultRow


class Contribution(ResultRow):
    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, related_name="contributions"
    )
    position = models.CharField()
    pillar = models.CharField(max_length=10)
    indicator = models.CharField(max_length=10)
    x = models.FloatField(null=True)
    z = models.FloatField(null=True)
    state = words(MeasureState)
    weight = models.FloatField()
    points = models.FloatField(null=True)
    quality = models.FloatField()
    inputs = models.JSONField()
    missing = models.JSONField()

    class Meta(ResultRow.Meta):
        constraints = [*ResultRow.Meta.constraints, words_are_listed(state=MeasureState)]

    def __str__(self) -> str:
        return f"{self.position} {self.indicator}"
