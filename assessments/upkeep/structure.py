"""Whether the tables are those of this version, and rows point where they may."""

from collections.abc import Iterator
from typing import Any

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Exists, F, OuterRef, Q

from assessments.upkeep import tables
from assessments.upkeep.finding import Finding, Look

SHOWN = 5  # of each kind; whoever has to mend more looks for the cause, not for the rows


def migrations(look: Look) -> Iterator[Finding]:
    """Find tables that are not those of this version."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    for migration, _ in plan[:1]:
        message = f"{len(plan)} migrations wait, the first is {migration}"
        yield Finding("migrations", "database", message, "Run `manage.py migrate`.")


def database(look: Look) -> Iterator[Finding]:
    """Ask SQLite whether its file is whole; PostgreSQL checks each page that it reads itself."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        for (said,) in cursor.fetchmany(SHOWN):
            if said != "ok":
                yield Finding("database", "the SQLite file", said, "Restore the last backup.")


def references(look: Look) -> Iterator[Finding]:
    """Find rows that point at a row that is not there."""
    for model in tables.saved():
        for field in _foreign_keys(model):
            there = tables.rows(field.related_model).filter(pk=OuterRef(field.attname))
            lost = tables.rows(model).filter(~Exists(there), **{f"{field.name}__isnull": False})
            for row in lost[:SHOWN]:
                about = f"{model._meta.label} {row.pk}"
                message = f"its {field.name} is not there"
                yield Finding("references", about, message, "Restore the last backup.")


def walls(look: Look) -> Iterator[Finding]:
    """Find rows of an organization that point at a row of another."""
    for model in filter(_has_an_owner, tables.saved()):
        rows = tables.rows(model)
        if look.organization is not None:
            rows = rows.filter(organization=look.organization)
        for field in filter(_leads_to_an_owned_row, _foreign_keys(model)):
            foreign = ~Q(**{f"{field.name}__organization": F("organization")})
            found = rows.filter(foreign, **{f"{field.name}__isnull": False})
            for row in found[:SHOWN]:
                about = f"{model._meta.verbose_name} {row.pk}"
                message = f"its {field.name} is a row of another organization"
                yield Finding("walls", about, message, "Choose another one, or restore a backup.")


def _foreign_keys(model: tables.Model) -> Iterator[Any]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            yield field


def _has_an_owner(model: tables.Model) -> bool:
    return any(field.name == "organization" for field in model._meta.concrete_fields)


def _leads_to_an_owned_row(field: Any) -> bool:
    return field.name != "organization" and _has_an_owner(field.related_model)
