"""A case document as flat records, one per row of the register, and back.

A record maps columns to values: a reference to its full id, a word to its choice, a figure to what
is held of it. Reading the register gives records too, so both ways are one comparison apart.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, cast

from assessments import choices
from assessments.casefile.dates import date_of
from assessments.casefile.document import CaseDocument
from assessments.casefile.fields import Field, fields_of
from assessments.casefile.figure import UNKNOWN, Figure, Kind
from assessments.casefile.shapes import (
    ChoiceShape,
    DateShape,
    FigureShape,
    Listed,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    ReferenceShape,
    Shape,
    TextShape,
)
from assessments.choices import ListedState
from assessments.register.tables import BLOCKS, TABLES, UPSTREAM, Child, Table

Record = dict[str, Any]
Key = tuple[Any, ...]
Records = dict[str, dict[Key, Record]]

CHILDREN = (UPSTREAM, *(child for table in TABLES.values() for child in table.children.values()))
CONTAINERS = (ListShape, NamedShape, ListedShape)


@dataclass(frozen=True, slots=True)
class Held:
    """A figure in a column, with what it measures."""

    kind: Kind
    figure: Figure


# Document → records -----------------------------------------------------------------------------


def records_of(document: CaseDocument) -> Records:
    """Return every row that the register needs to say what a document says."""
    records: Records = {name: {} for name in TABLES}
    blocks = {item.name: item for item in fields_of(CaseDocument)}
    for name in BLOCKS:
        _add_children(records, {}, Child(table=name), blocks[name].shape, getattr(document, name))
    upstream = cast(NamedShape, blocks["upstream"].shape)
    for record in records["offerings"].values():
        listed = document.upstream.get(record["external_id"], Listed({}))
        _add_children(records, record, UPSTREAM, upstream.item, listed)
    return records


def add_noun(records: Records, table: Table, noun: Any, record: Record) -> None:
    """Add a noun to records, with its children; ``record`` says whose it is and its name."""
    record |= table.fixed
    record |= {name: derive(noun) for name, derive in table.derived.items()}
    for path, item, value in _leaves(type(noun), noun):
        if isinstance(item.shape, CONTAINERS):
            _add_children(records, record, table.children[path], item.shape, value)
        else:
            record[table.columns.get(path, item.name)] = _stored(item.shape, value)
    records[table.name][_key(table, record)] = record


def _leaves(noun: type[Any], value: Any, prefix: str = "") -> Iterator[tuple[str, Field, Any]]:
    """Yield the fields of a noun, those of records inside it by path."""
    for item in fields_of(noun):
        inner = getattr(value, item.name) if value is not None else None
        if isinstance(item.shape, RecordShape):
            yield from _leaves(item.shape.noun, inner, f"{prefix}{item.name}.")
        else:
            yield f"{prefix}{item.name}", item, inner


def _add_children(records: Records, record: Record, child: Child, shape: Shape, rows: Any) -> None:
    if isinstance(shape, ListedShape):
        if child.said:
            record[child.said] = ListedState.NONE if rows.is_none else ListedState.UNKNOWN
        shape, rows = shape.rows, rows.rows
    elif child.said:
        record[child.said] = rows is None
    table = TABLES[child.table]
    for position, (key, item) in enumerate(_items(rows)):
        own: Record = {child.parent: record["external_id"]} if child.parent else {}
        if isinstance(shape, ListShape) or shape.is_ordered or not table.noun:  # type: ignore[union-attr]
            own["position"] = position
        if child.key:
            own[child.key] = _stored_key(shape, key)
        if table.noun:
            if "external_id" in table.identity:
                own["external_id"] = ".".join([*_owner(record), str(key)])
            add_noun(records, table, item, own)
        else:
            own |= table.fixed
            own[child.value] = _stored_item(child, shape, item, record)
            records[table.name][_key(table, own)] = own


def _items(rows: Any) -> Any:
    return rows.items() if isinstance(rows, Mapping) else enumerate(rows or ())


def _owner(record: Record) -> list[str]:
    return [record["external_id"]] if record else []


def _key(table: Table, record: Record) -> Key:
    return tuple(record[column] for column in table.identity)


def _stored_key(shape: Shape, key: str) -> Any:
    keys = cast(NamedShape, shape).keys
    if isinstance(keys, ChoiceShape):
        return _stored(keys, keys.words(key))
    is_other = isinstance(keys, ReferenceShape) and key == keys.other
    return None if is_other else key


def _stored_item(child: Child, shape: Shape, item: Any, record: Record) -> Any:
    if child.is_local:
        return f"{record['external_id'].rpartition('.')[0]}.{item}"
    inner = cast(ListShape | NamedShape, shape).item
    # A part says by its figure that it is there, so an unknown one is a row as well.
    return Held(inner.kind, item) if isinstance(inner, FigureShape) else item


def _stored(shape: Shape, value: Any) -> Any:
    """Return what a column holds for a value of a document."""
    match shape:
        case FigureShape(kind):
            return None if value == UNKNOWN else Held(kind, value)
        case ChoiceShape():
            return _choice(value) if value is not None else ""
        case ReferenceShape():
            return value or None
        case TextShape():
            return value or ""
        case DateShape(is_day=True):
            return value.first_day() if value else None
    return value


def _choice(word: StrEnum) -> str:
    return str(getattr(choices, type(word).__name__)[word.name].value)


# Records → document -----------------------------------------------------------------------------


def document_of(records: Records, head: CaseDocument) -> CaseDocument:
    """Return the document that a register's records and the head of a case make up."""
    builder = Builder(records)
    blocks = {item.name: item for item in fields_of(CaseDocument)}
    found = {name: builder.block(name, blocks[name].shape) for name in BLOCKS if name != "markets"}
    markets = cast(ListedShape, blocks["markets"].shape)
    rows = builder.block("markets", markets.rows)
    return replace(
        head,
        **found,
        upstream=builder.upstream(blocks["upstream"].shape),
        markets=Listed(rows, is_none=head.markets.is_none and not rows),
    )


class Builder:
    """Puts records together, children under their parents."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._children: dict[tuple[Child, str], list[Record]] = {}
        for child in CHILDREN:
            for record in records[child.table].values():
                self._children.setdefault((child, record[child.parent]), []).append(record)

    def block(self, name: str, shape: Shape) -> Any:
        rows = [row for row in self.records[name].values() if not row.get("is_retired")]
        return self._rows(Child(table=name), shape, rows, "")

    def upstream(self, shape: Shape) -> dict[str, Listed[Any]]:
        item = cast(ListedShape, cast(NamedShape, shape).item)
        found = {}
        for record in self.records["offerings"].values():
            listed = self._listed(UPSTREAM, item, record)
            if listed.rows or listed.is_none:
                found[record["external_id"]] = listed
        return dict(sorted(found.items()))

    def noun(self, table: Table, record: Record) -> Any:
        """Return the noun that a record and its children make up."""
        return self._noun(table, cast(type[Any], table.noun), record)

    def _noun(self, table: Table, noun: Any, record: Record, prefix: str = "") -> Any:
        values = {}
        for name, column, read in _readers(table, noun, prefix):
            # What one column says is read by the column; what is put together, by the record.
            values[name] = read(record[column]) if column else read(self, record)
        return noun(**values)

    def _parts(self, child: Child, shape: ListShape | NamedShape, record: Record) -> Any:
        if child.said and record[child.said]:
            return None
        rows = self._children.get((child, record["external_id"]), [])
        return self._rows(child, shape, rows, record["external_id"])

    def _listed(self, child: Child, shape: ListedShape, record: Record) -> Listed[Any]:
        children = self._children.get((child, record["external_id"]), [])
        rows = self._rows(child, shape.rows, children, record["external_id"])
        return Listed(rows, is_none=record[child.said] == ListedState.NONE and not rows)

    def _rows(self, child: Child, shape: Shape, rows: list[Record], owner: str) -> Any:
        if not rows:
            return () if isinstance(shape, ListShape) else {}
        if isinstance(shape, ListShape):
            ordered = sorted(rows, key=lambda row: row["position"])
            return tuple(self._item(child, shape.item, row) for row in ordered)
        named = cast(NamedShape, shape)
        found = {_name(child, named, row, owner): row for row in rows}
        order = (lambda key: found[key]["position"]) if named.is_ordered else None
        return {key: self._item(child, named.item, found[key]) for key in sorted(found, key=order)}

    def _item(self, child: Child, shape: Shape, record: Record) -> Any:
        table = TABLES[child.table]
        if table.noun:
            return self._noun(table, table.noun, record)
        value = record[child.value]
        return value.rpartition(".")[2] if child.is_local else _read(shape, value)


@cache
def _readers(
    table: Table, noun: type[Any], prefix: str
) -> tuple[tuple[str, str, Callable[..., Any]], ...]:
    """Return the fields of a noun: attribute, column, and what reads it.

    Worked out once: a list has thousands of fields, and each would ask for its shape again.
    """
    return tuple(_reader(table, item, f"{prefix}{item.name}") for item in fields_of(noun))


def _reader(table: Table, item: Field, path: str) -> tuple[str, str, Callable[..., Any]]:
    """Return how a field is read; without a column it is read by the builder from the record."""
    match item.shape:
        case RecordShape(inner):
            said = table.columns.get(f"{path}.{fields_of(inner)[0].name}", "")
            is_optional = item.default is None
            return (
                item.name,
                "",
                lambda builder, record: (
                    None
                    if is_optional and not record[said]
                    else builder._noun(table, inner, record, f"{path}.")
                ),
            )
        case ListedShape() as listed:
            child = table.children[path]
            return item.name, "", lambda builder, record: builder._listed(child, listed, record)
        case ListShape() | NamedShape() as shape:
            child = table.children[path]
            return item.name, "", lambda builder, record: builder._parts(child, shape, record)
    return item.name, table.columns.get(path, item.name), _leaf_reader(item.shape)


def _name(child: Child, shape: NamedShape, record: Record, owner: str) -> str:
    """Return the key of a mapping: the row's short id, or what a part is known by."""
    if "external_id" in record:
        return str(record["external_id"]).removeprefix(f"{owner}.")
    keys = shape.keys
    other = keys.other if isinstance(keys, ReferenceShape) else ""
    return str(record[child.key] or other)


def _read(shape: Shape, value: Any) -> Any:
    return _leaf_reader(shape)(value)


@cache
def _leaf_reader(shape: Shape) -> Callable[[Any], Any]:
    """Return what turns a value of a column into a value of a document."""
    match shape:
        case FigureShape():
            return lambda held: held.figure if held is not None else UNKNOWN
        case ChoiceShape(words):
            stored = getattr(choices, words.__name__)
            found = {"": None} | {stored[word.name].value: word for word in words}
            return found.__getitem__
        case ReferenceShape():
            return lambda value: value or ""
        case DateShape(is_day=True):
            return lambda value: date_of(value) if value else None
    return lambda value: value
