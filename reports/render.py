"""The content of a report and its drawn exhibits to one HTML document, ready to be printed."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.template import Context, Engine, Library
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from reports.content.parts import CaseReport, Column, Exhibit, Section, Sureness, Table

ROOT = Path(__file__).parents[1]
MOST_CELLS = 800  # of a document: WeasyPrint lays out about a thousand a second
LONG_TABLE = 8  # rows from which a table may run over a page
WIDEST, LONGEST_WORD = 44, 20  # letters that count for the width of a column
PADDING, BOLD = 3, 2  # letters around a cell; what a heading's weight adds to a word
MOST_LETTERS, LONGEST_LINE = 2_000, 120  # of one printed text, and of one word in it
ENDLESS_WORD = re.compile(r"\S{100,}")
ZERO_WIDTH_SPACE = "\u200b"


def to_html(report: CaseReport, svgs: Mapping[str, bytes]) -> str:
    """Return the document; an exhibit without its SVG shows its data instead."""
    room = _Room(MOST_CELLS)
    sections = [_section(section, svgs, room) for section in report.sections]
    context = {
        "report": report,
        "running": _cut(report.running_title, 90),
        "foot": _foot(report),
        "bookmark": _cut(report.finding, 160),
        "finding_class": _finding_class(report.finding),
        "score": _score(report.sureness),
        "sections": sections,
        "assumptions": _table(report.assumptions, room),
        "sources": _table(report.sources, room),
        "fingerprints": _table(_fingerprints(report), _Room(MOST_CELLS)),
    }
    template = _engine().get_template("reports/case.html")
    return template.render(Context(context, use_l10n=False, use_tz=False))


def report_css() -> str:
    """Return the print style, the only one of the document."""
    return (ROOT / "static" / "css" / "report.css").read_text(encoding="utf-8")


@cache
def _engine() -> Engine:
    engine = Engine(dirs=[str(ROOT / "templates")], autoescape=True)
    engine.template_builtins.append(filters)
    return engine


filters = Library()


@filters.filter
def marked(text: str) -> SafeString:
    """Return text, escaped, with each ◇ set apart so that it can be printed small and grey."""
    return mark_safe(printed(text).replace("◇", '<span class="mark">◇</span>'))


@filters.filter
def printed(text: str) -> SafeString:
    """Return text, escaped, in bounds: its start is printed, all of it is in the attached data.

    A word longer than a line is cut and gets places to break: finding them is slow.
    """
    whole = text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"
    return escape(ENDLESS_WORD.sub(_with_breaks, whole))


def _with_breaks(word: re.Match[str]) -> str:
    start = word[0] if len(word[0]) <= LONGEST_LINE else f"{word[0][: LONGEST_LINE - 1]}…"
    return ZERO_WIDTH_SPACE.join(re.findall(".{1,8}", start))


def _cut(text: str, letters: int) -> str:
    """Return text on one line of at most so many letters."""
    line = " ".join(text.split())
    return line if len(line) <= letters else f"{line[: letters - 1].rstrip()}…"


def _foot(report: CaseReport) -> str:
    digest = f"{report.input_sha256[:4]}…{report.input_sha256[-4:]}"
    return f"◇ illustrative assumption · input {digest} · method {_cut(report.method_id, 40)}"


def _finding_class(finding: str) -> str:
    return "is-endless" if len(finding) > 400 else "is-long" if len(finding) > 170 else ""


# --- Sections and exhibits -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Section:
    key: str
    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[object, ...]
    exhibits: tuple["_Exhibit", ...]


@dataclass(frozen=True, slots=True)
class _Exhibit:
    title: str
    unit: str
    alt: str
    source: str
    note: str
    attachment: str
    image: str
    table: "_Table | None"
    is_undrawn: bool

    @property
    def is_long(self) -> bool:
        return self.table is not None and len(self.table.rows) >= LONG_TABLE


def _section(section: Section, svgs: Mapping[str, bytes], room: "_Room") -> _Section:
    exhibits = tuple(_exhibit(exhibit, svgs.get(exhibit.key), room) for exhibit in section.exhibits)
    return _Section(section.key, section.heading, section.paragraphs, section.points, exhibits)


def _exhibit(exhibit: Exhibit, svg: bytes | None, room: "_Room") -> _Exhibit:
    is_drawn = exhibit.chart is not None and bool(svg)
    return _Exhibit(
        exhibit.title,
        exhibit.unit,
        exhibit.alt,
        exhibit.source,
        exhibit.note,
        exhibit.attachment,
        _data_uri(svg) if is_drawn and svg else "",
        None if is_drawn else _table(exhibit.data, room),
        is_undrawn=exhibit.chart is not None and not is_drawn,
    )


def _data_uri(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode('ascii')}"


# --- Tables --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Room:
    """How many cells may still be printed."""

    cells: int


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    is_number: bool


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_Cell, ...]
    is_accent: bool


@dataclass(frozen=True, slots=True)
class _Table:
    columns: tuple[Column, ...]
    widths: tuple[str, ...]
    rows: tuple[_Row, ...]
    n_hidden: int
    width: int  # of the column [%]: a number far from its name is hard to read


def _table(table: Table, room: _Room) -> _Table:
    shown = table.rows[: max(room.cells // max(len(table.columns), 1), 1)]
    room.cells = max(room.cells - len(shown) * len(table.columns), 0)
    rows = tuple(
        _Row(
            tuple(
                _Cell(text, column.is_number)
                for text, column in zip(row, table.columns, strict=True)
            ),
            i == table.accent_row,
        )
        for i, row in enumerate(shown)
    )
    letters = _letters(table)
    whole = sum(letters)
    widths = tuple(f"{100 * each / whole:.1f}" for each in letters)
    n_hidden = len(table.rows) - len(shown)
    return _Table(table.columns, widths, rows, n_hidden, min(max(round(whole * 1.4), 50), 100))


def _letters(table: Table) -> list[float]:
    """Return how many letters wide each column should be, by what stands in it."""
    letters = []
    for i, column in enumerate(table.columns):
        cells = [column.label, *(row[i] for row in table.rows)]
        word = max(len(word) for cell in cells for word in (cell.split(" ") or [""]))
        word = max(word, *(len(part) + BOLD for part in column.label.split(" ")))
        lengths = [len(cell) for cell in cells]
        wanted = (
            max(lengths) if column.is_number else (sum(lengths) / len(lengths) + max(lengths)) / 2
        )
        letters.append(max(min(wanted, WIDEST), min(word, LONGEST_WORD)) + PADDING)
    return letters


def _fingerprints(report: CaseReport) -> Table:
    return Table(
        (Column("What"), Column("SHA-256 or name")),
        (
            ("Input", report.input_sha256),
            ("Results", report.result_sha256),
            ("Method", report.method_id),
            ("As of", report.as_of),
        ),
    )


# --- The bar of the score ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Score:
    """Inline styles that place the parts of the bar, and the words that name those there are."""

    bounds: str
    range: str
    point: str
    key: str


def _score(sureness: Sureness) -> _Score | None:
    bounds = _span(sureness.lower, sureness.upper)
    drawn = _span(sureness.p5, sureness.p95)
    point = "" if sureness.score is None else f"left:{sureness.score:.1f}%"
    named = (
        (point, "red: score"),
        (drawn, "wide: 90% of draws"),
        (bounds, "thin: hard bounds"),
    )
    key = " · ".join(words for style, words in named if style)
    return _Score(bounds, drawn, point, key) if key else None


def _span(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f"left:{low:.1f}%;width:{high - low:.1f}%"
