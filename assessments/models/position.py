"""Function × supplier: the decision asked, the stop to tell, an approved waiver."""

from django.db import models
from django.db.models import Q

from assessments.choices import ExitPlanNeed
from assessments.models.base import Row
from assessments.models.fields import figure, reference, text, words, words_are_listed


class Position(Row):
    function = reference("BusinessFunction", "positions", required=True)
    supplier = reference("Supplier", "positions", required=True)
    decision = models.TextField(blank=True, default="")
    decide_by = models.DateField(null=True, blank=True)
    stress_months = figure()
    stress_ramp_months = figure()
    exit_plan = words(ExitPlanNeed, ExitPlanNeed.REQUIRED)
    # A board or a person, as they are named in writing; not somebody who signs in here.
    approved_by = text()
    approved_at = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(exit_plan=ExitPlanNeed),
            models.UniqueConstraint(
                fields=["function", "supplier"],
                name="position_once",
                violation_error_message="This position is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(exit_plan=ExitPlanNeed.REQUIRED, approved_by="", approved_at=None)
                | (
                    Q(exit_plan=ExitPlanNeed.NOT_REQUIRED, approved_at__isnull=False)
                    & ~Q(approved_by="")
                ),
                name="position_waiver_is_approved",
                violation_error_message="Who waives an exit plan says so with name and date.",
            ),
        ]
