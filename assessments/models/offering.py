"""A product or service of a supplier, a node of the supply graph, and its list prices."""

from django.db import models

from assessments.choices import Layer, ListedState
from assessments.models.base import Row, by_name
from assessments.models.fields import (
    PartialDateField,
    figure,
    owner,
    reference,
    text,
    words,
    words_are_listed,
)


class Offering(Row):
    supplier = reference("Supplier", "offerings", required=True)
    name = text()
    layer = words(Layer, "")
    category = text()
    upstream_state = words(ListedState, ListedState.UNKNOWN)

    class Meta(Row.Meta):
        indexes = [by_name()]
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(layer=Layer, upstream_state=ListedState),
        ]


class OfferingPrice(Row):
    offering = owner("Offering", "prices")
    position = models.PositiveIntegerField(default=0)
    channel = reference("Supplier")  # None: bought direct
    region = text()
    scope = text()
    unit = text()
    price = figure()
    since = PartialDateField()
    until = PartialDateField()

    class Meta(Row.Meta):
        ordering = ["offering", "position"]
