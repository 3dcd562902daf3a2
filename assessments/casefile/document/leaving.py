"""How to leave: alternatives and exit plans."""

# ruff: noqa: RUF009 - each call declares a field

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.casefile import declare
from assessments.casefile.dates import PartialDate
from assessments.casefile.document.rows import Row
from assessments.casefile.figure import Figure, Kind
from assessments.casefile.shapes import (
    ChoiceShape,
    FigureShape,
    Form,
    ListShape,
    ReferenceShape,
    TextShape,
)
from assessments.casefile.words import Component, ExitKind, Stage, TestResult


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine(Row):
    """One component of the cost to leave; the amount wins over its drivers."""

    amount: Figure = declare.money()
    drivers: Mapping[str, Figure] = declare.figures(FigureShape(Kind.FACTOR), TextShape(Form.NAME))


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity(Row):
    """A step of leaving; ``after`` None = after the one before it in the file (G15)."""

    name: str = declare.text()
    months: Figure = declare.months()
    after: tuple[str, ...] | None = declare.declared(
        ListShape(TextShape(Form.ID), is_optional=True), None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Removes:
    """What the alternative makes needless: links, and channels of dependencies (§4.3)."""

    links: tuple[str, ...] = declare.references("links")
    channels: tuple[str, ...] = declare.references("dependencies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Row):
    """A candidate to replace dependencies; time comes from its activities alone."""

    name: str = declare.text()
    for_: tuple[str, ...] = declare.references("dependencies")
    stage: Stage = declare.choice(Stage, Stage.UNKNOWN)
    stage_date: PartialDate | None = declare.date()
    reason: str = declare.text()
    available_from: PartialDate | None = declare.date()
    is_in_house: bool = declare.flag()
    offerings: Mapping[str, Figure] = declare.figures(
        FigureShape(Kind.SHARE, at_least=0, at_most=1), ReferenceShape("offerings")
    )
    capacity_share: Figure = declare.share()
    one_off: Figure = declare.money()
    annual_cost: Figure = declare.money()
    price_premium_share: Figure = declare.rate(at_least=-1)
    quality_cost_per_year: Figure = declare.money()
    cost_performance_factor: Figure = declare.factor()
    unit_variable_cost: Figure = declare.money()
    nre: Figure = declare.money()
    life_years: Figure = declare.years()
    volume_per_year: Figure = declare.count()
    cost_lines: Mapping[str, CostLine] = declare.named(
        CostLine, ChoiceShape(Component), main="amount"
    )
    activities: Mapping[str, Activity] = declare.named(Activity, ordered=True)
    removes: Removes = declare.record(Removes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebaseline(Row):
    """A new planned date; it does not reset the clock (G25)."""

    decided: PartialDate = declare.date(required=True)
    planned: PartialDate = declare.date(required=True)
    reason: str = declare.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitTest(Row):
    """A test of an exit plan with its result."""

    date: PartialDate = declare.date(required=True)
    result: TestResult = declare.choice(TestResult, required=True)
    export_gb_per_day: Figure = declare.data()
    evidence: str = declare.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitPlan(Row):
    """The dated intention to leave by an alternative; ``planned`` is the first baseline."""

    alternative: str = declare.reference("alternatives", required=True)
    kind: ExitKind = declare.choice(ExitKind, ExitKind.ORDERLY)
    start: Figure = declare.date_figure()
    planned: Figure = declare.date_figure()
    actual: Figure = declare.date_figure()
    cancelled: Figure = declare.date_figure()
    first_deployment: Figure = declare.date_figure()
    rebaselines: tuple[Rebaseline, ...] = declare.rows(Rebaseline)
    tests: tuple[ExitTest, ...] = declare.rows(ExitTest)
    overrun_median: Figure = declare.factor()
    overrun_p80: Figure = declare.factor()
    cancel_share: Figure = declare.share()
    premium_per_month: Figure = declare.money()
    data_volume_gb: Figure = declare.data()
    export_gb_per_day: Figure = declare.data()
    stopgap: str = declare.reference("contracts")
    stranded_per_month: Figure = declare.money()
    uncovered_per_month: Figure = declare.money()
    reintegration: str = declare.text()
