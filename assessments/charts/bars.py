"""Bars that compare: a share over time, cuts of concentration, points of a score."""

from collections.abc import Sequence

from assessments.chart_inputs import Bar, ConcentrationCuts, ScoreBreakdown, ShareHistory
from assessments.charts.labels import block, clean, escape
from assessments.charts.rows import (
    BAR_HEIGHT,
    ending,
    fill,
    hatch,
    room,
    rows,
    value_colour,
    whisker,
)
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

STANDING_HEIGHT = 120
HEAD_LEAST = 20
SLOT_MOST = 104
BAR_PART = 0.54  # of its slot


def share_history(chart: ShareHistory) -> Spec:
    """Return standing bars, oldest first, from 0 to all of it."""
    bars = chart.bars
    slot = min(SLOT_MOST, WIDTH / max(len(bars), 1))
    labels = [
        block(bar.label, TEXT if slot > 60 else SMALL, weight=STRONG if bar.is_accent else PLAIN,
              within=slot - 8)
        for bar in bars
    ]  # fmt: skip
    notes = [block(_note(bar), SMALL, within=slot - 8) for bar in bars]
    values = [block(bar.text, TEXT, weight=STRONG, within=slot - 4, lines=2) for bar in bars]
    head = max([HEAD_LEAST, *(value.height + 6 for value in values)])
    below = max((a.height + b.height for a, b in zip(labels, notes, strict=True)), default=0) + 10
    tops = [max(bar.value, bar.high or 0.0) for bar in bars]
    highest = max([1.0, *tops])
    texts, shapes = [], [segment((-0.5, 0), (len(bars) - 0.5, 0), colour=GREY)]
    for i, bar in enumerate(bars):
        texts.append(
            text(
                i,
                tops[i],
                values[i],
                colour=value_colour(bar),
                anchor=("center", "bottom"),
                shift=(0, 3),
            )
        )
        texts.append(
            text(
                i,
                0,
                labels[i],
                colour=INK if bar.is_accent else MUTED,
                anchor=("center", "top"),
                shift=(0, -6),
            )
        )
        texts.append(
            text(
                i,
                0,
                notes[i],
                colour=MUTED,
                anchor=("center", "top"),
                shift=(0, -6 - labels[i].height),
            )
        )
        if bar.low is not None and bar.high is not None:
            shapes += _standing_whisker(i, bar.low, bar.high)
        if bar.is_forecast and bar.value > 0:
            corners = (i - BAR_PART / 2, 0), (i + BAR_PART / 2, bar.value)
            shapes.append(
                hatch(*corners, BAR_PART * slot, STANDING_HEIGHT * bar.value / highest, bar)
            )
    right = WIDTH - slot * max(len(bars), 1)
    return figure(
        STANDING_HEIGHT + head + below,
        x=(-0.5, max(len(bars), 1) - 0.5),
        y=(0, highest),
        margin=(head, right, below, 0),
        data=[_standing(bars)],
        shapes=shapes,
        texts=texts,
    )


def concentration_cuts(chart: ConcentrationCuts) -> Spec:
    """Return lying bars of effective numbers, with a line at one: a single supplier."""
    one = block("1 = a single supplier", SMALL)
    spec = _lying(chart.bars, below=one.height + 6)
    layout = spec["layout"]
    bottom = layout["yaxis"]["range"][0]
    layout["shapes"].append(segment((1, 0), (1, bottom + 3), colour=MUTED, dash="dot"))
    layout["annotations"].append(
        text(1, bottom, one, colour=MUTED, anchor=("left", "top"), shift=(-3, -4))
    )
    return spec


def score_breakdown(chart: ScoreBreakdown) -> Spec:
    """Return lying bars of points."""
    return _lying(chart.bars)


def _lying(bars: Sequence[Bar], *, below: float = 0) -> Spec:
    endings = [ending(bar) for bar in bars]
    placed = rows([(bar.label, bar.is_accent) for bar in bars], [each.height for each in endings])
    ends = [max(bar.value, bar.high or 0.0, 0.0) for bar in bars]
    low, high = min([0.0, *(bar.value for bar in bars)]), max([*ends, 1e-9])
    right = room(placed.left, endings)
    scale = (WIDTH - placed.left - right) / (high - low)
    texts, shapes = placed.texts(), []
    for bar, each, end, y in zip(bars, endings, ends, placed.centres, strict=True):
        texts += each.texts(end, y, colour=value_colour(bar))
        if bar.low is not None and bar.high is not None:
            shapes += whisker(bar.low, bar.high, y)
        if bar.is_forecast and bar.value > 0:
            corners = (0, y + BAR_HEIGHT / 2), (bar.value, y - BAR_HEIGHT / 2)
            shapes.append(hatch(*corners, bar.value * scale, BAR_HEIGHT, bar))
    shapes.append(segment((0, 0), (0, placed.height), colour=GREY))
    return figure(
        placed.height + below + 2,
        x=(low, high),
        y=(placed.height, 0),
        margin=(1, right, below + 1, placed.left),
        data=[
            {
                "type": "bar",
                "orientation": "h",
                "x": [bar.value for bar in bars],
                "y": list(placed.centres),
                "width": BAR_HEIGHT,
                "marker": fill(bars),
                **hover(bars),
            }
        ],
        shapes=shapes,
        texts=texts,
    )


def hover(bars: Sequence[Bar]) -> Spec:
    """Return what a pointer over a bar shows: the whole label, even where it was cut."""
    return {
        "hoverinfo": "text",
        "hovertext": [escape(clean(f"{bar.label}: {bar.text}")) for bar in bars],
    }


def _standing(bars: Sequence[Bar]) -> Spec:
    return {
        "type": "bar",
        "x": list(range(len(bars))),
        "y": [bar.value for bar in bars],
        "width": BAR_PART,
        "marker": fill(bars),
        **hover(bars),
    }


def _standing_whisker(x: float, low: float, high: float) -> list[Spec]:
    return [
        segment((x, low), (x, high), colour=INK, width=1),
        segment((x - 0.06, low), (x + 0.06, low), colour=INK, width=1),
        segment((x - 0.06, high), (x + 0.06, high), colour=INK, width=1),
    ]


def _note(bar: Bar) -> str:
    if bar.is_forecast and "forecast" not in f"{bar.label} {bar.note}".lower():
        return f"{bar.note} forecast".strip()
    return bar.note
