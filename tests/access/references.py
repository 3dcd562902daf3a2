"""Every place of a row that can name another row, and a row that only others have."""

import copy
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django_scopes import scope

from assessments.api.filters import filters_of
from assessments.casefile import exchange
from assessments.casefile.figure import Kind
from assessments.casefile.shapes import (
    FigureShape,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    ReferenceShape,
)
from assessments.register import rows
from assessments.views.register.pages import PAGES
from tests.access.world import World


@dataclass(frozen=True)
class Reference:
    """A place in the body of a noun that names a row of another one."""

    noun: str
    path: tuple[str | int, ...]
    target: str
    is_list: bool = False
    is_key: bool = False  # a row named by the key of a mapping
    figure: str = ""  # a value of the figure whose source is the row

    def __str__(self) -> str:
        return ".".join(map(str, [self.noun, *self.path]))

    def put(self, body: Any, foreign_id: str) -> Any:
        """Return a copy of a body that names a row of others at this place."""
        changed = copy.deepcopy(body)
        here = changed
        for key in self.path[:-1]:
            here = here[key]
        last = self.path[-1]
        if self.figure:
            said = here[last] if isinstance(here[last], dict) else {}
            kept = {name: said[name] for name in ("unit", "currency") if name in said}
            here[last] = {**kept, "value": self.figure, "source": foreign_id}
        elif self.is_key:
            here[last] = {foreign_id: next(iter(here[last].values()), "0.5")}
        elif self.is_list:
            here[last] = [*(here[last] or ()), foreign_id]
        else:
            here[last] = foreign_id
        return changed


def references_in(noun: str, body: dict[str, Any]) -> list[Reference]:
    """Return the references of a row, those of the rows inside it too; one of like places."""
    return [
        Reference(noun, path, **more)
        for item in exchange.body_fields(rows.NOUNS[noun].type)
        for path, more in _in(item.shape, body.get(item.key), (item.key,))
    ]


Place = tuple[tuple[str | int, ...], dict[str, Any]]


def _in(shape: Any, value: Any, path: tuple[str | int, ...]) -> Iterator[Place]:
    match shape:
        case ReferenceShape(noun=target):
            yield path, {"target": target}
        case ListShape(item=ReferenceShape(noun=target)):
            yield path, {"target": target, "is_list": True}
        case FigureShape(kind=kind):
            yield path, {"target": "sources", "figure": "2026-01" if kind == Kind.DATE else "0.5"}
        case RecordShape() if isinstance(value, dict):
            for item in exchange.body_fields(shape.noun):
                yield from _in(item.shape, value.get(item.key), (*path, item.key))
        case ListedShape() if value != "none":
            yield from _in(shape.rows, value, path)
        case ListShape() if value:
            yield from _in(shape.item, value[0], (*path, 0))
        case NamedShape() if isinstance(value, dict):
            if isinstance(shape.keys, ReferenceShape):
                yield path, {"target": shape.keys.noun, "is_key": True}
            for key in list(value)[:1]:
                yield from _in(shape.item, value[key], (*path, key))


def filters_by_row(noun: str) -> dict[str, str]:
    """Return the filters of a noun's lists that take the id of a row: name → noun of that row."""
    model = rows.NOUNS[noun].table.model
    asked = {name: column.field_name for name, column in filters_of(noun).base_filters.items()}
    asked |= PAGES[noun].filters
    found = {name: path for name, path in asked.items() if (path or "").endswith("__external_id")}
    return {name: _noun_at(model, path) for name, path in found.items()}


def _noun_at(model: Any, path: str) -> str:
    for part in path.split("__")[:-1]:
        model = model._meta.get_field(part).related_model
    return next((name for name, noun in rows.NOUNS.items() if noun.table.model is model), "")


def foreign_id(theirs: World, target: str) -> str:
    """Return the id of a row that is there in another organization alone."""
    name = target if target in rows.NOUNS else "suppliers"
    with scope(organization=theirs.organization):
        row = rows.queryset(theirs.organization, name).order_by("external_id").first()
        row.pk, row.external_id = uuid.uuid4(), f"{row.external_id}-theirs"
        row._state.adding = True
        type(row).objects.bulk_create([row], ignore_conflicts=True)
    found: str = row.external_id
    return found
