"""What each exhibit is drawn from: plain numbers and labels, the same for page and PDF.

``charts`` turns these into Plotly figures; nothing here knows how a picture is made. ``is_accent``
marks the one thing the exhibit's title names.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its value, what is printed at its end, and whether it is a forecast."""

    label: str
    value: float
    text: str
    is_accent: bool = False
    is_forecast: bool = False
    note: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class ShareHistory:
    """One supplier's share at dated observations, oldest first [share]."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class ConcentrationCuts:
    """Effective number of suppliers by each cut, largest first [count]."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class CostWaterfall:
    """Components of the one-off cost and their sum [money, scaled]; low and high on the total."""

    steps: tuple[Bar, ...]
    total: Bar
    unit: str


@dataclass(frozen=True, slots=True)
class PathStep:
    """One activity on the way out: mean start and end [months] and its own range."""

    label: str
    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class ExitPath:
    """Months to switch against months the buffer lasts (None = unknown)."""

    steps: tuple[PathStep, ...]
    survive_months: float | None
    survive_label: str
    p50_months: float | None
    p80_months: float | None


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A party in the supply chain picture; column 0 is us, higher is further upstream."""

    id: str
    label: str
    column: int
    is_accent: bool = False
    is_rival: bool = False
    is_single_point: bool = False


@dataclass(frozen=True, slots=True)
class ChainLink:
    """An arrow of the chain: what it is, its label, and whether it stops operation or growth."""

    source: str
    target: str
    label: str
    kind: str  # "operate", "expand" or "money"
    is_accent: bool = False


@dataclass(frozen=True, slots=True)
class Chain:
    """Who supplies what through whom, from us (left) to the last recorded tier (right)."""

    nodes: tuple[ChainNode, ...]
    links: tuple[ChainLink, ...]


@dataclass(frozen=True, slots=True)
class MarginStack:
    """Where one unit of spend goes: resource cost and each tier's margin, adding to 100."""

    segments: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class OddsPoint:
    """Probability of being out by a date."""

    label: str
    months: float
    probability: float


@dataclass(frozen=True, slots=True)
class ExitOdds:
    """P(out by month) from the plan's start, the planned month and today [months]."""

    points: tuple[OddsPoint, ...]
    planned_months: float
    planned_label: str
    today_months: float
    today_label: str


@dataclass(frozen=True, slots=True)
class StopLoss:
    """Loss of a stop by its length [months → money, scaled], with and without restart."""

    months: tuple[float, ...]
    loss: tuple[float, ...]
    loss_with_restart: tuple[float, ...]
    survive_months: float | None
    marked_months: float | None
    marked_label: str
    unit: str


@dataclass(frozen=True, slots=True)
class ScoreBreakdown:
    """Points of the score by pillar, largest first [points]."""

    bars: tuple[Bar, ...]


ChartInput = (
    ShareHistory
    | ConcentrationCuts
    | CostWaterfall
    | ExitPath
    | Chain
    | MarginStack
    | ExitOdds
    | StopLoss
    | ScoreBreakdown
)
