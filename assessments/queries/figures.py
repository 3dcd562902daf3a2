"""Where the figure at an address of a case document stands in the register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assessments.casefile.document import CaseDocument
from assessments.casefile.fields import fields_of
from assessments.casefile.figure import Kind
from assessments.casefile.shapes import FigureShape, ListedShape, ListShape, NamedShape, RecordShape
from assessments.models import Organization
from assessments.register import rows
from assessments.register.tables import TABLES, Child, Table

POLICY = "policy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A figure's noun, its external id and its field there; and the row that holds its values.

    ``noun`` is empty for a figure of the scoring policy, which has a page of its own.
    """

    noun: str
    external_id: str
    field: str
    table: str
    row: str
    column: str
    kind: Kind


def place_of(address: str) -> Place:
    """Return where the figure at an address stands.

    Raises
    ------
    KeyError
        If no figure can stand at such an address.
    """
    parts = address.split(".")
    try:
        return _Walk(parts).place()
    except (LookupError, StopIteration):
        raise KeyError(f"{address} is not the address of a figure") from None


class _Walk:
    """One address, followed from its block through rows and their parts to the figure."""

    def __init__(self, parts: list[str]) -> None:
        block, self.rest = parts[0], parts[1:]
        n_ids = {"upstream": 2, POLICY: 0}.get(block, 1)
        self.table: Any = TABLES.get(block)
        self.row = self.external_id = ".".join(self.rest[:n_ids]) or block
        self.noun = "" if block == POLICY else rows.NOUNS[block].name
        self.field: list[str] = []
        self.main = ""
        self.rest = self.rest[n_ids:]
        if block == POLICY:
            self.table = Table(name=POLICY, model=None, noun=_policy())  # type: ignore[arg-type]

    def place(self) -> Place:
        while self.rest:
            key = self.rest[0]
            found = next(item for item in fields_of(self.table.noun) if item.key == key)
            child = self.table.children.get(found.name)
            if child is None:
                break
            if child.value:
                return self._part(child, found.shape)
            self._step(child, found.shape)
        return self._figure()

    def _step(self, child: Child, shape: Any) -> None:
        """Go down to a row below."""
        self.field += self.rest[:2]
        self._down(child)
        inner = shape.rows if isinstance(shape, ListedShape) else shape
        item = inner.item if isinstance(inner, (NamedShape, ListShape)) else None
        self.main = item.main if isinstance(item, RecordShape) else ""
        self.table, self.rest = TABLES[child.table], self.rest[2:]
        if child.table in rows.NOUNS:
            self.noun, self.external_id, self.field = child.table, self.row, []

    def _down(self, child: Child) -> None:
        self.row = f"{self.row}.{self.rest[1]}"

    def _part(self, child: Child, shape: Any) -> Place:
        """Return the place of a figure that is a part's only value."""
        self.field += self.rest[:2]
        self._down(child)
        return self._at(child.table, child.value, shape.item.kind)

    def _figure(self) -> Place:
        """Return the place of a figure among the fields of its row."""
        path = self.rest or [self.main]
        column = self.table.columns.get(".".join(path), path[-1])
        self.field += self.rest
        return self._at(self.table.name, column, _kind(self.table.noun, path))

    def _at(self, table: str, column: str, kind: Kind) -> Place:
        return Place(
            noun=self.noun,
            external_id=self.external_id,
            field=".".join(self.field),
            table=table,
            row=self.row,
            column=column,
            kind=kind,
        )


def _policy() -> type[Any]:
    shape = next(item.shape for item in fields_of(CaseDocument) if item.key == POLICY)
    assert isinstance(shape, RecordShape)
    return shape.noun


def _kind(noun: type[Any], path: list[str]) -> Kind:
    shape: Any = RecordShape(noun)
    for key in path:
        shape = next(item.shape for item in fields_of(shape.noun) if item.key == key)
    if isinstance(shape, RecordShape):  # its main figure stands in its place
        shape = next(item.shape for item in fields_of(shape.noun) if item.key == shape.main)
    if not isinstance(shape, FigureShape):
        raise LookupError(path)
    return shape.kind


# In the register of today -----------------------------------------------------------------------


def in_register(
    organization: Organization, document: CaseDocument, places: Iterable[Place]
) -> dict[Place, Place]:
    """Return those places whose row the register still has, each as it stands there today."""
    wanted = [place for place in places if place.noun]
    today = _numbers_of_today(organization, document, wanted)
    found = {place: replace(place, external_id=today.get(place, "")) for place in wanted}
    left = _ids_by_noun(organization, found.values())
    return {old: new for old, new in found.items() if new.external_id in left[new.noun]}


def _ids_by_noun(
    organization: Organization, places: Iterable[Place]
) -> Mapping[str, frozenset[str]]:
    wanted: dict[str, set[str]] = {}
    for place in places:
        wanted.setdefault(place.noun, set()).add(place.external_id)
    return {
        noun: frozenset(
            rows.queryset(organization, noun)
            .filter(external_id__in=ids)
            .values_list("external_id", flat=True)
        )
        for noun, ids in wanted.items()
    }


def _numbers_of_today(
    organization: Organization, document: CaseDocument, places: Iterable[Place]
) -> dict[Place, str]:
    """Return the external id of each place: a snapshot numbers its observations anew."""
    found = {place: place.external_id for place in places}
    numbered = [place for place in found if rows.NOUNS[place.noun].is_numbered]
    if not numbered:
        return found
    columns = ("gate__external_id", "period", "scope", "is_forecast", "external_id")
    listed = rows.queryset(organization, "shares").values_list(*columns)
    today = {tuple(seen): external_id for *seen, external_id in listed}
    for place in numbered:
        seen = document.shares[int(place.external_id)]
        found[place] = today.get((seen.gate, seen.period, seen.scope, seen.forecast), "")
    return found
