"""A share over time: standing bars from 0 to all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.chart_inputs import Bar, ShareHistory
from assessments.charts.bars import hover
from assessments.charts.labels import Block, block
from assessments.charts.rows import fill, hatch, value_colour
from assessments.charts.theme import (
    GREY,
    INK,
    MUTED,
    PLAIN,
    SMALL,
    STRONG,
    TEXT,
    WIDTH,
    Spec,
    figure,
    segment,
    text,
)

HEIGHT = 120
HEAD_LEAST = 20
SLOT_MOST = 104
BAR_PART = 0.54  # of its slot
CAP = 0.06
NEAR = 6


@dataclass(frozen=True, slots=True)
class Column:
    """A bar with what is written over and under it."""

    bar: Bar
    value: Block
    label: Block
    note: Block

    @property
    def top(self) -> float:
        """Where the value stands: on the bar, or on its range."""
        return max(self.bar.value, self.bar.high or 0.0)


def share_history(chart: ShareHistory) -> Spec:
    """Return standing bars, oldest first, from 0 to all of it."""
    n = max(len(chart.bars), 1)
    slot = min(SLOT_MOST, WIDTH / n)
    columns = [_column(bar, slot) for bar in chart.bars]
    head = max([HEAD_LEAST, *(each.value.height + NEAR for each in columns)])
    below = max((each.label.height + each.note.height for each in columns), default=0.0) + 10
    highest = max([1.0, *(each.top for each in columns)])
    shapes, texts = [segment((-0.5, 0), (n - 0.5, 0), colour=GREY)], []
    for i, each in enumerate(columns):
        shapes += _marks(i, each.bar, BAR_PART * slot, HEIGHT / highest)
        texts += _words(i, each)
    return figure(
        HEIGHT + head + below,
        x=(-0.5, n - 0.5),
        y=(0, highest),
        margin=(head, WIDTH - slot * n, below, 0),
        data=[_trace(chart.bars)],
        shapes=shapes,
        texts=texts,
    )


def _column(bar: Bar, slot: float) -> Column:
    size, weight = TEXT if slot > 60 else SMALL, STRONG if bar.is_accent else PLAIN
    note = bar.note
    if bar.is_forecast and "forecast" not in f"{bar.label} {note}".lower():
        note = f"{note} forecast"
    return Column(
        bar,
        block(bar.text, TEXT, weight=STRONG, within=slot - 4, lines=2),
        block(bar.label, size, weight=weight, within=slot - 8),
        block(note, SMALL, within=slot - 8),
    )


def _words(i: int, each: Column) -> list[Spec]:
    over, under = ("center", "bottom"), ("center", "top")
    label_colour = INK if each.bar.is_accent else MUTED
    note_shift = (0, -NEAR - each.label.height)
    return [
        text(i, each.top, each.value, colour=value_colour(each.bar), anchor=over, shift=(0, 3)),
        text(i, 0, each.label, colour=label_colour, anchor=under, shift=(0, -NEAR)),
        text(i, 0, each.note, colour=MUTED, anchor=under, shift=note_shift),
    ]


def _marks(i: int, bar: Bar, width: float, up: float) -> list[Spec]:
    """Return the range of a bar and the hatching of a forecast."""
    marks: list[Spec] = []
    if bar.low is not None and bar.high is not None:
        marks.append(segment((i, bar.low), (i, bar.high), colour=INK, width=1))
        marks += [
            segment((i - CAP, end), (i + CAP, end), colour=INK, width=1)
            for end in (bar.low, bar.high)
        ]
    if bar.is_forecast and bar.value > 0:
        corners = (i - BAR_PART / 2, 0), (i + BAR_PART / 2, bar.value)
        marks.append(hatch(*corners, width, bar.value * up, bar))
    return marks


def _trace(bars: Sequence[Bar]) -> Spec:
    return {
        "type": "bar",
        "x": list(range(len(bars))),
        "y": [bar.value for bar in bars],
        "width": BAR_PART,
        "marker": fill(bars),
        **hover(bars),
    }
