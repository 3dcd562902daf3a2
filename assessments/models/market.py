"""A market of ours, and the groups that compete with us there."""

from django.db import models

from assessments.models.base import Row
from assessments.models.fields import figure, owner, reference, text


class Market(Row):
    name = text()
    our_share = figure()
    our_revenue_share = figure()


class Rivalry(Row):
    market = owner("Market", "rivals")
    supplier = reference("Supplier", "rivalries", required=True)  # the root of a group
    share = figure()
    unit_margin = figure()
    input_unit_margin = figure()

    class Meta(Row.Meta):
        verbose_name_plural = "rivalries"
        constraints = [
            *Row.Meta.constraints,
            models.UniqueConstraint(fields=["market", "supplier"], name="rivalry_once_per_market"),
        ]
