"""Rivals, disruptions, what we do about them, and the decision asked."""

# ruff: noqa: RUF009 - each call declares a field

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from assessments.casefile import declare
from assessments.casefile.dates import PartialDate
from assessments.casefile.document.rows import Row
from assessments.casefile.figure import Figure
from assessments.casefile.shapes import Form, NumberShape, ReferenceShape
from assessments.casefile.words import ExitPlanNeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival(Row):
    """A group that competes with us in a market."""

    share: Figure = declare.share()
    unit_margin: Figure = declare.money()
    input_unit_margin: Figure = declare.money()


@dataclass(frozen=True, slots=True, kw_only=True)
class Market(Row):
    """A market of ours and who is in it."""

    name: str = declare.text()
    our_share: Figure = declare.share()
    our_revenue_share: Figure = declare.share()
    rivals: Mapping[str, Rival] = declare.named(Rival, ReferenceShape("suppliers"), main="share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long a stop lasts: two percentiles, or low, likely and high."""

    p50: Figure = declare.months(proven_by_row=True)
    p90: Figure = declare.months(proven_by_row=True)
    pert: Figure = declare.months(proven_by_row=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disruption(Row):
    """An event: what it stops, how often, how long (G23b)."""

    name: str = declare.text()
    stops: tuple[str, ...] = declare.references("offerings")
    country: str = declare.text(Form.COUNTRY)
    per_year: Figure = declare.rate(at_least=0)
    events: Figure = declare.count()
    years: Figure = declare.years()
    months: Duration = declare.record(Duration, main="pert")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an action changes: a figure, by its address, to a value or by a factor."""

    figure: str = declare.text(Form.FIGURE, required=True)
    value: Decimal | None = declare.declared(NumberShape(is_positive=False), None)
    date: PartialDate | None = declare.date()
    factor: Decimal | None = declare.declared(NumberShape(), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mitigation(Row):
    """An action with cost and effect."""

    name: str = declare.text()
    owner: str = declare.text()
    due: PartialDate | None = declare.date()
    status: str = declare.text()
    capex: Figure = declare.money()
    opex_per_year: Figure = declare.money()
    life_years: Figure = declare.years()
    team_months: Figure = declare.months()
    excludes: tuple[str, ...] = declare.references("mitigations")
    requires: tuple[str, ...] = declare.references("mitigations")
    changes: tuple[Change, ...] = declare.rows(Change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """Who waived an exit plan, and when."""

    by: str = declare.text(required=True)
    at: PartialDate = declare.day(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Row):
    """The decision asked on function × supplier, the stop to tell, an approved waiver."""

    function: str = declare.reference("functions", required=True)
    supplier: str = declare.reference("suppliers", required=True)
    decision: str = declare.text()
    decide_by: PartialDate | None = declare.day()
    stress_months: Figure = declare.months()
    stress_ramp_months: Figure = declare.months()
    exit_plan: ExitPlanNeed = declare.choice(ExitPlanNeed, ExitPlanNeed.REQUIRED)
    approved: Approval | None = declare.maybe(Approval)
