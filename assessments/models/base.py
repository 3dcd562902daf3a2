"""What every row of an organization has, and the wall between organizations."""

import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager, get_scope
from django_scopes.manager import DisabledQuerySet

from assessments.choices import Basis, Grade
from assessments.models.fields import PartialDateField, reference, words, words_are_listed

# Words of small letters and digits joined by "-"; parent and child joined by ".".
EXTERNAL_ID = r"\A[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*\Z"
SOURCE_ID = r"\A[A-Za-z0-9]+(-[A-Za-z0-9]+)*\Z"


class OrganizationQuerySet(models.QuerySet):
    """Rows that each belong to one organization."""

    def for_organization(self, organization: Any) -> "OrganizationQuerySet":
        """Return the rows of one organization."""
        return self.filter(organization=organization)


class OrganizationManager(models.Manager.from_queryset(OrganizationQuerySet)):  # type: ignore[misc]
    """Begins every query; one that neither stands in a scope nor names an organization raises."""

    def for_organization(self, organization: Any) -> OrganizationQuerySet:
        """Return the rows of one organization; in a scope, of that one too."""
        rows = self.get_queryset()
        if is_scope(organization) and not hasattr(self, "_override_scope"):
            within: OrganizationQuerySet = rows  # asked for already; twice costs every list time
            return within
        if isinstance(rows, DisabledQuerySet):
            rows = self._queryset_class(self.model, using=self._db)
        found: OrganizationQuerySet = rows.filter(organization=organization)
        return found


def is_scope(organization: Any) -> bool:
    """Return whether queries are held to one organization, or that key, by the scope around."""
    state = get_scope()
    within = state.get("organization") if state.get("_enabled", True) else None
    return isinstance(within, models.Model) and within.pk == getattr(
        organization, "pk", organization
    )


def scoped(manager: type[models.Manager] = OrganizationManager) -> Any:
    """Return a manager that raises where no organization is in scope."""
    return ScopedManager(_manager_class=manager, organization="organization")


class Scoped(models.Model):
    """A row of one organization; it points at no row of another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(
        "assessments.Organization", on_delete=models.PROTECT, related_name="+"
    )

    objects = scoped()

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a row of another organization behind any foreign key."""
        super().clean()
        check_organization(self)


def check_organization(row: models.Model) -> None:
    """Raise if a foreign key of a row leads into another organization.

    Scopes do not see this: reading a foreign key passes them by.
    """
    errors = {}
    for field in row._meta.concrete_fields:
        if field.is_relation and getattr(row, field.attname) is not None:
            other = getattr(row, field.name)
            owner = getattr(other, "organization_id", None)
            if owner is not None and owner != row.organization_id:  # type: ignore[attr-defined]
                errors[field.name] = f"There is no such {other._meta.verbose_name} here."
    if errors:
        raise ValidationError(errors)


class Numbered(Scoped):
    """A row that the organization names, and that says who changed it when."""

    external_id = models.CharField(
        validators=[
            RegexValidator(
                EXTERNAL_ID, "Use small letters and digits, words joined by '-', parts by '.'."
            )
        ],
    )
    # Counts changes, for If-Match.
    version = models.PositiveIntegerField(default=1, editable=False)
    note = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    updated_at = models.DateTimeField(editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True
        ordering = ["external_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                name="%(class)s_external_id_is_unique",
                violation_error_message="This id is taken.",
            ),
            models.CheckConstraint(
                condition=Q(external_id__regex=EXTERNAL_ID), name="%(class)s_external_id_is_id"
            ),
        ]

    def __str__(self) -> str:
        return getattr(self, "name", "") or self.external_id


class Row(Numbered):
    """A row of the register with what proves it: that it exists, its relations and its dates."""

    source = reference("Source")
    basis = words(Basis, "")
    grade = words(Grade, "")
    as_of = PartialDateField()

    class Meta(Numbered.Meta):
        abstract = True
        constraints = [
            *Numbered.Meta.constraints,
            words_are_listed("evidence", basis=Basis, grade=Grade),
        ]


def by_name() -> models.Index:
    """Return the index that a list in the order of names goes by; for nouns with very many rows."""
    return models.Index(fields=["organization", "name", "external_id"], name="%(class)s_by_name")


class Part(Scoped):
    """An item of a list that is proven, numbered and changed with the row it belongs to."""

    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.position}"
