"""A figure as a row, and a row as a figure."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from assessments import choices, models
from assessments.author import Author
from assessments.casefile import figure as casefile
from assessments.casefile.words import Basis, Grade, State
from assessments.register.records import Held

SAME = ("likely", "low", "high", "date", "is_midpoint", "unit", "currency", "as_of", "note")
MANY = 10_000  # SQLite takes no more than 32,766 values in a query
HELD = ("kind", "state", "basis", "grade", "source_id", *SAME)


def held(row: Any, source_ids: Mapping[UUID, str]) -> Held:
    """Return what a row holds, or the part of one that ``rows_by_id`` returns."""
    return Held(
        casefile.Kind[row.kind],
        casefile.Figure(
            state=State[row.state],
            basis=Basis[row.basis] if row.basis else None,
            grade=Grade[row.grade] if row.grade else None,
            source=source_ids[row.source_id] if row.source_id else "",
            **{name: getattr(row, name) for name in SAME},
        ),
    )


def row_of(
    value: Held, address: tuple[str, str, str], author: Author, source_id: Callable[[str], UUID]
) -> models.Figure:
    """Return a new row for a figure at noun, external id and field."""
    figure = value.figure
    noun, external_id, field = address
    return models.Figure(
        organization=author.organization,
        noun=noun,
        external_id=external_id,
        field=field,
        kind=choices.Kind[value.kind.name],
        state=choices.State[figure.state.name],
        basis=figure.basis.name if figure.basis else "",
        grade=figure.grade.name if figure.grade else "",
        source_id=source_id(figure.source) if figure.source else None,
        created_at=author.now,
        created_by=author.by,
        **{name: getattr(figure, name) for name in SAME},
    )


def rows_by_id(organization: models.Organization, ids: set[Any]) -> dict[UUID, Any]:
    """Return what an organization's figures hold, by id; no rows: a list has hundreds of them."""
    rows = models.Figure.objects.for_organization(organization).order_by()
    rows, wanted = rows.values_list("pk", *HELD, named=True), list(ids)
    return {
        row.pk: row
        for start in range(0, len(wanted), MANY)
        for row in rows.filter(pk__in=wanted[start : start + MANY])
    }
