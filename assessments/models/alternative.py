"""A candidate to replace dependencies: what it offers, replaces, removes, and what it costs."""

from django.db import models
from django.db.models import Q

from assessments.choices import Component, Stage
from assessments.models.base import Part, Row
from assessments.models.fields import (
    PartialDateField,
    figure,
    owner,
    reference,
    text,
    words,
    words_are_listed,
)


class Alternative(Row):
    name = text()
    stage = words(Stage, Stage.UNKNOWN)
    stage_date = PartialDateField()
    reason = models.TextField(blank=True, default="")
    available_from = PartialDateField()
    is_in_house = models.BooleanField(default=False)
    capacity_share = figure()
    one_off = figure()
    annual_cost = figure()
    price_premium_share = figure()
    quality_cost_per_year = figure()
    cost_performance_factor = figure()
    unit_variable_cost = figure()
    nre = figure()
    life_years = figure()
    volume_per_year = figure()

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(stage=Stage),
            models.CheckConstraint(
                condition=~Q(stage=Stage.DROPPED) | (~Q(stage_date="") & ~Q(reason="")),
                name="alternative_dropped_says_when_and_why",
                violation_error_message="A dropped alternative needs a date and a reason.",
            ),
        ]


class AlternativeFor(Part):
    alternative = owner("Alternative", "replaces")
    dependency = reference("Dependency", "alternatives", required=True)


class AlternativeOffering(Part):
    alternative = owner("Alternative", "offerings")
    offering = reference("Offering", required=True)
    capacity_share = figure()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["alternative", "offering"], name="alternativeoffering_once"
            )
        ]


class AlternativeRemoves(Part):
    """A link, or the channel of a dependency, that the alternative makes needless."""

    alternative = owner("Alternative", "removes")
    link = reference("UpstreamLink")
    dependency = reference("Dependency")

    class Meta(Part.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(link__isnull=False, dependency__isnull=True)
                | Q(link__isnull=True, dependency__isnull=False),
                name="alternativeremoves_link_or_channel",
                violation_error_message="Name a link, or a dependency whose channel goes.",
            )
        ]


class CostLine(Row):
    alternative = owner("Alternative", "cost_lines")
    component = words(Component)
    amount = figure()

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(component=Component),
            models.UniqueConstraint(
                fields=["alternative", "component"], name="costline_once_per_component"
            ),
        ]


class CostDriver(Part):
    line = owner("CostLine", "drivers")
    name = models.CharField()
    value = figure()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["line", "name"], name="costdriver_once_per_name")
        ]
