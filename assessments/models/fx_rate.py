"""What a currency was worth on a day: the ECB's rate, or an organization's own."""

import uuid

from django.db import models
from django.db.models import Q

from assessments.models.fields import NumberField, text


class FxRate(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # None: the ECB's, for everybody.
    organization = models.ForeignKey(
        "assessments.Organization", models.PROTECT, null=True, blank=True, related_name="fx_rates"
    )
    currency = models.CharField(max_length=3)
    date = models.DateField()
    # The ECB states units per euro; a case states its own money per unit. Turning one into the
    # other would lose digits, so each is kept as it was stated.
    per_eur = NumberField(null=True, blank=True)
    rate = NumberField(null=True, blank=True)
    source = text()

    class Meta:
        verbose_name = "exchange rate"
        ordering = ["currency", "date"]
        constraints = [
            models.UniqueConstraint(
                fields=["currency", "date", "organization"], name="fxrate_once_per_organization"
            ),
            models.UniqueConstraint(
                fields=["currency", "date"],
                condition=Q(organization__isnull=True),
                name="fxrate_once_for_everybody",
            ),
            models.CheckConstraint(
                condition=Q(organization=None, per_eur__isnull=False, per_eur__gt=0, rate=None)
                | Q(organization__isnull=False, per_eur=None, rate__isnull=False, rate__gt=0),
                name="fxrate_is_of_the_ecb_or_of_the_organization",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.date}"
