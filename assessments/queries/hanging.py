"""What points at a row of the register, noun by noun."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from assessments.models import Figure, Gate, Organization
from assessments.register import rows
from assessments.register.tables import ALL, Table

SHOWN = 25


@dataclass(frozen=True, slots=True)
class Pointing:
    """Rows of a noun that name a row in one of their columns; the first of them by id."""

    noun: str
    column: str
    external_ids: list[str]
    is_more: bool


# Under which noun the rows of a table that has no address are shown, and by which column.
OWNERS: dict[str, tuple[str, str]] = {
    child.table: (table.name, child.parent)
    for table in ALL
    if table.name in rows.NOUNS
    for child in table.children.values()
    if child.table not in rows.NOUNS
}


def pointing_at(organization: Organization, noun: str, row: Any) -> list[Pointing]:
    """Return the rows that name this one; one query per column that may."""
    found = []
    for shown, column, queryset, path in _columns(organization, noun, row):
        ids = queryset.values_list(path, flat=True).distinct().order_by(path)[: SHOWN + 1]
        names = list(ids)
        if names:
            found.append(Pointing(shown, column, names[:SHOWN], len(names) > SHOWN))
    return found


def _columns(
    organization: Organization, noun: str, row: Any
) -> Iterator[tuple[str, str, "QuerySet[Any]", str]]:
    for table in ALL:
        shown, parent = (table.name, "") if table.name in rows.NOUNS else OWNERS.get(
            table.name, ("", "")
        )  # fmt: skip
        for column in table.model._meta.concrete_fields if shown else ():
            if column.related_model is not type(row) or column.name in (parent, "source"):
                continue
            if column.related_model is Gate and _gates_of(table) != noun:
                continue
            found = table.model.objects.for_organization(organization).filter(table.where)
            path = f"{parent}__external_id" if parent else "external_id"
            yield shown, column.name, found.filter(**{column.name: row.pk}), path


def _gates_of(table: Table) -> str:
    return table.gates


def resting_on(organization: Organization, source: Any) -> list[tuple[str, str, str]]:
    """Return table, row and field of the figures that name a source, the first of them."""
    found = Figure.objects.for_organization(organization).filter(source=source)
    ids = found.values_list("noun", "external_id", "field").distinct()
    return list(ids.order_by("noun", "external_id", "field")[:SHOWN])
