"""An action with cost and effect, and the actions it needs or rules out."""

from django.db import models
from django.db.models import Q

from assessments.models.base import Part, Row
from assessments.models.fields import (
    NumberField,
    PartialDateField,
    figure,
    owner,
    text,
)


class Mitigation(Row):
    name = text()
    owner = text()
    due = PartialDateField()
    status = text()
    capex = figure()
    opex_per_year = figure()
    life_years = figure()
    team_months = figure()


class MitigationChange(Part):
    """A figure, by its address, to a value or by a factor."""

    mitigation = owner("Mitigation", "changes")
    figure = models.CharField()
    value = NumberField(null=True, blank=True)
    date = PartialDateField()
    factor = NumberField(null=True, blank=True)

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, factor=None, date="")
                | Q(value=None, factor__isnull=False, date="")
                | (Q(value=None, factor=None) & ~Q(date="")),
                name="mitigationchange_says_one_thing",
                violation_error_message="Write one of value, date and factor.",
            )
        ]


class MitigationRelation(Part):
    mitigation = owner("Mitigation", "relations")
    other = owner("Mitigation", "related_by")
    is_required = models.BooleanField()  # else excluded

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=~Q(mitigation=models.F("other")), name="mitigationrelation_of_two"
            ),
        ]
