"""Bars that add up: what leaving costs, and where one unit of spend goes."""

from itertools import accumulate, pairwise

from assessments.chart_inputs import Bar, CostWaterfall, MarginStack
from assessments.charts.bars import hover
from assessments.charts.labels import Block, block
from assessments.charts.rows import (
    BAR_HEIGHT,
    GAP,
    ending,
    fill,
    room,
    rows,
    value_colour,
    whisker,
)
from assessments.charts.theme import (
    GREY,
    GROUND,
    MUTED,
    SMALL,
    STRONG,
    TEXT,
    WIDTH,
    Spec,
    figure,
    segment,
    text,
)

COLUMN_WIDTH = 124
LEADER = 34
SEGMENT_LEAST = 22


def cost_waterfall(chart: CostWaterfall) -> Spec:
    """Return the components one below another, each starting where the last ended, and the sum."""
    bars = (*chart.steps, chart.total)
    sums = [0.0, *accumulate(step.value for step in chart.steps)]
    starts = [*sums[: len(chart.steps)], 0.0]
    endings = [ending(bar) for bar in bars]
    placed = rows(
        [(bar.label, bar.is_accent or bar is chart.total) for bar in bars],
        [each.height for each in endings],
    )
    ends = [
        start + max(0.0, bar.value, bar.high or 0.0)
        for start, bar in zip(starts, bars, strict=True)
    ]
    texts, shapes = placed.texts(), [segment((0, 0), (0, placed.height), colour=GREY)]
    shapes += _bridges(sums, placed.centres)
    for bar, each, start, end, y in zip(bars, endings, starts, ends, placed.centres, strict=True):
        texts += each.texts(end, y, colour=value_colour(bar))
        if bar.low is not None and bar.high is not None:
            shapes += whisker(start + bar.low, start + bar.high, y)
    return figure(
        placed.height + 2,
        x=(min(0.0, *sums), max([*ends, 1e-9])),
        y=(placed.height, 0),
        margin=(1, room(placed.left, endings), 1, placed.left),
        data=[_floating(bars, starts, placed.centres)],
        shapes=shapes,
        texts=texts,
    )


def _floating(bars: tuple[Bar, ...], starts: list[float], centres: tuple[float, ...]) -> Spec:
    marker = fill(bars)
    if not bars[-1].is_accent:
        marker["color"][-1] = MUTED  # the sum is darker than its parts
    return {
        "type": "bar",
        "orientation": "h",
        "base": starts,
        "x": [bar.value for bar in bars],
        "y": list(centres),
        "width": BAR_HEIGHT,
        "marker": marker,
        **hover(bars),
    }


def _bridges(sums: list[float], centres: tuple[float, ...]) -> list[Spec]:
    half = BAR_HEIGHT / 2
    return [
        segment((end, above - half), (end, below + half), colour=MUTED, width=0.6)
        for end, above, below in zip(sums[1:], centres, centres[1:], strict=False)
    ]


def margin_stack(chart: MarginStack) -> Spec:
    """Return one column of 100 with each part named at its side."""
    bars = chart.segments
    names = [_name(bar) for bar in bars]
    height = max(160.0, sum(max(SEGMENT_LEAST, name.height + 8) for name in names) * 1.04)
    whole = sum(max(bar.value, 0.0) for bar in bars) or 1.0
    tops = [0.0, *accumulate(max(bar.value, 0.0) / whole * height for bar in bars)]
    middles = [(a + b) / 2 for a, b in pairwise(tops)]
    places = spread(middles, [max(SEGMENT_LEAST, name.height + 8) for name in names], height)
    values = [block(bar.text, TEXT, weight=STRONG, within=100, lines=2) for bar in bars]
    name_x = COLUMN_WIDTH + LEADER + max((value.width for value in values), default=0) + GAP
    shapes: list[Spec] = []
    texts: list[Spec] = []
    for i, bar in enumerate(bars):
        shapes += _leader(middles[i], places[i])
        texts += [
            text(name_x - GAP, places[i], values[i], colour=value_colour(bar),
                 anchor=("right", "middle")),
            text(name_x, places[i], names[i]),
            text(name_x + names[i].width + GAP, places[i], _stack_note(bar, name_x, names[i]),
                 colour=MUTED),
        ]  # fmt: skip
    return figure(
        height + 2,
        x=(0, WIDTH),
        y=(height, 0),
        margin=(1, 0, 1, 0),
        data=[_column(bars, tops)],
        shapes=shapes,
        texts=texts,
    )


def _name(bar: Bar) -> Block:
    return block(bar.label, TEXT, weight=STRONG if bar.is_accent else 400, within=240, lines=2)


def _stack_note(bar: Bar, name_x: float, name: Block) -> Block:
    return block(bar.note, SMALL, within=WIDTH - name_x - name.width - GAP, lines=2)


def _column(bars: tuple[Bar, ...], tops: list[float]) -> Spec:
    marker = fill(bars)
    colours = [MUTED if bar.is_forecast else GROUND for bar in bars]
    marker["line"] = {"color": colours, "width": 1}
    return {
        "type": "bar",
        "x": [COLUMN_WIDTH / 2] * len(bars),
        "y": [low - high for high, low in pairwise(tops)],
        "base": tops[:-1],
        "width": COLUMN_WIDTH,
        "marker": marker,
        **hover(bars),
    }


def _leader(middle: float, place: float) -> list[Spec]:
    start, bend = COLUMN_WIDTH + 2, COLUMN_WIDTH + LEADER - 12
    return [
        segment((start, middle), (bend, place), colour=GREY),
        segment((bend, place), (bend + 7, place), colour=GREY),
    ]


def spread(wanted: list[float], heights: list[float], within: float) -> list[float]:
    """Return places as near to those wanted as heights allow, in the same order, from 0 on."""
    places: list[float] = []
    floor = 0.0
    for want, height in zip(wanted, heights, strict=True):
        places.append(max(want, floor + height / 2))
        floor = places[-1] + height / 2
    ceiling = within
    for i in reversed(range(len(places))):
        places[i] = min(places[i], ceiling - heights[i] / 2)
        ceiling = places[i] - heights[i] / 2
    return places
