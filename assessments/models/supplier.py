"""A legal party that supplies; its group is the root of its chain of parents."""

from django.core.exceptions import ValidationError
from django.db import models

from assessments.casefile.checks.codes import country_problem, lei_problem
from assessments.models.base import Part, Row, by_name
from assessments.models.fields import figure, owner, reference, text


def check_country(code: str) -> None:
    """Refuse a code that is no country of ISO 3166."""
    if message := country_problem(code):
        raise ValidationError(message)


def check_lei(lei: str) -> None:
    """Refuse an LEI that fails its check digits."""
    if message := lei_problem(lei):
        raise ValidationError(message)


class Supplier(Row):
    name = text()
    legal_name = text()
    lei = models.CharField("LEI", max_length=20, blank=True, default="", validators=[check_lei])
    country = models.CharField(max_length=2, blank=True, default="", validators=[check_country])
    parent = reference("Supplier", "children")
    # Our own substitute: it has no position, and its group is ours.
    is_internal = models.BooleanField(default=False)

    class Meta(Row.Meta):
        indexes = [by_name()]
        constraints = [
            *Row.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="supplier_is_not_its_own_parent",
            ),
        ]


class SupplierLocation(Part):
    supplier = owner("Supplier", "locations")
    country = models.CharField(max_length=2, validators=[check_country])
    share = figure()

    class Meta(Part.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "country"], name="supplierlocation_once_per_country"
            )
        ]
