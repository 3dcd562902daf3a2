"""What stops when supply stops, its gates, and what they were seen to run on."""

# ruff: noqa: RUF009 - each call declares a field

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.casefile import declare
from assessments.casefile.dates import PartialDate
from assessments.casefile.document.rows import Row
from assessments.casefile.figure import Figure, Kind
from assessments.casefile.shapes import (
    FigureShape,
    Form,
    IntegerShape,
    NamedShape,
    ReferenceShape,
    TextShape,
)
from assessments.casefile.words import (
    ComparatorKind,
    Criticality,
    ListedState,
    Purpose,
    Rule,
    Substitutability,
    SubstitutabilityReason,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator(Row):
    """What the same unit would cost direct or in-house."""

    kind: ComparatorKind = declare.choice(ComparatorKind, required=True)
    price: Figure = declare.money()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency(Row):
    """A function's gate relies on an offering; no channel = bought direct."""

    offering: str = declare.reference("offerings", required=True)
    channel: str = declare.reference("suppliers")
    contract: str = declare.reference("contracts")
    purpose: Purpose = declare.choice(Purpose, Purpose.NORMAL)
    workload_share: Figure = declare.share()
    surge_capacity_share: Figure = declare.share()
    surge_delay_months: Figure = declare.months()
    annual_spend: Figure = declare.money()
    unit_price: Figure = declare.money()
    volume_share: Figure = declare.share()
    gross_margin_share: Figure = declare.share(less_than=1)
    channel_profit_share: Figure = declare.share()
    dep_them_share: Figure = declare.share()
    comparators: tuple[Comparator, ...] = declare.rows(Comparator)
    alternatives: ListedState = declare.choice(ListedState, ListedState.UNKNOWN)
    substitutability: Substitutability | None = declare.choice(Substitutability)
    reason: SubstitutabilityReason | None = declare.choice(SubstitutabilityReason)
    facets: Mapping[str, int] = declare.declared(
        NamedShape(IntegerShape(0, 4), TextShape(Form.ID)), {}
    )
    since: PartialDate | None = declare.date()
    until: PartialDate | None = declare.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(Row):
    """Interchangeable or joint inputs of a function."""

    name: str = declare.text()
    rule: Rule = declare.choice(Rule, required=True)
    k: int | None = declare.integer(at_least=1)
    need_share: Figure = declare.share()
    buffer_months: Figure = declare.months()
    volume_per_year: Figure = declare.count()
    dependencies: Mapping[str, Dependency] = declare.named(Dependency)


@dataclass(frozen=True, slots=True, kw_only=True)
class Function(Row):
    """What stops when supply stops."""

    name: str = declare.text()
    criticality: Criticality = declare.choice(Criticality, Criticality.NOT_ASSESSED)
    revenue_per_year: Figure = declare.money()
    gross_margin_share: Figure = declare.share(less_than=1)
    value_per_month: Figure = declare.money()
    stop_cost_per_month: Figure = declare.money()
    buffer_months: Figure = declare.months()
    refill_months: Figure = declare.months()
    ramp_months: Figure = declare.months()
    appetite: Figure = declare.money()
    event_cost: Figure = declare.money()
    rto_hours: int | None = declare.integer()
    rpo_hours: int | None = declare.integer()
    gates: Mapping[str, Gate] = declare.named(Gate)


# Some sources lump the rest of a market together.
OBSERVED = ReferenceShape("offerings", other="other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation(Row):
    """Shares of a gate seen over one period; never interpolated."""

    gate: str = declare.reference("gates", required=True)
    period: PartialDate = declare.date(required=True)
    scope: str = declare.text()
    forecast: bool = declare.flag()
    units: Mapping[str, Figure] = declare.figures(
        FigureShape(Kind.COUNT, at_least=0, is_proven_by_row=True),
        OBSERVED,
        ranges_key="units_range",
    )
    shares: Mapping[str, Figure] = declare.figures(
        FigureShape(Kind.SHARE, at_least=0, at_most=1, is_proven_by_row=True),
        OBSERVED,
        ranges_key="shares_range",
    )
