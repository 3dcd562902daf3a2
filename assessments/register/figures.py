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


def held(row: models.Figure, source_ids: Mapping[UUID, str]) -> Held:
    """Return what a row holds."""
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


def rows_by_id(organization: models.Organization, ids: set[Any]) -> dict[UUID, models.Figure]:
    """Return an organization's figures by id."""
    rows = models.Figure.objects.for_organization(organization)
    found: dict[UUID, models.Figure] = rows.in_bulk(list(ids))
    return found
