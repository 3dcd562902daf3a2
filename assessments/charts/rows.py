"""Rows of a figure: a label at the left, room for a bar, and what is printed at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.chart_inputs import Bar
from assessments.charts.labels import Block, block
from assessments.charts.theme import (
    ACCENT,
    CLEAR,
    GREY,
    INK,
    MUTED,
    PLAIN,
    SMALL,
    STRONG,
    TEXT,
    WIDTH,
    Spec,
    segment,
    text,
)

LABEL_WIDTH = 200
VALUE_WIDTH = 110
NOTE_WIDTH = 190
BAR_HEIGHT = 15
ROW_LEAST = 25
ROW_PADDING = 9
GAP = 8
HATCH = 6


@dataclass(frozen=True, slots=True)
class Rows:
    """Where each row stands [px from the top] and how much of the width is left for bars."""

    labels: tuple[Block, ...]
    centres: tuple[float, ...]
    height: float
    left: float

    def texts(self) -> list[Spec]:
        """Return the labels, set left."""
        return [
            text(0, centre, label, shift=(-self.left, 0), xref="paper")
            for label, centre in zip(self.labels, self.centres, strict=True)
        ]


def rows(labels: Sequence[tuple[str, bool]], beside: Sequence[float], *, top: float = 0) -> Rows:
    """Return the rows of labels, each with whether it is the accent, as high as they need."""
    blocks = tuple(
        block(label, TEXT, weight=STRONG if is_accent else PLAIN, within=LABEL_WIDTH)
        for label, is_accent in labels
    )
    centres, bottom = [], top
    for label, other in zip(blocks, beside, strict=True):
        height = max(ROW_LEAST, label.height + ROW_PADDING, other + ROW_PADDING)
        centres.append(bottom + height / 2)
        bottom += height
    left = max((label.width for label in blocks), default=0) + GAP + 2
    return Rows(blocks, tuple(centres), bottom, left)


@dataclass(frozen=True, slots=True)
class Ending:
    """What is printed behind a bar: its value, and a note in grey."""

    value: Block
    note: Block

    @property
    def width(self) -> float:
        """Room it takes [px]."""
        return self.value.width + (GAP + self.note.width if self.note.lines else 0)

    @property
    def height(self) -> float:
        """Height of the taller of the two [px]."""
        return max(self.value.height, self.note.height)

    def texts(self, x: float, y: float, *, colour: str) -> list[Spec]:
        """Return both, beginning a little right of a point."""
        return [
            text(x, y, self.value, colour=colour, shift=(6, 0)),
            text(x, y, self.note, colour=MUTED, shift=(6 + self.value.width + GAP, 0)),
        ]


def ending(bar: Bar, *, within: float = NOTE_WIDTH) -> Ending:
    """Return the ending of a bar; a forecast says that it is one."""
    note = bar.note
    if bar.is_forecast and "forecast" not in f"{bar.label} {note}".lower():
        note = f"forecast, {note}" if note else "forecast"
    return Ending(
        block(bar.text, TEXT, weight=STRONG, within=VALUE_WIDTH, lines=2),
        block(note, SMALL, within=within),
    )


def fill(bars: Sequence[Bar], *, plain: str = GREY) -> Spec:
    """Return the marker of a bar trace: one accent, the rest grey, a forecast only outlined."""
    colours = [ACCENT if bar.is_accent else plain for bar in bars]
    return {
        "color": [
            CLEAR if bar.is_forecast else colour for bar, colour in zip(bars, colours, strict=True)
        ],
        "line": {"color": colours, "width": [1 if bar.is_forecast else 0 for bar in bars]},
    }


def hatch(
    corner: tuple[float, float], opposite: tuple[float, float], across: float, down: float, bar: Bar
) -> Spec:
    """Return the hatching of a forecast between two corners, that many pixels apart.

    Lines of our own: WeasyPrint prints no pattern of Plotly's.
    """
    (x, y), (x_end, y_end) = corner, opposite

    def at(right: float, up: float) -> str:
        return f"{x + right / across * (x_end - x):.5g},{y + up / down * (y_end - y):.5g}"

    reach = [HATCH * i for i in range(1, int((across + down) / HATCH) + 1)]
    lines = [
        f"M{at(max(0, c - down), min(c, down))} L{at(min(c, across), max(0, c - across))}"
        for c in reach
    ]
    colour = ACCENT if bar.is_accent else GREY
    return {"type": "path", "path": " ".join(lines), "line": {"color": colour, "width": 1}}


def whisker(low: float, high: float, y: float) -> list[Spec]:
    """Return a range across a lying bar."""
    return [
        segment((low, y), (high, y), colour=INK, width=1),
        segment((low, y - 4), (low, y + 4), colour=INK, width=1),
        segment((high, y - 4), (high, y + 4), colour=INK, width=1),
    ]


def value_colour(bar: Bar) -> str:
    """Return the colour of a bar's value."""
    return ACCENT if bar.is_accent else INK


def room(left: float, endings: Sequence[Ending]) -> float:
    """Return the width kept free at the right, so that bars keep at least a quarter [px]."""
    wanted = max((each.width for each in endings), default=0) + 14
    return min(wanted, (WIDTH - left) * 0.75)
