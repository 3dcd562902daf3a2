"""The buyer whose suppliers are assessed: the tenant that owns every other row."""

import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from assessments.casefile.document.head import DECISION_DAYS, LONGEST_CASE, LONGEST_NAME
from assessments.choices import ListedState

SLUG = r"\A[a-z0-9]+(-[a-z0-9]+)*\Z"
COUNTRY = r"\A[A-Z]{2}\Z"
CURRENCY = r"\A[A-Z]{3}\Z"


class Organization(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.CharField(
        max_length=80,
        unique=True,
        validators=[RegexValidator(SLUG, "Use small letters and digits, words joined by '-'.")],
    )
    name = models.CharField(max_length=LONGEST_NAME)
    country = models.CharField(
        max_length=2,
        blank=True,
        default="",
        validators=[RegexValidator(COUNTRY, "Use the two-letter code of ISO 3166, such as KR.")],
    )
    currency = models.CharField(
        max_length=3,
        validators=[
            RegexValidator(CURRENCY, "Use the three-letter code of ISO 4217, such as USD.")
        ],
    )
    # Days from "we should leave" to a signed decision; the last day to act counts them back.
    decision_days = models.PositiveSmallIntegerField(default=DECISION_DAYS)
    rivalry_state = models.CharField(
        max_length=7, choices=ListedState.choices, default=ListedState.UNKNOWN
    )

    # The head of the case that the register holds: its name, and the day it speaks of.
    case = models.CharField(
        max_length=LONGEST_CASE,
        blank=True,
        default="",
        validators=[RegexValidator(SLUG, "Use small letters and digits, words joined by '-'.")],
    )
    as_of = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(slug__regex=SLUG), name="organization_slug_is_id"),
            models.CheckConstraint(
                condition=Q(country="") | Q(country__regex=COUNTRY),
                name="organization_country_is_iso_3166",
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=CURRENCY), name="organization_currency_is_iso_4217"
            ),
            models.CheckConstraint(
                condition=Q(rivalry_state__in=ListedState.values),
                name="organization_rivalry_state_is_listed_state",
            ),
        ]

    def __str__(self) -> str:
        return self.name
