"""What a stop costs by its length."""

from assessments.chart_inputs import StopLoss
from assessments.charts.exits import flag
from assessments.charts.labels import block
from assessments.charts.scales import MONEY, axis
from assessments.charts.stacks import spread
from assessments.charts.theme import (
    ACCENT,
    GREY,
    INK,
    LINE,
    MUTED,
    SMALL,
    STRONG,
    WASH,
    WIDTH,
    Spec,
    box,
    figure,
    segment,
    text,
)

HEIGHT = 180
HEAD = 44
FOOT = 24
RIGHT = 118
RESTART, NO_RESTART = "with the time to restart", "without restart"


def stop_loss(chart: StopLoss) -> Spec:
    """Return two lines of loss over the length of a stop, and the stop that is recorded."""
    last = max([*chart.months, chart.marked_months or 0.0, 1e-9])
    largest = max([*chart.loss, *chart.loss_with_restart, 1e-9])
    up = HEIGHT / largest
    money = axis(largest, most=4, steps=MONEY)
    unit = block(chart.unit, SMALL, within=90, lines=1)
    left = max(unit.width, *(block(word, SMALL).width for word in money["ticktext"])) + 10
    scale = (WIDTH - left - RIGHT) / last
    shapes = [
        segment((0, value * up), (last, value * up), colour=LINE if value else GREY, layer="below")
        for value in money["tickvals"]
    ]
    region, region_name = _buffer(chart, last)
    mark, mark_name = _marked(chart, last, scale)
    return figure(
        HEIGHT + HEAD + FOOT,
        x=(0, last),
        y=(0, HEIGHT + HEAD),
        margin=(0, RIGHT, FOOT, left),
        data=[
            *(_line(chart.months, loss, up, colour=colour) for loss, _, colour in _losses(chart)),
            *_dot(chart, up),
        ],
        shapes=[*region, *shapes, *mark],
        texts=[
            text(0, HEIGHT, unit, colour=MUTED, anchor=("right", "middle"), shift=(-8, 14)),
            *region_name,
            *mark_name,
            *_line_names(chart, up),
        ],
        xaxis=axis(last, most=8, suffix=" months"),
        yaxis={**money, "tickvals": [value * up for value in money["tickvals"]]},
    )


def _losses(chart: StopLoss) -> list[tuple[tuple[float, ...], str, str]]:
    """Return each line with its name and colour, the higher first; one alone needs no name."""
    if not chart.months:
        return []
    if not chart.loss_with_restart:
        return [(chart.loss, "", INK)]
    return [(chart.loss_with_restart, RESTART, INK), (chart.loss, NO_RESTART, MUTED)]


def _line(months: tuple[float, ...], loss: tuple[float, ...], up: float, *, colour: str) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(months),
        "y": [each * up for each in loss],
        "line": {"color": colour, "width": 2.2},
        "hoverinfo": "text",
        "hovertext": [f"{m:g} months: {each:,.3g}" for m, each in zip(months, loss, strict=True)],
    }


def _line_names(chart: StopLoss, up: float) -> list[Spec]:
    """Return the names of both lines behind their ends, apart from each other."""
    lines = [line for line in _losses(chart) if line[1]]
    names = [block(words, SMALL, weight=STRONG, within=RIGHT - 10) for _, words, _ in lines]
    places = spread(
        [HEIGHT - loss[-1] * up for loss, _, _ in lines],
        [name.height + 4 for name in names],
        HEIGHT + 12,
    )
    return [
        text(chart.months[-1], HEIGHT - place, name, colour=colour, shift=(7, 0))
        for (_, _, colour), name, place in zip(lines, names, places, strict=True)
    ]


def _buffer(chart: StopLoss, last: float) -> tuple[list[Spec], list[Spec]]:
    """Return the region that stock and other sources last."""
    if chart.survive_months is None:
        return [], []
    end = min(chart.survive_months, last)
    words = f"stock and other sources last {chart.survive_months:.1f} months"
    return (
        [box(0, 0, end, HEIGHT + 14, fill=WASH, layer="below")],
        [text(0, HEIGHT + HEAD - 9, block(words, SMALL), colour=MUTED)],
    )


def _marked(chart: StopLoss, last: float, scale: float) -> tuple[list[Spec], list[Spec]]:
    if chart.marked_months is None:
        return [], []
    at, y = chart.marked_months, HEIGHT + 18
    line = segment((at, 0), (at, y + 6), colour=ACCENT, dash="dot", width=1.2)
    return [line], [flag(at, y, chart.marked_label, colour=ACCENT, scale=scale, last=last)]


def _dot(chart: StopLoss, up: float) -> list[Spec]:
    """Return the dot of the recorded stop, on the higher line."""
    at = chart.marked_months
    if at is None or not chart.months or not chart.months[0] <= at <= chart.months[-1]:
        return []
    loss = _interpolated(at, chart.months, _losses(chart)[0][0])
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [at],
            "y": [loss * up],
            "marker": {"color": ACCENT, "size": 9},
            "cliponaxis": False,
            "hoverinfo": "skip",
        }
    ]


def _interpolated(at: float, xs: tuple[float, ...], ys: tuple[float, ...]) -> float:
    for i in range(1, len(xs)):
        if xs[i] >= at:
            part = (at - xs[i - 1]) / (xs[i] - xs[i - 1])
            return ys[i - 1] + part * (ys[i] - ys[i - 1])
    return ys[-1]
