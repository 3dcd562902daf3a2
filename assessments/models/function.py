"""What stops when supply stops."""

from django.db import models

from assessments.choices import Criticality
from assessments.models.base import Row
from assessments.models.fields import figure, text, words, words_are_listed


class BusinessFunction(Row):
    name = text()
    criticality = words(Criticality, Criticality.NOT_ASSESSED)
    revenue_per_year = figure()
    gross_margin_share = figure()
    value_per_month = figure()
    stop_cost_per_month = figure()
    buffer_months = figure()
    refill_months = figure()
    ramp_months = figure()
    appetite = figure()
    event_cost = figure()
    rto_hours = models.PositiveIntegerField("RTO [hours]", null=True, blank=True)
    rpo_hours = models.PositiveIntegerField("RPO [hours]", null=True, blank=True)

    class Meta(Row.Meta):
        constraints = [*Row.Meta.constraints, words_are_listed(criticality=Criticality)]
