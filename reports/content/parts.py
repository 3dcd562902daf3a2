"""The building blocks of a report: all a template may see, sentences included."""

from dataclasses import dataclass, field

from assessments.chart_inputs import ChartInput


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; numbers are set right."""

    label: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of printed text; the first column names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    accent_row: int | None = None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One message: a sentence with a number as title, the picture or table, its source line.

    ``data`` is always there: attached as CSV, and printed where there is no picture.
    """

    key: str
    title: str
    unit: str
    alt: str
    source: str
    data: Table
    chart: ChartInput | None = None
    note: str = ""

    @property
    def attachment(self) -> str:
        """File name of the exhibit's data."""
        return f"{self.key}.csv"


@dataclass(frozen=True, slots=True)
class Card:
    """One of the three numbers of page 1 with its range and what it means."""

    number: str
    label: str
    range: str
    meaning: str
    is_accent: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A short claim in bold and the sentence that carries it."""

    claim: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision asked and its date; if none is recorded, the three largest levers."""

    is_recorded: bool
    heading: str
    text: str
    consequence: str
    levers: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure we are: score, band, interval, confidence, and the answer that helps most."""

    headline: str
    sentence: str
    best_answer: str
    score: float | None = None
    p5: float | None = None
    p95: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the story."""

    key: str
    heading: str
    paragraphs: tuple[str, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseReport:
    """One position told as a case; the same content gives the same PDF."""

    title: str
    kicker: str
    running_title: str
    finding: str
    lede: str
    cards: tuple[Card, ...]
    decision: Decision
    reasons: tuple[Point, ...]
    sureness: Sureness
    sections: tuple[Section, ...]
    assumptions: Table
    sources: Table
    method: tuple[Point, ...]
    disclaimer: str
    as_of: str
    input_sha256: str
    result_sha256: str
    method_id: str
    language: str = "en"
    attachments: tuple[tuple[str, str, str], ...] = field(default=())  # name, description, text
