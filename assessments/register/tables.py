"""Where each noun of a case document stands in the register: the one mapping between the two.

A field goes to the column of its name unless it is listed here. Names with a dot are fields of a
record inside a noun, such as ``approved.by``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from assessments import models
from assessments.casefile import document as nouns
from assessments.casefile.dates import PartialDate
from assessments.models.base import Part, Scoped


@dataclass(frozen=True, kw_only=True, eq=False)  # each is itself: plans are kept by it
class Child:
    """Rows or parts written under a noun, and where the pieces go."""

    table: str
    parent: str = ""  # foreign key to the row they are written under
    key: str = ""  # column of the mapping's key
    value: str = ""  # column of the item; none: the item is a noun
    said: str = ""  # the row's own column for "none", or for a list that was not written
    is_local: bool = False  # items name their siblings by short id


@dataclass(frozen=True, kw_only=True, eq=False)
class Table:
    """A noun, or a part of one, in the register."""

    name: str
    model: type[Scoped]
    noun: type[Any] | None = None
    identity: tuple[str, ...] = ("external_id",)
    where: Q = field(default_factory=Q)
    fixed: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    children: Mapping[str, Child] = field(default_factory=dict)
    gates: str = "gates"  # which gates its column `gate` names
    derived: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)


def date_of_text(source: nouns.Source) -> PartialDate | None:
    """Return the date that a source's text is, if it is one."""
    try:
        return PartialDate.parse(source.date)
    except ValueError:
        return None


def part(name: str, model: type[Part], *identity: str, **options: Any) -> Table:
    """Return the table of a part, which is known by its place."""
    return Table(name=name, model=model, identity=identity, **options)


ALL = (
    Table(
        name="sources",
        model=models.Source,
        noun=nouns.Source,
        columns={"date": "date_text"},
        fixed={"is_retired": False},
        derived={"date": date_of_text},
    ),
    Table(
        name="suppliers",
        model=models.Supplier,
        noun=nouns.Supplier,
        children={
            "locations": Child(table="locations", parent="supplier", key="country", value="share")
        },
    ),
    part("locations", models.SupplierLocation, "supplier", "country"),
    Table(name="ties", model=models.Tie, noun=nouns.Tie),
    Table(
        name="offerings",
        model=models.Offering,
        noun=nouns.Offering,
        children={"prices": Child(table="prices", parent="offering")},
    ),
    Table(name="prices", model=models.OfferingPrice, noun=nouns.Price),
    Table(
        name="functions",
        model=models.BusinessFunction,
        noun=nouns.Function,
        children={"gates": Child(table="gates", parent="function")},
    ),
    Table(
        name="gates",
        model=models.Gate,
        noun=nouns.Gate,
        where=Q(function__isnull=False),
        children={"dependencies": Child(table="dependencies", parent="gate")},
    ),
    Table(
        name="upstream",
        model=models.Gate,
        noun=nouns.UpstreamGate,
        where=Q(offering__isnull=False),
        children={"links": Child(table="links", parent="gate", key="offering")},
    ),
    Table(name="links", model=models.UpstreamLink, noun=nouns.Link, gates="upstream"),
    Table(
        name="contracts",
        model=models.Contract,
        noun=nouns.Contract,
        children={
            "covers": Child(table="covers", parent="contract", value="offering"),
            "payments": Child(table="payments", parent="contract", said="payments_state"),
            "clauses": Child(table="clauses", parent="contract", key="kind"),
        },
    ),
    part("covers", models.ContractCover, "contract", "position"),
    Table(name="payments", model=models.Payment, noun=nouns.Payment),
    Table(name="clauses", model=models.Clause, noun=nouns.Clause),
    Table(
        name="dependencies",
        model=models.Dependency,
        noun=nouns.Dependency,
        columns={"alternatives": "alternatives_state"},
        children={
            "comparators": Child(table="comparators", parent="dependency"),
            "facets": Child(table="facets", parent="dependency", key="facet", value="score"),
        },
    ),
    Table(name="comparators", model=models.Comparator, noun=nouns.Comparator),
    part("facets", models.FacetScore, "dependency", "facet"),
    Table(
        name="shares",
        model=models.ShareObservation,
        noun=nouns.Observation,
        columns={"forecast": "is_forecast"},
        children={
            "units": Child(table="units", parent="observation", key="offering", value="units"),
            "shares": Child(
                table="observed_shares", parent="observation", key="offering", value="share"
            ),
        },
    ),
    part(
        "units",
        models.ShareObservationLine,
        "observation",
        "offering",
        where=Q(units__isnull=False),
    ),
    part(
        "observed_shares",
        models.ShareObservationLine,
        "observation",
        "offering",
        where=Q(share__isnull=False),
    ),
    Table(
        name="alternatives",
        model=models.Alternative,
        noun=nouns.Alternative,
        children={
            "for_": Child(table="replaced", parent="alternative", value="dependency"),
            "offerings": Child(
                table="offered", parent="alternative", key="offering", value="capacity_share"
            ),
            "cost_lines": Child(table="cost_lines", parent="alternative", key="component"),
            "activities": Child(table="activities", parent="alternative"),
            "removes.links": Child(table="removed_links", parent="alternative", value="link"),
            "removes.channels": Child(
                table="removed_channels", parent="alternative", value="dependency"
            ),
        },
    ),
    part("replaced", models.AlternativeFor, "alternative", "position"),
    part("offered", models.AlternativeOffering, "alternative", "offering"),
    part(
        "removed_links",
        models.AlternativeRemoves,
        "alternative",
        "position",
        where=Q(link__isnull=False),
    ),
    part(
        "removed_channels",
        models.AlternativeRemoves,
        "alternative",
        "position",
        where=Q(dependency__isnull=False),
    ),
    Table(
        name="cost_lines",
        model=models.CostLine,
        noun=nouns.CostLine,
        children={"drivers": Child(table="drivers", parent="line", key="name", value="value")},
    ),
    part("drivers", models.CostDriver, "line", "name"),
    Table(
        name="activities",
        model=models.Activity,
        noun=nouns.Activity,
        children={
            "after": Child(
                table="activity_order",
                parent="activity",
                value="after",
                said="is_after_previous",
                is_local=True,
            )
        },
    ),
    part("activity_order", models.ActivityOrder, "activity", "position"),
    Table(
        name="exit_plans",
        model=models.ExitPlan,
        noun=nouns.ExitPlan,
        children={
            "rebaselines": Child(table="rebaselines", parent="plan"),
            "tests": Child(table="exit_tests", parent="plan"),
        },
    ),
    Table(name="rebaselines", model=models.ExitRebaseline, noun=nouns.Rebaseline),
    Table(name="exit_tests", model=models.ExitTest, noun=nouns.ExitTest),
    Table(
        name="markets",
        model=models.Market,
        noun=nouns.Market,
        children={"rivals": Child(table="rivals", parent="market", key="supplier")},
    ),
    Table(name="rivals", model=models.Rivalry, noun=nouns.Rival),
    Table(
        name="disruptions",
        model=models.Disruption,
        noun=nouns.Disruption,
        columns={
            "months.p50": "months_p50",
            "months.p90": "months_p90",
            "months.pert": "months",
        },
        children={"stops": Child(table="targets", parent="disruption", value="offering")},
    ),
    part("targets", models.DisruptionTarget, "disruption", "position"),
    Table(
        name="mitigations",
        model=models.Mitigation,
        noun=nouns.Mitigation,
        children={
            "excludes": Child(table="excluded", parent="mitigation", value="other"),
            "requires": Child(table="required", parent="mitigation", value="other"),
            "changes": Child(table="changes", parent="mitigation"),
        },
    ),
    part(
        "excluded",
        models.MitigationRelation,
        "mitigation",
        "position",
        where=Q(is_required=False),
        fixed={"is_required": False},
    ),
    part(
        "required",
        models.MitigationRelation,
        "mitigation",
        "position",
        where=Q(is_required=True),
        fixed={"is_required": True},
    ),
    part("changes", models.MitigationChange, "mitigation", "position", noun=nouns.Change),
    Table(
        name="positions",
        model=models.Position,
        noun=nouns.Position,
        columns={"approved.by": "approved_by", "approved.at": "approved_at"},
    ),
)

TABLES = {table.name: table for table in ALL}

# The blocks of a case document that are rows; a block's gates and links hang on its offerings.
BLOCKS = (
    "sources",
    "suppliers",
    "ties",
    "offerings",
    "functions",
    "shares",
    "contracts",
    "alternatives",
    "exit_plans",
    "markets",
    "disruptions",
    "mitigations",
    "positions",
)
UPSTREAM = Child(table="upstream", parent="offering", said="upstream_state")
