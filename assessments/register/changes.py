"""What the register's records become when one row changes, comes or goes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from assessments import models
from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument, Organization
from assessments.casefile.figures import walk_figures
from assessments.models.base import Numbered
from assessments.register.records import Key, Record, Records, add_noun, document_of
from assessments.register.rows import NOUNS, NotFound, as_stored, parts_of
from assessments.register.store import BY_MODEL
from assessments.register.tables import ALL, TABLES, Table

Address = tuple[str, str]  # noun, external id

NO_DAY = PartialDate(1900)  # of a head that nobody reads

# Columns in which nothing means "us" or "bought direct": a row must not slip into saying that.
WITHOUT_MEANS_OTHER = {
    "ties": ("holder", "target"),
    "prices": ("channel",),
    "dependencies": ("channel",),
    "contracts": ("channel",),
}


@dataclass
class Hanging:
    """What a row takes with it when it goes, and what would only lose a reference to it."""

    goes: list[Address] = field(default_factory=list)
    loses: list[tuple[str, str, str]] = field(default_factory=list)  # noun, external id, field


def with_noun(records: Records, noun: str, external_id: str, value: Any) -> Records:
    """Return records in which a row says what a value says; parts it had go, if not said again.

    Raises
    ------
    NotFound
        If the row it should stand below is not there.
    """
    kind = NOUNS[noun]
    head = _head(records, noun, external_id)
    made: Records = {name: {} for name in TABLES}
    add_noun(made, kind.table, value, head)
    made[kind.name] = {key: as_stored(noun, row) for key, row in made[kind.name].items()}
    kept = without_parts(records, kind.table, external_id)
    return {name: {**kept[name], **made[name]} for name in TABLES}


def _head(records: Records, noun: str, external_id: str) -> Record:
    """Return whose a row is and what it is called, as far as its id says so."""
    kind = NOUNS[noun]
    head: Record = {"external_id": external_id}
    if kind.is_numbered:
        head["position"] = int(external_id)
    if kind.owner:
        owner, _, last = external_id.rpartition(".")
        if (owner,) not in records[kind.owner]:
            raise NotFound(f"there is no {NOUNS[kind.owner].label} {owner}")
        head[kind.column] = owner
        if kind.member:
            head[kind.member] = last
    return head


def without_parts(records: Records, table: Table, external_id: str) -> Records:
    """Return records without the parts of a row; the row itself stays."""
    kept = dict(records)
    for child in parts_of(table):
        part = TABLES[child.table]
        for key, row in records[part.name].items():
            if row[child.parent] != external_id:
                continue
            if "external_id" in part.identity:
                kept = without_parts(kept, part, row["external_id"])
            kept[part.name] = {k: r for k, r in kept[part.name].items() if k != key}
    return kept


def without_noun(records: Records, noun: str, external_id: str) -> Records:
    """Return records without a row and its parts, but with what refers to it."""
    table = NOUNS[noun].table
    kept = without_parts(records, table, external_id)
    return {**kept, noun: {k: r for k, r in kept[noun].items() if k != (external_id,)}}


# What hangs on a row ----------------------------------------------------------------------------


def without_all(records: Records, noun: str, external_id: str) -> tuple[Records, Hanging]:
    """Return records without a row and everything that cannot stand without it."""
    hanging = Hanging()
    waiting = [(noun, external_id)]
    while waiting:
        at = waiting.pop()
        if at in hanging.goes:
            continue
        hanging.goes.append(at)
        waiting += [
            _noun_of(records, reference)
            for reference in _references(records, *at)
            if reference.is_needed and reference.is_noun
        ]
    kept = records
    for at in hanging.goes:
        kept = _without_references(kept, at, hanging)
    for gone, name in hanging.goes:
        kept = without_noun(kept, gone, name)
    kept = _without_levers(records, kept, hanging)
    hanging.loses = sorted({loss for loss in hanging.loses if loss[:2] not in hanging.goes})
    return kept, hanging


@dataclass(frozen=True)
class _Reference:
    """A column of a record that names a row."""

    table: str
    key: Key
    column: str
    is_needed: bool

    @property
    def is_noun(self) -> bool:
        return self.table in NOUNS


def _references(records: Records, noun: str, external_id: str) -> Iterator[_Reference]:
    for table in ALL:
        for column in table.model._meta.concrete_fields:
            if not column.is_relation or _target(table, column) != noun:
                continue
            for key, record in records[table.name].items():
                if record.get(column.name) == external_id:
                    yield _Reference(table.name, key, column.name, _is_needed(table, column))


def _is_needed(table: Table, column: Any) -> bool:
    """Return whether a row says something else, or nothing, without this column."""
    if not column.null or column.name in WITHOUT_MEANS_OTHER.get(table.name, ()):
        return True
    if table.name in NOUNS:
        return bool(column.name == NOUNS[table.name].column)
    return any(
        column.name in (child.parent, child.key, child.value)
        for parent in ALL
        for child in parent.children.values()
        if child.table == table.name
    )


def _target(table: Table, column: Any) -> str:
    """Return the noun that a column names."""
    model = column.related_model
    if model is models.Gate:
        return table.gates
    return BY_MODEL.get(model, "") if issubclass(model, Numbered) else ""


def _noun_of(records: Records, reference: _Reference) -> Address:
    return reference.table, records[reference.table][reference.key]["external_id"]


def _without_references(records: Records, at: Address, hanging: Hanging) -> Records:
    """Return records that do not name a row; parts that cannot do without it go."""
    kept = dict(records)
    for reference in list(_references(records, *at)):
        if reference.is_needed and reference.is_noun:
            continue
        rows = dict(kept[reference.table])
        record = rows.get(reference.key)
        if record is None:
            continue
        owner = _owner(kept, reference.table, record)
        if owner is not None:
            hanging.loses.append((*owner, reference.column))
        if reference.is_needed:
            kept = _without_part(kept, reference)
        else:
            rows[reference.key] = {**record, reference.column: None}
            kept[reference.table] = rows
    return kept


def _without_levers(records: Records, kept: Records, hanging: Hanging) -> Records:
    """Return records in which no action changes a figure that went with its row."""
    if not kept["changes"]:
        return kept
    gone = _figures(records) - _figures(kept)
    for row in kept["changes"].values():
        if row["figure"] in gone:
            hanging.loses.append(("mitigations", row["mitigation"], "changes"))
    left = {key: row for key, row in kept["changes"].items() if row["figure"] not in gone}
    return {**kept, "changes": left}


def _figures(records: Records) -> set[str]:
    """Return the address of every figure of the rows, those of the head left out."""
    head = CaseDocument(case="", organization=Organization(id="", currency=""), as_of=NO_DAY)
    return {address for address, _ in walk_figures(document_of(records, head))}


def _without_part(records: Records, reference: _Reference) -> Records:
    table = TABLES[reference.table]
    record = records[table.name][reference.key]
    kept = records
    if "external_id" in table.identity:
        kept = without_parts(records, table, record["external_id"])
    rows = {k: r for k, r in kept[table.name].items() if k != reference.key}
    return {**kept, table.name: rows}


def _owner(records: Records, table: str, record: Record) -> Address | None:
    """Return the noun that a record is, or is a part of."""
    if table in NOUNS:
        return table, record["external_id"]
    for parent in ALL:
        for child in parts_of(parent):
            if child.table == table and (record[child.parent],) in records[parent.name]:
                above = records[parent.name][(record[child.parent],)]
                return _owner(records, parent.name, above)
    return None


def next_number(records: Records, noun: str) -> str:
    """Return the next free number of a noun that is known by its place."""
    taken = [int(key[0]) for key in records[noun]]
    return str(max(taken, default=-1) + 1)
