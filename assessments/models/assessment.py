"""The answer to one question: a snapshot under a policy, a method and a seed."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.choices import AssessmentState
from assessments.models.base import Scoped
from assessments.models.fields import words, words_are_listed


class Assessment(Scoped):
    snapshot = models.ForeignKey("assessments.Snapshot", models.PROTECT, related_name="assessments")
    policy = models.ForeignKey(
        "assessments.ScoringPolicy", models.PROTECT, related_name="assessments"
    )
    method_version = models.CharField(max_length=40)
    seed = models.PositiveBigIntegerField()
    state = words(AssessmentState, AssessmentState.COMPUTING)
    job = models.ForeignKey(
        "assessments.Job", models.PROTECT, null=True, blank=True, related_name="+"
    )
    library_versions = models.JSONField(default=dict)
    parameters_sha256 = models.CharField(max_length=64, blank=True, default="")
    result_sha256 = models.CharField(max_length=64, blank=True, default="")
    positions = models.JSONField(default=list)  # [function, supplier], in order of the case
    warnings = models.JSONField(default=list)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    decision_note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            words_are_listed(state=AssessmentState),
            models.UniqueConstraint(
                fields=["snapshot", "policy", "method_version", "seed"],
                name="assessment_answers_a_question_once",
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.COMPUTING, result_sha256="")
                | (~Q(state=AssessmentState.COMPUTING) & ~Q(result_sha256="")),
                name="assessment_is_published_with_its_hash",
            ),
            models.CheckConstraint(
                condition=~Q(state=AssessmentState.APPROVED) | Q(approved_at__isnull=False),
                name="assessment_approved_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method_version} of {self.snapshot}"
