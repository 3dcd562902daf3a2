"""What the list of each noun shows: its columns, order and filters."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.register import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The list of a noun; ``columns`` are fields of the noun, ``owners`` columns of the row."""

    title: str
    columns: tuple[str, ...]
    # Rows above this one that its noun does not name: heading, noun, path to the row.
    above: tuple[tuple[str, str, str], ...] = ()
    # Which columns order the list, and by what.
    order: Mapping[str, str]
    # Filters: name, and the column they compare.
    filters: Mapping[str, str]


def figures(*names: str, dates: tuple[str, ...] = ()) -> dict[str, str]:
    """Return how columns that are figures order a list."""
    return {name: f"{name}__likely" for name in names} | {name: f"{name}__date" for name in dates}


def same(*names: str) -> dict[str, str]:
    """Return columns that order or filter by themselves."""
    return {name: name for name in names}


PAGES: Mapping[str, Page] = {
    "suppliers": Page(
        title="Suppliers",
        columns=("country", "parent", "locations", "is_internal", "lei"),
        order=same("country", "lei", "is_internal") | {"title": "name", "parent": "parent__name"},
        filters={"country": "country", "group": "parent__external_id", "our_own": "is_internal"},
    ),
    "offerings": Page(
        title="Offerings",
        columns=("supplier", "layer", "category", "prices"),
        order=same("layer", "category") | {"title": "name", "supplier": "supplier__name"},
        filters={"supplier": "supplier__external_id", "layer": "layer", "category": "category"},
    ),
    "functions": Page(
        title="Business functions",
        columns=("criticality", "value_per_month", "revenue_per_year", "buffer_months"),
        order=same("criticality")
        | {"title": "name"}
        | figures("value_per_month", "revenue_per_year", "buffer_months"),
        filters=same("criticality"),
    ),
    "gates": Page(
        title="Gates of functions",
        above=(("Function", "functions", "function"),),
        columns=("rule", "k", "need_share", "buffer_months", "volume_per_year"),
        order=same("rule", "k")
        | {"title": "name", "function": "function__name"}
        | figures("need_share", "buffer_months", "volume_per_year"),
        filters={"function": "function__external_id", "rule": "rule"},
    ),
    "dependencies": Page(
        title="Dependencies",
        above=(("Supplier", "suppliers", "offering__supplier"),),
        columns=("channel", "purpose", "workload_share", "surge_capacity_share", "annual_spend"),
        order={
            "title": "offering__name",
            "supplier": "offering__supplier__name",
            "channel": "channel__name",
            "purpose": "purpose",
        }
        | figures("workload_share", "surge_capacity_share", "annual_spend"),
        filters={
            "function": "gate__function__external_id",
            "supplier": "offering__supplier__external_id",
            "channel": "channel__external_id",
            "purpose": "purpose",
        },
    ),
    "upstream": Page(
        title="Gates of offerings",
        above=(("Offering", "offerings", "offering"),),
        columns=("rule", "k", "stops", "link_buffer_months"),
        order=same("rule", "k", "stops")
        | {"title": "name", "offering": "offering__name"}
        | figures("link_buffer_months"),
        filters={"offering": "offering__external_id", "rule": "rule", "stops": "stops"},
    ),
    "links": Page(
        title="Upstream links",
        above=(("Relies on", "offerings", "offering"),),
        columns=("kind", "cost_share", "gross_margin_share", "since", "until"),
        order=same("kind", "since", "until")
        | {"title": "offering__name", "relies_on": "offering__name"}
        | figures("cost_share", "gross_margin_share"),
        filters={
            "kind": "kind",
            "relies_on": "offering__external_id",
            "offering": "gate__offering__external_id",
        },
    ),
    "contracts": Page(
        title="Contracts",
        columns=("supplier", "status", "start", "end", "notice_days_ours", "renewal", "total"),
        order=same("status", "renewal")
        | {"title": "reference", "supplier": "supplier__name"}
        | figures("notice_days_ours", "total", dates=("start", "end")),
        filters={
            "supplier": "supplier__external_id",
            "channel": "channel__external_id",
            "renewal": "renewal",
            "purpose": "purpose",
        },
    ),
    "alternatives": Page(
        title="Alternatives",
        columns=("for_", "stage", "capacity_share", "annual_cost", "available_from"),
        order=same("stage", "available_from")
        | {"title": "name"}
        | figures("capacity_share", "annual_cost"),
        filters={"stage": "stage", "in_house": "is_in_house"},
    ),
    "exit_plans": Page(
        title="Exit plans",
        columns=("alternative", "kind", "planned", "rebaselines", "tests", "actual"),
        order=same("kind")
        | {"title": "alternative__name", "alternative": "alternative__name"}
        | figures(dates=("planned", "actual")),
        filters={"alternative": "alternative__external_id", "kind": "kind"},
    ),
    "markets": Page(
        title="Markets and rivals",
        columns=("our_share", "our_revenue_share", "rivals"),
        order={"title": "name"} | figures("our_share", "our_revenue_share"),
        filters={},
    ),
    "ties": Page(
        title="Ties",
        columns=("holder", "target", "kind", "share", "amount", "amount_per_year"),
        order=same("kind")
        | {"holder": "holder__name", "target": "target__name"}
        | figures("share", "amount", "amount_per_year"),
        filters={
            "kind": "kind",
            "holder": "holder__external_id",
            "target": "target__external_id",
        },
    ),
    "shares": Page(
        title="Observed shares",
        columns=("gate", "period", "scope", "forecast", "shares", "units"),
        order=same("period", "scope") | {"gate": "gate__name", "forecast": "is_forecast"},
        filters={"gate": "gate__external_id", "forecast": "is_forecast"},
    ),
    "disruptions": Page(
        title="Disruptions",
        columns=("stops", "country", "per_year", "months"),
        order=same("country") | {"title": "name"} | figures("per_year"),
        filters=same("country"),
    ),
    "mitigations": Page(
        title="Mitigations",
        columns=("owner", "due", "status", "capex", "opex_per_year"),
        order=same("owner", "due", "status")
        | {"title": "name"}
        | figures("capex", "opex_per_year"),
        filters=same("owner", "status"),
    ),
    "positions": Page(
        title="Positions",
        columns=("function", "supplier", "decision", "decide_by", "exit_plan"),
        order={
            "function": "function__name",
            "supplier": "supplier__name",
            "decide_by": "decide_by",
            "exit_plan": "exit_plan",
        },
        filters={
            "function": "function__external_id",
            "supplier": "supplier__external_id",
            "exit_plan": "exit_plan",
        },
    ),
    "sources": Page(
        title="Sources",
        columns=("publisher", "date", "grade", "print"),
        order=same("publisher", "grade", "print") | {"title": "title", "date": "date"},
        filters=same("publisher", "grade", "print"),
    ),
}


def add_label(noun: str) -> str:
    """Return what the button says that leads to a new row."""
    return f"Add {rows.NOUNS[noun].label}"
