"""A function's gate relies on an offering: how much, at what price, through whom."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from assessments.choices import (
    ComparatorKind,
    ListedState,
    Purpose,
    Substitutability,
    SubstitutabilityReason,
)
from assessments.models.base import Part, Row
from assessments.models.fields import (
    PartialDateField,
    figure,
    owner,
    reference,
    words,
    words_are_listed,
)

BEST_FACET = 4


class Dependency(Row):
    gate = owner("Gate", "dependencies")
    offering = reference("Offering", "dependencies", required=True)
    channel = reference("Supplier", "dependencies_sold")  # None: bought direct
    # None: the one in force that covers the offering.
    contract = reference("Contract", "dependencies")
    purpose = words(Purpose, Purpose.NORMAL)
    workload_share = figure()
    surge_capacity_share = figure()
    surge_delay_months = figure()
    annual_spend = figure()
    unit_price = figure()
    volume_share = figure()
    gross_margin_share = figure()
    channel_profit_share = figure()
    dep_them_share = figure()
    alternatives_state = words(ListedState, ListedState.UNKNOWN)
    substitutability = words(Substitutability, "")
    reason = words(SubstitutabilityReason, "")
    since = PartialDateField()
    until = PartialDateField()

    class Meta(Row.Meta):
        verbose_name_plural = "dependencies"
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(
                purpose=Purpose,
                alternatives_state=ListedState,
                substitutability=Substitutability,
                reason=SubstitutabilityReason,
            ),
            models.UniqueConstraint(
                fields=["gate", "offering", "since"],
                condition=Q(channel__isnull=True),
                name="dependency_bought_direct_once",
                violation_error_message="This offering is bought direct already.",
            ),
            models.UniqueConstraint(
                fields=["gate", "offering", "channel", "since"],
                name="dependency_bought_once_per_channel",
                violation_error_message="This offering is bought through this channel already.",
            ),
        ]


class Comparator(Row):
    dependency = owner("Dependency", "comparators")
    position = models.PositiveIntegerField(default=0)
    kind = words(ComparatorKind)
    price = figure()

    class Meta(Row.Meta):
        ordering = ["dependency", "position"]
        constraints = [*Row.Meta.constraints, words_are_listed(kind=ComparatorKind)]


class FacetScore(Part):
    """How far a dependency keeps to open forms, facet by facet; for the report alone."""

    dependency = owner("Dependency", "facets")
    facet = models.CharField()
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(BEST_FACET)])

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(fields=["dependency", "facet"], name="facetscore_once"),
            models.CheckConstraint(
                condition=Q(score__lte=BEST_FACET), name="facetscore_is_up_to_4"
            ),
        ]
