"""Every field of every noun that points at another row, and a row that only others have."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django_scopes import scope

from assessments.casefile.fields import fields_of
from assessments.casefile.figure import Kind
from assessments.casefile.shapes import FigureShape, ListShape, ReferenceShape
from assessments.register import rows
from tests.access.world import World


@dataclass(frozen=True)
class Reference:
    """A field of a noun that names a row of another one."""

    noun: str
    field: str
    target: str
    is_list: bool = False
    value: str = ""  # of a figure

    def __str__(self) -> str:
        return f"{self.noun}.{self.field}"

    def body(self, world: World, foreign_id: str) -> dict[str, Any]:
        """Return our own row, but pointing at a row of others."""
        said: Any = [foreign_id] if self.is_list else foreign_id
        if self.value:
            kept = _money_of(world.bodies[self.noun].get(self.field))
            said = {**kept, "value": self.value, "source": foreign_id}
        return {**world.bodies[self.noun], self.field: said}


def all_references() -> list[Reference]:
    """Return the references of all nouns; every figure has one, to its source."""
    return [found for noun in rows.NOUNS for found in _of_noun(noun)]


def foreign_id(theirs: World, target: str) -> str:
    """Return the id of a row that is there in another organization alone."""
    name = target if target in rows.NOUNS else "suppliers"
    with scope(organization=theirs.organization):
        row = rows.queryset(theirs.organization, name).first()
        row.pk, row.external_id = uuid.uuid4(), f"{row.external_id}-theirs"
        row._state.adding = True
        type(row).objects.bulk_create([row], ignore_conflicts=True)
    found: str = row.external_id
    return found


def _of_noun(noun: str) -> Iterator[Reference]:
    for item in fields_of(rows.NOUNS[noun].type):
        match item.shape:
            case ReferenceShape(noun=target):
                yield Reference(noun, item.key, target)
            case ListShape(item=ReferenceShape(noun=target)):
                yield Reference(noun, item.key, target, is_list=True)
            case FigureShape(kind=kind):
                value = "2026-01" if kind == Kind.DATE else "0.5"
                yield Reference(noun, item.key, "sources", value=value)


def _money_of(said: Any) -> dict[str, Any]:
    kept = said if isinstance(said, dict) else {}
    return {name: part for name, part in kept.items() if name in ("unit", "currency")}
