"""Shares of a gate seen over one period; never interpolated."""

from django.db import models
from django.db.models import Q

from assessments.models.base import Part, Row
from assessments.models.fields import PartialDateField, figure, owner, reference, text


class ShareObservation(Row):
    gate = owner("Gate", "observations")
    position = models.PositiveIntegerField(default=0)
    # One ISO date as precise as the period is long: 2018-06, 2019-Q2, 2025.
    period = PartialDateField(blank=False)
    scope = text()
    is_forecast = models.BooleanField(default=False)

    class Meta(Row.Meta):
        ordering = ["position"]


class ShareObservationLine(Part):
    observation = owner("ShareObservation", "lines")
    offering = reference("Offering")  # None: the rest that the source lumps together
    units = figure()
    share = figure()

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(units__isnull=False, share__isnull=True)
                | Q(units__isnull=True, share__isnull=False),
                name="shareobservationline_has_units_or_share",
                violation_error_message="A line has units or a share.",
            )
        ]
