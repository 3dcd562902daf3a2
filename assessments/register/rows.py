"""Single rows of the register, each as its noun: what pages and API read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from assessments import models
from assessments.casefile import declare, exchange
from assessments.casefile import document as nouns
from assessments.casefile.dates import date_of
from assessments.casefile.document import Source
from assessments.casefile.fields import Field
from assessments.casefile.provenance import Context
from assessments.casefile.words import Grade
from assessments.choices import ListedState
from assessments.register.records import Builder, Record
from assessments.register.store import stored_of
from assessments.register.tables import TABLES, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering(nouns.Offering):
    """An offering with what was said of its inputs; the inputs are rows of their own."""

    has_no_upstream: bool = declare.flag()


@dataclass(frozen=True, kw_only=True)
class Noun:
    """A noun that has an address of its own."""

    table: Table
    label: str
    plural: str
    about: str  # what its rows say, in one line
    owner: str = ""  # the noun below which it stands; its id begins with the owner's
    column: str = ""  # the foreign key to the owner
    member: str = ""  # the column that the last part of the id names, if it is a row
    is_numbered: bool = False  # known by its place, not by a name

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def type(self) -> Any:
        return self.table.noun

    @property
    def owners(self) -> tuple[str, ...]:
        """Return the nouns above it, the highest first."""
        return (*NOUNS[self.owner].owners, self.owner) if self.owner else ()

    @property
    def depth(self) -> int:
        """Return how many parts of its id name what stands above it."""
        return len(self.owners)

    @property
    def said_by_id(self) -> dict[str, str]:
        """Return what parts of its id say, and so no field: name, and what it names."""
        if not self.owner:
            return {}
        owner = NOUNS[self.owner]
        member = {self.member: self.member} if self.member else {}
        return {**owner.said_by_id, self.column: owner.label, **member}

    @property
    def fields(self) -> tuple[Field, ...]:
        """Return the fields of its body."""
        return exchange.body_fields(self.type)


OFFERINGS = replace(
    TABLES["offerings"], noun=Offering, columns={"has_no_upstream": "upstream_state"}
)


def _noun(name: str, label: str, plural: str = "", **options: Any) -> Noun:
    table = OFFERINGS if name == "offerings" else TABLES[name]
    return Noun(table=table, label=label, plural=plural or f"{label}s", **options)


NOUNS: Mapping[str, Noun] = {
    noun.name: noun
    for noun in (
        _noun(
            "suppliers",
            "supplier",
            about="The parties you buy from and those behind them, and the group each is part of.",
        ),
        _noun(
            "offerings",
            "offering",
            about="What suppliers sell: the nodes of the supply graph.",
        ),
        _noun(
            "functions",
            "business function",
            about="What stops when supply stops, what it is worth, and how long the stock lasts.",
        ),
        _noun(
            "gates",
            "gate",
            owner="functions",
            column="function",
            about="How the inputs of a function combine: all of them, any of them, or some.",
        ),
        _noun(
            "dependencies",
            "dependency",
            "dependencies",
            owner="gates",
            column="gate",
            about="Which function runs on which offering, how much of it, and for how much money.",
        ),
        _noun(
            "upstream",
            "upstream gate",
            owner="offerings",
            column="offering",
            about="How the inputs of an offering combine, and what stops without them.",
        ),
        _noun(
            "links",
            "upstream link",
            owner="upstream",
            column="gate",
            member="offering",
            about="Which offering relies on which, at what share of its cost and at whose margin.",
        ),
        _noun(
            "contracts",
            "contract",
            about="What is signed: until when, with what notice, and what leaving costs.",
        ),
        _noun(
            "alternatives",
            "alternative",
            about="What could replace a dependency: how far it has come, and what it costs.",
        ),
        _noun(
            "exit_plans",
            "exit plan",
            about="The dated intention to leave by an alternative, and how it was tested.",
        ),
        _noun(
            "markets",
            "market",
            about="Where you sell, and which of your suppliers sell there too.",
        ),
        _noun(
            "ties",
            "tie",
            about="What connects parties besides supply: shares, loans, licences, custom.",
        ),
        _noun(
            "shares",
            "share observation",
            is_numbered=True,
            about="Who was seen to supply how much of a gate, period by period.",
        ),
        _noun(
            "disruptions",
            "disruption",
            about="Events that stop supply: what they stop, how often, and for how long.",
        ),
        _noun(
            "mitigations",
            "mitigation",
            about="What could be done about it, by whom, by when, and for how much.",
        ),
        _noun(
            "positions",
            "position",
            about="A function on a supplier, with the decision that is asked and the day by which.",
        ),
        _noun(
            "sources",
            "source",
            about="Where figures come from, and how good the evidence is.",
        ),
    )
}


class NotFound(LookupError):  # noqa: N818 - what happened
    """There is no such row in this organization."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row as its noun, at a version."""

    noun: str
    external_id: str
    version: int
    value: Any
    row: Any


def queryset(organization: models.Organization, noun: str) -> QuerySet[Any]:
    """Return the rows of a noun, to filter, search, sort and page."""
    table = NOUNS[noun].table
    of_ours = table.model.objects.for_organization(organization)
    rows: QuerySet[Any] = of_ours.filter(table.where)
    return rows.filter(is_retired=False) if table.model is models.Source else rows


def get(organization: models.Organization, noun: str, external_id: str) -> Entry:
    """Return one row.

    Raises
    ------
    NotFound
        If the organization has no such row.
    """
    row = queryset(organization, noun).filter(external_id=external_id).first()
    if row is None:
        raise NotFound(f"there is no {NOUNS[noun].label} {external_id}")
    return entries(organization, noun, [row])[0]


def entries(organization: models.Organization, noun: str, rows: Sequence[Any]) -> list[Entry]:
    """Return rows as their nouns, in a number of queries that does not grow with them."""
    table = NOUNS[noun].table
    found = dict(_with_parts(organization, table, rows))
    stored = stored_of(organization, found)
    builder = Builder(stored.records)
    return [
        entry_of(noun, row, builder, stored.records[table.name][(row.external_id,)]) for row in rows
    ]


def entry_of(noun: str, row: Any, builder: Builder, record: Record) -> Entry:
    """Return the entry that a row and its record make up."""
    return Entry(
        noun=noun,
        external_id=record["external_id"],
        version=row.version,
        value=value_of(noun, builder, record),
        row=row,
    )


def value_of(noun: str, builder: Builder, record: Record) -> Any:
    """Return the noun that a record and its parts make up."""
    return builder.noun(NOUNS[noun].table, _as_read(noun, record))


def _as_read(noun: str, record: Record) -> Record:
    """Return a record as its noun reads it: words of the register that the noun has as a flag."""
    if noun != "offerings":
        return record
    return {**record, "upstream_state": record["upstream_state"] == ListedState.NONE}


def as_stored(noun: str, record: Record) -> Record:
    """Return a record as the register holds it."""
    if noun != "offerings":
        return record
    said = ListedState.NONE if record["upstream_state"] else ListedState.UNKNOWN
    return {**record, "upstream_state": said}


def _with_parts(
    organization: models.Organization, table: Table, rows: Sequence[Any]
) -> Iterator[tuple[str, Sequence[Any]]]:
    """Yield the rows of a noun, then those of each table whose rows are parts of it."""
    yield table.name, rows
    for child in parts_of(table):
        part = TABLES[child.table]
        of_rows = {f"{child.parent}__in": [row.pk for row in rows]}
        found = part.model.objects.for_organization(organization).filter(part.where, **of_rows)
        found = found.order_by()  # their order is that of their positions
        yield from _with_parts(organization, part, list(found))


def parts_of(table: Table) -> list[Any]:
    """Return the children of a table that are part of its noun's body."""
    apart = exchange.APART.get(table.noun, frozenset()) if table.noun else frozenset()
    return [child for path, child in table.children.items() if path not in apart]


def context_of(organization: models.Organization) -> Context:
    """Return what an organization says about each figure that says less than everything."""
    sources = models.Source.objects.for_organization(organization).filter(is_retired=False)
    return Context(
        as_of=date_of(organization.as_of) if organization.as_of else None,
        currency=organization.currency,
        sources={
            name: Source(date=date, grade=Grade[grade])
            for name, date, grade in sources.values_list("external_id", "date_text", "grade")
        },
    )
