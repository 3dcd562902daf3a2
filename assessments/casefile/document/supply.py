"""Who supplies what, and what that relies on."""

# ruff: noqa: RUF009 - each call declares a field

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.casefile import declare
from assessments.casefile.dates import PartialDate
from assessments.casefile.document.rows import Row
from assessments.casefile.figure import Figure, Kind
from assessments.casefile.shapes import FigureShape, Form, ReferenceShape, TextShape
from assessments.casefile.words import Layer, LinkKind, Rule, Stops, TieKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplier(Row):
    """A legal party; the group is the root of its chain of parents (G5)."""

    name: str = declare.text()
    legal_name: str = declare.text()
    lei: str = declare.text(Form.LEI)
    country: str = declare.text(Form.COUNTRY)
    parent: str = declare.reference("suppliers")
    is_internal: bool = declare.flag()
    locations: Mapping[str, Figure] = declare.figures(
        FigureShape(Kind.SHARE, at_least=0, at_most=1), TextShape(Form.COUNTRY)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Row):
    """What ties two parties beside supply; holder or target left out = us."""

    holder: str = declare.reference("suppliers")
    target: str = declare.reference("suppliers")
    kind: TieKind = declare.choice(TieKind, required=True)
    share: Figure = declare.share()
    amount: Figure = declare.money()
    amount_per_year: Figure = declare.money()
    since: PartialDate | None = declare.date()
    until: PartialDate | None = declare.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Price(Row):
    """A list price of an offering; no channel = direct."""

    channel: str = declare.reference("suppliers")
    region: str = declare.text()
    scope: str = declare.text()
    unit: str = declare.text()
    price: Figure = declare.money()
    since: PartialDate | None = declare.date()
    until: PartialDate | None = declare.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Offering(Row):
    """A product or service of a supplier; a node of the supply graph."""

    supplier: str = declare.reference("suppliers", required=True)
    layer: Layer | None = declare.choice(Layer)
    category: str = declare.text()
    name: str = declare.text()
    prices: tuple[Price, ...] = declare.rows(Price)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Row):
    """An offering relies on a member of its gate, in money and in running."""

    kind: LinkKind | None = declare.choice(LinkKind)
    cost_share: Figure = declare.share()
    gross_margin_share: Figure = declare.share(less_than=1)
    since: PartialDate | None = declare.date()
    until: PartialDate | None = declare.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamGate(Row):
    """Interchangeable or joint inputs of an offering; money-only stops nothing."""

    name: str = declare.text()
    rule: Rule = declare.choice(Rule, required=True)
    k: int | None = declare.integer(at_least=1)
    stops: Stops = declare.choice(Stops, Stops.OPERATION)
    link_buffer_months: Figure = declare.months()
    links: Mapping[str, Link] = declare.named(Link, ReferenceShape("offerings"))
