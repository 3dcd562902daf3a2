"""Records in the tables: reads them all, and writes what differs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID, uuid4

from django.db.models import CharField, F, QuerySet, UniqueConstraint, Value

from assessments import models
from assessments.author import Author
from assessments.models.base import Numbered
from assessments.register.figures import held, row_of, rows_by_id
from assessments.register.records import Held, Key, Record, Records
from assessments.register.tables import ALL, TABLES, Table

BATCH = 1000
BOOKKEEPING = {
    "id", "organization", "version", "created_at", "created_by", "updated_at", "updated_by",
}  # fmt: skip
# Which table a foreign key leads to; a table says itself which gates it means.
BY_MODEL = {table.model: table.name for table in reversed(ALL)}


@dataclass
class Stored:
    """The register of one organization as it stands."""

    rows: dict[str, dict[Key, Any]]
    records: Records
    source_ids: dict[UUID, str]


def read(organization: models.Organization) -> Stored:
    """Return every row of an organization, and what it says as a record."""
    found = {
        table.name: list(table.model.objects.for_organization(organization).filter(table.where))
        for table in ALL
    }
    return stored_of(organization, found)


def stored_of(organization: models.Organization, found: Mapping[str, Sequence[Any]]) -> Stored:
    """Return rows of an organization, by table, with what they say as records.

    What they point at need not be among them; its figures and its names are asked for once each.
    """
    rows = rows_by_id(organization, _pointed(found, models.Figure))
    names = _names(organization, found, {row.source_id for row in rows.values()})
    figures = {pk: held(row, names[models.Source]) for pk, row in rows.items()}
    stored = Stored(
        {name: {} for name in TABLES}, {name: {} for name in TABLES}, names[models.Source]
    )
    for name, rows_of_table in found.items():
        table = TABLES[name]
        columns = [
            (name, attribute, figures if model is models.Figure else names.get(model))
            for name, attribute, model in _columns(table.model)
        ]
        for row in rows_of_table:
            record = {}
            for column, attribute, read in columns:
                value = getattr(row, attribute)
                record[column] = value if value is None or read is None else read[value]
            key = tuple(record[name] for name in table.identity)
            stored.rows[table.name][key] = row
            stored.records[table.name][key] = record
    return stored


def _names(
    organization: models.Organization, found: Mapping[str, Sequence[Any]], sources: set[Any]
) -> dict[Any, dict[UUID, str]]:
    """Return the external ids of the rows found and of all rows they point at, by model."""
    names: dict[Any, dict[UUID, str]] = {models.Source: {}}
    for table, rows in found.items():
        if issubclass(TABLES[table].model, Numbered):
            own = names.setdefault(TABLES[table].model, {})
            own |= {row.pk: row.external_id for row in rows}
        for name, attribute, model in _columns(TABLES[table].model):
            if rows and model is not None and hasattr(rows[0], f"{name}_named"):
                known = names.setdefault(model, {})
                known |= {getattr(row, attribute): getattr(row, f"{name}_named") for row in rows}
    pointed = {
        model
        for table in found
        for _, _, model in _columns(TABLES[table].model)
        if model not in (None, models.Figure)
    }
    missing = {model: _pointed(found, model) for model in pointed}
    missing[models.Source] = missing.get(models.Source, set()) | sources
    missing = {
        model: ids - {None} - names.setdefault(model, {}).keys() for model, ids in missing.items()
    }
    for model, pk, external_id in _asked(organization, missing):
        names[model][pk] = external_id
    return names


def named(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Let rows bring the names of what they point at, which a list would have to ask for."""
    model: Any = rows.model
    pointing = [name for name, _, to in _columns(model) if to not in (None, models.Figure)]
    found: QuerySet[Any] = rows.annotate(
        **{f"{name}_named": F(f"{name}__external_id") for name in pointing}
    )
    return found


def _asked(
    organization: models.Organization, missing: Mapping[Any, set[Any]]
) -> Iterator[tuple[Any, UUID, str]]:
    """Yield model, key and external id of rows, asking for all of them at once."""
    wanted = {model._meta.model_name: model for model, ids in missing.items() if ids}
    each = [
        model.objects.for_organization(organization)
        .filter(pk__in=missing[model])
        .order_by()
        .values_list(Value(name, output_field=CharField()), "pk", "external_id")
        for name, model in sorted(wanted.items())
    ]
    if each:
        first, *others = each
        for name, pk, external_id in first.union(*others, all=True) if others else first:
            yield wanted[name], pk, external_id


def _pointed(found: Mapping[str, Sequence[Any]], model: Any) -> set[Any]:
    return {
        getattr(row, attribute)
        for table, rows in found.items()
        for _, attribute, related in _columns(TABLES[table].model)
        if related is model
        for row in rows
    } - {None}


@cache
def _columns(model: Any) -> tuple[tuple[str, str, Any], ...]:
    """Return the columns that say something of a row: name, attribute, model they lead to."""
    return tuple(
        (column.name, column.attname, column.related_model)
        for column in model._meta.concrete_fields
        if column.name not in BOOKKEEPING
    )


@dataclass
class Changes:
    """How many rows of each table were created, changed and removed."""

    created: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.created or self.changed or self.removed)


def write(wanted: Records, author: Author) -> Changes:
    """Make the register say what the records say, inside the caller's transaction.

    Foreign keys are checked at the end of it, so rows may be written in any order. They lead to
    rows of the same organization because every id is looked up among its own.
    """
    return write_stored(read(author.organization), wanted, author)


def write_stored(stored: Stored, wanted: Records, author: Author) -> Changes:
    """Write as ``write`` does, over what was read in the same transaction."""
    return _Writing(stored, wanted, author).write()


class _Writing:
    def __init__(self, stored: Stored, wanted: Records, author: Author) -> None:
        self.stored = stored
        self.wanted = wanted
        self.author = author
        self.changes = Changes()
        self.figures: list[models.Figure] = []
        self.ids = {
            (name, key[0]): rows[key].pk if key in rows else uuid4()
            for name, rows in stored.rows.items()
            for key in {*rows, *wanted[name]}
            if TABLES[name].identity == ("external_id",)
        }

    def write(self) -> Changes:
        created = {table.name: list(self._new_rows(table)) for table in ALL}
        changed = {table.name: list(self._changed_rows(table)) for table in ALL}
        models.Figure.objects.bulk_create(self.figures, batch_size=BATCH)
        # Old rows go first: a new one may take the place that is unique.
        for table in reversed(ALL):
            self._remove(table)
        for table in ALL:
            moved = [row for row, columns in changed[table.name] if _is_moved(row, columns)]
            self._take_out(table, [row.pk for row in moved])
            for row, columns in changed[table.name]:
                if not _is_moved(row, columns):
                    row.save(update_fields=columns)
            table.model.objects.bulk_create([*moved, *created[table.name]], batch_size=BATCH)
        return self.changes

    def _new_rows(self, table: Table) -> Iterator[Any]:
        stored = self.stored.rows[table.name]
        for key, record in self.wanted[table.name].items():
            if key in stored:
                continue
            row = table.model(organization=self.author.organization)
            if isinstance(row, Numbered):
                row.id = self.ids[table.name, key[0]]
                row.created_at = row.updated_at = self.author.now
                row.created_by = row.updated_by = self.author.by
            self._set(table, row, key, record, record)
            self.changes.created[table.name] += 1
            yield row

    def _changed_rows(self, table: Table) -> Iterator[tuple[Any, list[str]]]:
        for key, record in self.wanted[table.name].items():
            row = self.stored.rows[table.name].get(key)
            if row is None:
                continue
            old = self.stored.records[table.name][key]
            columns = [name for name, value in record.items() if value != old[name]]
            if columns:
                self._set(table, row, key, record, columns)
                self.changes.changed[table.name] += 1
                yield row, [*columns, *self._touch(row)]

    def _touch(self, row: Any) -> list[str]:
        if not isinstance(row, Numbered):
            return []
        row.version += 1
        row.updated_at, row.updated_by = self.author.now, self.author.by
        return ["version", "updated_at", "updated_by"]

    def _set(
        self, table: Table, row: Any, key: Key, record: Record, columns: Iterable[str]
    ) -> None:
        for name in columns:
            column, value = table.model._meta.get_field(name), record[name]
            if column.is_relation and value is not None:
                is_figure = column.related_model is models.Figure
                at = (table.name, ".".join(map(str, key)), name)
                value = self._figure(at, value) if is_figure else self._id(table, column, value)
            setattr(row, getattr(column, "attname", name), value)

    def _figure(self, address: tuple[str, str, str], value: Held) -> UUID:
        row = row_of(value, address, self.author, lambda name: self.ids["sources", name])
        self.figures.append(row)
        return row.pk

    def _id(self, table: Table, column: Any, external_id: str) -> UUID:
        is_gate = column.related_model is models.Gate
        name = table.gates if is_gate else BY_MODEL[column.related_model]
        return self.ids[name, external_id]

    def _remove(self, table: Table) -> None:
        rows = self.stored.rows[table.name]
        old = self.stored.records[table.name]
        gone = [key for key in rows if key not in self.wanted[table.name]]
        gone = [key for key in gone if not old[key].get("is_retired")]
        if not gone:
            return
        self.changes.removed[table.name] += len(gone)
        ids = [rows[key].pk for key in gone]
        if table.model is models.Source:
            self._rows(table, ids).update(is_retired=True)
        else:
            self._take_out(table, ids)

    def _take_out(self, table: Table, ids: list[UUID]) -> None:
        """Delete rows past the ORM, which would refuse because others point at them.

        Those change, go, or find them again within the same transaction.
        """
        for start in range(0, len(ids), BATCH):
            rows = self._rows(table, ids[start : start + BATCH])
            rows._raw_delete(rows.db)

    def _rows(self, table: Table, ids: list[UUID]) -> Any:
        return table.model.objects.for_organization(self.author.organization).filter(pk__in=ids)


def _is_moved(row: Any, columns: list[str]) -> bool:
    """Return whether a change touches what is unique: two rows may trade places."""
    unique = {
        name
        for constraint in row._meta.constraints
        if isinstance(constraint, UniqueConstraint)
        for name in constraint.fields
    }
    return not unique.isdisjoint(columns)
