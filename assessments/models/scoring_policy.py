"""How an organization is scored: money, discount rate, horizon, parameters of the method."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from assessments.choices import Money, PolicyState
from assessments.models.base import Scoped
from assessments.models.fields import figure, text, words, words_are_listed


class ScoringPolicy(Scoped):
    name = text()
    version = models.PositiveIntegerField()
    state = words(PolicyState, PolicyState.DRAFT)
    method = text()
    money = words(Money, Money.NOMINAL)
    discount_rate = figure()
    horizon_years = figure()
    # Canonical JSON of what replaces the method's own parameters.
    parameters = models.TextField(default="{}")
    sha256 = models.CharField(max_length=64)
    activated_at = models.DateTimeField(null=True, blank=True)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name_plural = "scoring policies"
        ordering = ["version"]
        constraints = [
            words_are_listed(state=PolicyState, money=Money),
            models.UniqueConstraint(
                fields=["organization", "version"], name="scoringpolicy_version_is_unique"
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(state=PolicyState.ACTIVE),
                name="scoringpolicy_one_is_active",
                violation_error_message="Another policy is active.",
            ),
            models.CheckConstraint(
                condition=Q(state=PolicyState.DRAFT) | Q(activated_at__isnull=False),
                name="scoringpolicy_activated_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'Policy'} {self.version}"
