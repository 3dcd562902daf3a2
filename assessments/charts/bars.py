"""Lying bars that compare: cuts of concentration, points of a score."""

from collections.abc import Sequence

from assessments.chart_inputs import Bar, ConcentrationCuts, ScoreBreakdown
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
    MUTED,
    SMALL,
    WIDTH,
    Spec,
    figure,
    segment,
    text,
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
