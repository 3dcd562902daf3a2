"""An event: what it stops, how often, how long."""

from django.db import models

from assessments.models.base import Part, Row
from assessments.models.fields import figure, owner, reference, text
from assessments.models.supplier import check_country


class Disruption(Row):
    name = text()
    country = models.CharField(max_length=2, blank=True, default="", validators=[check_country])
    per_year = figure()
    events = figure()
    years = figure()
    months_p50 = figure()
    months_p90 = figure()
    months = figure()


class DisruptionTarget(Part):
    disruption = owner("Disruption", "targets")
    offering = reference("Offering", "disruptions", required=True)
