"""What goes into the numbers: one case as frozen dataclasses of floats, dates and figures.

The case document (names, sources, wording) is projected onto these by ``casefile.project``. Nothing
here is a default: an unknown figure is a figure whose state says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from assessments.scoring.months import PartialDate


class State(StrEnum):
    """What is known of a figure (G1); only NONE counts as zero."""

    KNOWN = "known"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"
    NONE = "none"
    NOT_APPLICABLE = "n/a"


class ListedState(StrEnum):
    """Whether rows exist, were said not to exist, or nothing was said."""

    LISTED = "listed"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Figure:
    """One scored value with what G31 needs to judge it.

    ``low``/``high`` are set together or not at all; ``age_months`` [months] is the time from the
    date it was last verified to the case's ``as_of``, never negative.
    """

    address: str
    state: State
    likely: float | None = None
    low: float | None = None
    high: float | None = None
    date: PartialDate | None = None
    grade: str = "E"
    age_months: float = 0.0
    is_public: bool = False
    unit: str = ""
    currency: str = ""

    @property
    def is_present(self) -> bool:
        """True if the figure has a value, a stated zero included."""
        return self.state in (State.KNOWN, State.ESTIMATED, State.NONE)

    @property
    def has_range(self) -> bool:
        """True if low and high are set."""
        return self.low is not None and self.high is not None


@dataclass(frozen=True, slots=True)
class Row:
    """Provenance of a row itself: "the link exists" (G31); ``is_stated`` if somebody gave one."""

    address: str
    grade: str = "E"
    age_months: float = 0.0
    is_stated: bool = False


@dataclass(frozen=True, slots=True)
class Party:
    """A supplier; ``group`` is the root of its chain of parents, the buyer's id if internal."""

    id: str
    group: str
    country: str
    group_country: str
    is_internal: bool
    footprint: Mapping[str, Figure]
    row: Row


@dataclass(frozen=True, slots=True)
class Price:
    """A list price of an offering; ``channel`` empty = direct."""

    channel: str
    unit: str
    region: str
    scope: str
    price: Figure


@dataclass(frozen=True, slots=True)
class Offering:
    """A node of the supply graph."""

    id: str
    party: str
    category: str
    layer: str
    upstream: ListedState
    prices: tuple[Price, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparator:
    """What the same unit would cost direct or in-house."""

    kind: str
    price: Figure


@dataclass(frozen=True, slots=True)
class Dependency:
    """A function's gate relies on an offering."""

    id: str
    gate: str
    offering: str
    channel: str
    purpose: str
    contract: str
    alternatives: ListedState
    workload_share: Figure
    surge_capacity_share: Figure
    surge_delay_months: Figure
    annual_spend: Figure
    unit_price: Figure
    volume_share: Figure
    gross_margin_share: Figure
    channel_profit_share: Figure
    dep_them_share: Figure
    comparators: tuple[Comparator, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Gate:
    """Interchangeable or joint inputs of a function; ``k`` members must work."""

    id: str
    function: str
    k: int
    need_share: Figure
    buffer_months: Figure
    volume_per_year: Figure
    dependencies: tuple[Dependency, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Function:
    """What stops when supply stops."""

    id: str
    is_critical: bool
    revenue_per_year: Figure
    gross_margin_share: Figure
    value_per_month: Figure
    stop_cost_per_month: Figure
    buffer_months: Figure
    refill_months: Figure
    ramp_months: Figure
    appetite: Figure
    event_cost: Figure
    gates: tuple[Gate, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Link:
    """An offering relies on ``member``; money and availability both."""

    id: str
    member: str
    kind: str
    cost_share: Figure
    gross_margin_share: Figure
    row: Row


@dataclass(frozen=True, slots=True)
class UpstreamGate:
    """A gate of an offering; ``k`` = 0 is a money link that stops nothing."""

    id: str
    owner: str
    k: int
    operates: bool
    link_buffer_months: Figure
    links: tuple[Link, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Payment:
    """Money paid under a contract, compensations included."""

    period: str
    kind: str
    amount: Figure


@dataclass(frozen=True, slots=True)
class Contract:
    """What is signed with a supplier."""

    id: str
    party: str
    channel: str
    purpose: str
    covers: tuple[str, ...]
    convenience_exit: str
    is_custom_built: bool
    decision_days: int | None
    start: Figure
    end: Figure
    term_years: Figure
    notice_days_ours: Figure
    commitment_per_month: Figure
    committed_due: Figure
    total: Figure
    option: Figure
    fee: Figure
    prepayment: Figure
    prepayment_share: Figure
    prepayment_used_share: Figure
    clawback: Figure
    price_cap_share: Figure
    take_or_pay_share: Figure
    min_volume_per_year: Figure
    unit_price: Figure
    payments: tuple[Payment, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class CostLine:
    """One of the eleven components; the amount wins over its drivers."""

    component: str
    amount: Figure
    drivers: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Activity:
    """A step of leaving; ``after`` None = after the previous one in file order (G15)."""

    name: str
    months: Figure
    after: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Alternative:
    """A candidate to replace dependencies; ``stage`` empty = unknown."""

    id: str
    replaces: tuple[str, ...]
    stage: str
    is_in_house: bool
    offerings: Mapping[str, Figure]
    capacity_share: Figure
    one_off: Figure
    annual_cost: Figure
    price_premium_share: Figure
    quality_cost_per_year: Figure
    cost_performance_factor: Figure
    unit_variable_cost: Figure
    nre: Figure
    life_years: Figure
    volume_per_year: Figure
    cost_lines: tuple[CostLine, ...]
    activities: tuple[Activity, ...]
    removes_links: tuple[str, ...]
    removes_channels: tuple[str, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class ExitPlan:
    """The dated intention to leave by an alternative."""

    id: str
    alternative: str
    start: Figure
    planned: Figure
    actual: Figure
    cancelled: Figure
    first_deployment: Figure
    overrun_median: Figure
    overrun_p80: Figure
    cancel_share: Figure
    premium_per_month: Figure
    stopgap: str
    stranded_per_month: Figure
    uncovered_per_month: Figure
    row: Row


@dataclass(frozen=True, slots=True)
class Event:
    """A disruption: what it stops, how often, how long."""

    id: str
    stops: tuple[str, ...]
    country: str
    per_year: Figure
    events: Figure
    years: Figure
    months_p50: Figure
    months_p90: Figure
    months: Figure
    row: Row


@dataclass(frozen=True, slots=True)
class Rival:
    """A group that competes with us in a market."""

    group: str
    share: Figure
    unit_margin: Figure
    input_unit_margin: Figure


@dataclass(frozen=True, slots=True)
class Market:
    """A market of ours and who is in it."""

    id: str
    our_share: Figure
    our_revenue_share: Figure
    rivals: tuple[Rival, ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """Shares of a gate seen over one period; never interpolated."""

    id: str
    gate: str
    period: str
    scope: str
    is_forecast: bool
    units: Mapping[str, Figure]
    shares: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class PositionRow:
    """What somebody recorded about function × supplier."""

    id: str
    function: str
    party: str
    is_exit_waived: bool
    stress_months: Figure
    stress_ramp_months: Figure


@dataclass(frozen=True, slots=True)
class Case:
    """One organization at one date. Money in ``currency``, durations in months."""

    buyer: str
    country: str
    as_of: PartialDate
    currency: str
    discount_rate: Figure
    horizon_years: Figure
    decision_days: int
    rivalry: ListedState
    parties: Mapping[str, Party]
    offerings: Mapping[str, Offering]
    functions: Mapping[str, Function]
    upstream: Mapping[str, tuple[UpstreamGate, ...]]
    contracts: Mapping[str, Contract]
    alternatives: Mapping[str, Alternative]
    exit_plans: Mapping[str, ExitPlan]
    markets: Mapping[str, Market]
    events: Mapping[str, Event]
    observations: tuple[Observation, ...] = ()
    positions: tuple[PositionRow, ...] = ()
    parameters: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
