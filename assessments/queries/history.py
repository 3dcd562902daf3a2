"""What was done to a row, and which values its figures had before."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from assessments.models import AuditEvent, Figure, Organization
from assessments.register import rows

SHOWN = 100


def events_of(organization: Organization, noun: str, external_id: str) -> QuerySet[AuditEvent]:
    """Return what was done to a row by itself, the latest first."""
    events = AuditEvent.objects.for_organization(organization)
    found: QuerySet[AuditEvent] = events.filter(noun=noun, external_id=external_id)
    return found.select_related("by", "api_key").order_by("-sequence")[:SHOWN]


def figures_of(organization: Organization, noun: str, external_id: str) -> list[Any]:
    """Return every value that figures of a row and of its parts have had, the latest first."""
    parts = [child.table for child in rows.parts_of(rows.NOUNS[noun].table)]
    of_row = Q(noun=noun, external_id=external_id)
    of_parts = Q(noun__in=parts, external_id__startswith=f"{external_id}.")
    found = Figure.objects.for_organization(organization).filter(of_row | of_parts)
    return list(found.select_related("created_by", "source").order_by("-created_at", "field"))


def latest(figures: Iterable[Any], noun: str) -> dict[str, Any]:
    """Return the newest value of each figure of a row itself, by column."""
    found: dict[str, Any] = {}
    for figure in figures:
        if figure.noun == noun:
            found.setdefault(figure.field, figure)
    return found
