"""The way out: how long it takes against how long we last, and the odds of being out in time."""

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assessments.chart_inputs import ExitOdds, ExitPath, OddsPoint
from assessments.charts.labels import block, clean, escape
from assessments.charts.rows import BAR_HEIGHT, GAP, rows
from assessments.charts.scales import axis
from assessments.charts.theme import (
    ACCENT,
    CLEAR,
    GREY,
    GROUND,
    INK,
    LINE,
    MUTED,
    SMALL,
    STRONG,
    TEXT,
    WASH,
    WIDTH,
    Spec,
    box,
    figure,
    segment,
    text,
)

HEAD = 24
FOOT = 22
RIGHT = 30
ODDS_HEIGHT = 170
ODDS_LEFT = 38
ODDS_RIGHT = 44

Mark = tuple[float, str, str]  # months, label, colour
NOT_KNOWN = "how long we last without is not known"


def exit_path(chart: ExitPath) -> Spec:
    """Return the activities over the months, against the months that stock and others last."""
    ranges = [block(step.text, SMALL, within=130, lines=2) for step in chart.steps]
    placed = rows(
        [(step.label, False) for step in chart.steps], [each.height for each in ranges], top=HEAD
    )
    left = placed.left + max((each.width for each in ranges), default=0) + GAP
    placed = replace(placed, left=left)
    low = placed.height + FOOT
    last = _last_month(chart)
    scale = (WIDTH - left - RIGHT) / last
    shapes, words = _survival(chart, last, placed.height, scale)
    marks, names = _outs(chart, low, last, scale, left)
    return figure(
        low + 20,
        x=(0, last),
        y=(low, 0),
        margin=(0, RIGHT, 20, left),
        data=[_activities(chart, placed.centres)],
        shapes=[*shapes, *marks, segment((0, low), (last, low), colour=GREY)],
        texts=[
            *placed.texts(),
            *(
                text(0, y, each, colour=MUTED, anchor=("right", "middle"), shift=(-GAP, 0))
                for each, y in zip(ranges, placed.centres, strict=True)
            ),
            *words,
            *names,
        ],
        xaxis=axis(last, suffix=" months"),
    )


def _last_month(chart: ExitPath) -> float:
    known = [chart.survive_months, chart.p50_months, chart.p80_months]
    finite = [each for each in known if each is not None and math.isfinite(each)]
    return max([*(step.end for step in chart.steps), *finite, 1.0]) * 1.02


def _activities(chart: ExitPath, centres: tuple[float, ...]) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "base": [step.start for step in chart.steps],
        "x": [step.end - step.start for step in chart.steps],
        "y": list(centres),
        "width": BAR_HEIGHT,
        "marker": {"color": MUTED},
        "hoverinfo": "text",
        "hovertext": [escape(clean(f"{step.label}: {step.text}")) for step in chart.steps],
    }


def _survival(
    chart: ExitPath, last: float, bottom: float, scale: float
) -> tuple[list[Spec], list[Spec]]:
    """Return the region that stock and other sources last, and its name."""
    months = chart.survive_months
    if months is None:
        name = block(chart.survive_label or NOT_KNOWN, TEXT, weight=STRONG, within=last * scale)
        return [], [text(0, HEAD / 2, name, colour=MUTED)]
    end = min(months, last)
    region = [
        box(0, 0, end, bottom, fill=WASH, layer="below"),
        segment((end, 0), (end, bottom), colour=ACCENT, width=1.6),
    ]
    return region, [
        flag(
            end, HEAD / 2, chart.survive_label, colour=ACCENT, scale=scale, last=last, ground=CLEAR
        )
    ]


def _outs(
    chart: ExitPath, low: float, last: float, scale: float, left: float
) -> tuple[list[Spec], list[Spec]]:
    """Return the months of being out at even odds and at four in five, with one label."""
    known = [
        (months, words.format(f"{months:.0f}" if months >= 10 else f"{months:.1f}"))
        for months, words in (
            (chart.p50_months, "even odds at {}"),
            (chart.p80_months, "80% likely within {}"),
        )
        if months and math.isfinite(months)
    ]
    if not known:
        return [], []
    shapes = [
        segment((months, HEAD), (months, low), colour=INK, dash="dot", width=1)
        for months, _ in known
    ]
    words = f"{', '.join(words for _, words in known)} months"
    first, final = known[0][0], known[-1][0]
    before, behind = first * scale + left - 6, (last - final) * scale + RIGHT - 6
    name = block(words, SMALL, within=max(before, behind), lines=1)
    x, anchor, shift = (final, "left", 6) if name.width <= behind else (first, "right", -6)
    return shapes, [
        text(x, low - FOOT / 2, name, anchor=(anchor, "middle"), shift=(shift, 0), ground=GROUND)
    ]


def exit_odds(chart: ExitOdds) -> Spec:
    """Return the odds of being out by each month, with the planned month and today."""
    points = sorted(chart.points, key=lambda point: point.months)
    marks = [(chart.planned_months, chart.planned_label, ACCENT)]
    if chart.today_label:
        marks.append((chart.today_months, chart.today_label, INK))
    last = max([*(point.months for point in points), *(months for months, _, _ in marks), 1.0])
    scale = (WIDTH - ODDS_LEFT - ODDS_RIGHT) / last
    shapes, texts = _grid(last), _odds(points, marks, scale)
    for row, (months, label, colour) in enumerate(marks):
        y = ODDS_HEIGHT + 38 - 18 * row
        shapes.append(segment((months, 0), (months, y + 6), colour=colour, dash="dot", width=1.2))
        texts.append(flag(months, y, label, colour=colour, scale=scale, last=last))
    return figure(
        ODDS_HEIGHT + 48 + 24,
        x=(0, last),
        y=(0, ODDS_HEIGHT + 48),
        margin=(0, ODDS_RIGHT, 24, ODDS_LEFT),
        data=[_curve(points), _dots(points, marks)],
        shapes=shapes,
        texts=texts,
        xaxis=axis(last, most=8, suffix=" months"),
        yaxis={
            "tickvals": [0, ODDS_HEIGHT / 2, ODDS_HEIGHT],
            "ticktext": ["", "50", "100%"],
            "showticklabels": True,
        },
    )


def _grid(last: float) -> list[Spec]:
    return [
        segment(
            (0, share * ODDS_HEIGHT),
            (last, share * ODDS_HEIGHT),
            colour=LINE if share else GREY,
            layer="below",
        )
        for share in (0, 0.5, 1)
    ]


def _curve(points: Sequence[OddsPoint]) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [point.months for point in points],
        "y": [point.probability * ODDS_HEIGHT for point in points],
        "line": {"color": MUTED, "width": 2.2},
        "hoverinfo": "text",
        "hovertext": [f"{point.months:.3g} months: {point.probability:.0%}" for point in points],
    }


def _dots(points: Sequence[OddsPoint], marks: Sequence[Mark]) -> Spec:
    """Return a dot on the curve at each mark that it reaches."""
    dots = [
        (months, odds * ODDS_HEIGHT, colour)
        for months, _, colour in marks
        if (odds := _odds_at(points, months)) is not None
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [months for months, _, _ in dots],
        "y": [height for _, height, _ in dots],
        "marker": {"color": [colour for _, _, colour in dots], "size": 8},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _odds(points: Sequence[OddsPoint], marks: Sequence[Mark], scale: float) -> list[Spec]:
    """Return the odds in percent beside each mark's dot, and behind the end of the curve."""
    texts: list[Spec] = []
    for months, _, colour in marks:
        odds = _odds_at(points, months)
        if odds is not None:
            name = block(f"{odds:.0%}", TEXT, weight=STRONG)
            anchor, shift = _beside(odds, months * scale, name.width)
            texts.append(
                text(
                    months,
                    odds * ODDS_HEIGHT,
                    name,
                    colour=colour,
                    anchor=anchor,
                    shift=shift,
                    ground=GROUND,
                )
            )
    if points and (points[-1].months - max(months for months, _, _ in marks)) * scale > ODDS_RIGHT:
        end = points[-1]
        name = block(f"{end.probability:.0%}", TEXT, weight=STRONG)
        texts.append(text(end.months, end.probability * ODDS_HEIGHT, name, shift=(6, 0)))
    return texts


def _beside(odds: float, x: float, width: float) -> tuple[tuple[str, str], tuple[float, float]]:
    """Return the corner of a dot where its label meets neither curve nor frame."""
    if odds > 0.85:
        return ("left", "top"), (7, -4)
    if x < width + 6:
        return ("left", "bottom"), (7, 5)
    return ("right", "bottom"), (-6, 3)


def _odds_at(points: Sequence[OddsPoint], months: float) -> float | None:
    for before, after in pairwise(points):
        if before.months <= months <= after.months and after.months > before.months:
            part = (months - before.months) / (after.months - before.months)
            return before.probability + part * (after.probability - before.probability)
    return None


def flag(
    x: float, y: float, label: str, *, colour: str, scale: float, last: float, ground: str = GROUND
) -> Spec:
    """Return the label of a line that stands at x, on the side where it has room."""
    before, behind = x * scale - 6, (last - x) * scale - 6
    name = block(label, TEXT, weight=STRONG, within=max(before, behind), lines=1)
    if name.width <= behind:
        return text(x, y, name, colour=colour, ground=ground, shift=(6, 0))
    return text(x, y, name, colour=colour, ground=ground, anchor=("right", "middle"), shift=(-6, 0))
