"""One result by its stable code: pages, API and reports read this one table."""

from django.db import models

from assessments.choices import MeasureState, SubjectKind
from assessments.models.base import Scoped
from assessments.models.fields import text, words, words_are_listed


def number() -> models.FloatField:
    return models.FloatField(null=True, blank=True)


class Measure(Scoped):
    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, related_name="measures", db_index=False
    )
    subject_kind = words(SubjectKind)
    # External id; of a position without a row: function/supplier.
    subject = models.CharField()
    code = models.CharField(max_length=80)
    state = words(MeasureState)
    value = number()
    p5 = number()
    p10 = number()
    p50 = number()
    p80 = number()
    p90 = number()
    p95 = number()
    lower = number()
    upper = number()
    unit = text()
    currency = models.CharField(max_length=3, blank=True, default="")
    quality = number()
    formula = text()
    rule = text()
    text = text()
    inputs = models.JSONField(default=list)  # addresses of figures
    missing = models.JSONField(default=list)
    flags = models.JSONField(default=list)

    class Meta:
        constraints = [
            words_are_listed(subject_kind=SubjectKind, state=MeasureState),
            models.UniqueConstraint(
                fields=["assessment", "code", "subject_kind", "subject"], name="measure_once"
            ),
        ]
        indexes = [models.Index(fields=["code", "value"], name="measure_code_value")]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}".rstrip()
