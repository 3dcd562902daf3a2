"""Figures: no title or legend, one accent, bars from zero, no word cut, hidden or unsafe."""

import re
from dataclasses import replace
from itertools import combinations

import pytest

from assessments.chart_inputs import (
    Bar,
    Chain,
    ConcentrationCuts,
    CostWaterfall,
    ExitOdds,
    ExitPath,
    MarginStack,
    PathStep,
    ScoreBreakdown,
    ShareHistory,
    StopLoss,
)
from assessments.charts import draw, size
from assessments.charts.labels import width_of
from assessments.charts.theme import ACCENT, FONT, WIDTH
from tests.reports.example_charts import (
    CHARTS,
    COST_WATERFALL,
    CROWDED_CHAIN,
    EXIT_ODDS,
    EXIT_PATH,
    LONG,
    MARGIN_STACK,
    SHARE_HISTORY,
    STOP_LOSS,
)

SEVEN_POINTS = 7 * 96 / 72
HOSTILE = "<b>a</b> & $x^2$ <a href='x'>y</a>\n\u202e\x00"


def crowded(number: int = 12) -> tuple[Bar, ...]:
    """Return as many bars as a figure may have, with labels as long as they may be."""
    return tuple(
        Bar(LONG, 1 - i / 20, "64.5%", is_accent=i == 1, is_forecast=i == 2) for i in range(number)
    )


CROWDED = (
    ShareHistory(crowded()),
    ConcentrationCuts(crowded()),
    CostWaterfall(crowded(11), Bar(LONG, 8.0, "$8.0 bn", low=4.0, high=12.0), "USD bn"),
    ExitPath(
        tuple(PathStep(LONG, i, i + 2.0, "6–18 months") for i in range(12)), 30.0, LONG, 12, 13
    ),
    CROWDED_CHAIN,
    MarginStack(crowded()),
    replace(EXIT_ODDS, planned_months=2, today_months=46, today_label=LONG),
    replace(STOP_LOSS, marked_months=11.5, marked_label=LONG),
    ScoreBreakdown(crowded()),
)
ALL = [*CHARTS, *CROWDED]
NAMES = [f"{type(chart).__name__}-{i}" for i, chart in enumerate(ALL)]
each_chart = pytest.mark.parametrize("chart", ALL, ids=NAMES)


def areas(figure) -> list[tuple[float, float, float, float, str]]:
    """Return left, top, right, bottom [px] of each label, and the label."""
    layout = figure.layout
    margin, found = layout.margin, []
    (x0, x1), (y0, y1) = layout.xaxis.range, layout.yaxis.range
    across, down = layout.width - margin.l - margin.r, layout.height - margin.t - margin.b
    for note in layout.annotations:
        lines = [re.sub(r"&[^;]+;", "x", line) for line in note.text.split("<br>")]
        width = max(width_of(line, note.font.size, note.font.weight) for line in lines)
        height = len(lines) * note.font.size * 1.3
        part = 0 if note.xref == "paper" else (note.x - x0) / (x1 - x0)
        x = margin.l + part * across + note.xshift
        y = margin.t + (y1 - note.y) / (y1 - y0) * down - note.yshift
        left = x - {"left": 0, "center": 0.5, "right": 1}[note.xanchor] * width
        top = y - {"top": 0, "middle": 0.5, "bottom": 1}[note.yanchor] * height
        found.append((left, top, left + width, top + height, note.text))
    return found


# --- What holds of every figure ------------------------------------------------------------------


@each_chart
def test_a_figure_has_no_title_no_legend_and_no_colour_bar(chart):
    figure = draw(chart)

    assert figure.layout.title.text is None
    assert figure.layout.template.layout.showlegend is False
    assert {trace.type for trace in figure.data} <= {"bar", "scatter"}
    assert not any(trace.marker.showscale for trace in figure.data)
    assert figure.layout.template.layout.font.family == FONT


@each_chart
def test_a_figure_is_as_wide_as_the_column_and_fits_a_page(chart):
    width, height = size(draw(chart))

    assert width == WIDTH
    assert 20 < height < 780


@each_chart
def test_no_word_is_cut_off_by_the_edge_of_a_figure(chart):
    width, height = size(draw(chart))

    for left, top, right, bottom, text in areas(draw(chart)):
        assert left >= -1, text
        assert right <= width + 1, text
        assert top >= -2, text
        assert bottom <= height + 2, text


@each_chart
def test_no_word_stands_over_another(chart):
    for a, b in combinations(areas(draw(chart)), 2):
        apart = a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 2 or b[3] <= a[1] + 2
        assert apart, (a, b)


@each_chart
def test_no_text_is_smaller_than_seven_points(chart):
    layout = draw(chart).layout

    sizes = [note.font.size for note in layout.annotations]
    sizes += [
        layout.template.layout.xaxis.tickfont.size,
        layout.template.layout.yaxis.tickfont.size,
    ]
    assert min(sizes) >= SEVEN_POINTS


@each_chart
def test_a_figure_is_the_same_whenever_it_is_drawn(chart):
    assert draw(chart).to_json() == draw(chart).to_json()


@pytest.mark.parametrize("chart", [*CHARTS[:3], MARGIN_STACK, *CROWDED[:3], CROWDED[-1]])
def test_bars_begin_at_zero_and_one_colour_marks_what_the_title_names(chart):
    bars = next(v for v in (getattr(chart, n, None) for n in ("bars", "steps", "segments")) if v)
    figure = draw(chart)
    trace = figure.data[0]
    axis_range = (
        figure.layout.yaxis.range if trace.orientation is None else figure.layout.xaxis.range
    )

    assert min(axis_range) <= 0 <= max(axis_range)
    marked = [colour == ACCENT for colour in trace.marker.color][: len(bars)]
    assert marked == [bar.is_accent for bar in bars]


def with_label(chart, label: str):
    """Return a chart whose every text is the same."""
    if isinstance(chart, Chain):
        return Chain(
            tuple(replace(node, label=label) for node in chart.nodes),
            tuple(replace(link, label=label) for link in chart.links),
        )
    if isinstance(chart, CostWaterfall):
        return replace(chart, total=replace(chart.total, label=label, text=label, note=label))
    if isinstance(chart, ExitPath):
        steps = tuple(replace(step, label=label, text=label) for step in chart.steps)
        return replace(chart, steps=steps, survive_label=label)
    if isinstance(chart, ExitOdds):
        return replace(chart, planned_label=label, today_label=label)
    if isinstance(chart, StopLoss):
        return replace(chart, marked_label=label, unit=label)
    name = "segments" if isinstance(chart, MarginStack) else "bars"
    bars = tuple(replace(b, label=label, text=label, note=label) for b in getattr(chart, name))
    return replace(chart, **{name: bars})


@pytest.mark.parametrize("chart", CHARTS, ids=NAMES[: len(CHARTS)])
def test_what_a_user_wrote_is_printed_letter_by_letter(chart):
    layout = draw(with_label(chart, HOSTILE)).to_dict()

    texts = [note["text"].replace("<br>", "") for note in layout["layout"]["annotations"]]
    texts += [text for trace in layout["data"] for text in trace.get("hovertext", ())]
    assert any("&lt;b&gt;" in text for text in texts)
    for text in texts:
        assert not re.search(r"[<>$\n\x00\u202e]", text), text


@pytest.mark.parametrize(
    "label", ["", "שרשרת אספקה", "شاشات سامسونج", "🔥🚀", "x" * 20_000, "三星显示器"]
)
@pytest.mark.parametrize("chart", CHARTS, ids=NAMES[: len(CHARTS)])
def test_any_script_and_any_length_stays_inside(chart, label):
    figure = draw(with_label(chart, label))

    assert all(left >= -1 and right <= WIDTH + 1 for left, _, right, _, _ in areas(figure))


# --- What holds of one -------------------------------------------------------------------------


def test_a_forecast_is_hatched_and_called_one():
    figure = draw(SHARE_HISTORY)

    assert figure.data[0].marker.color[2] == "rgba(0,0,0,0)"
    assert any(shape.type == "path" for shape in figure.layout.shapes)
    assert "forecast" in [note.text for note in figure.layout.annotations]


def test_steps_of_a_waterfall_start_where_the_last_ended():
    trace = draw(COST_WATERFALL).data[0]

    assert list(trace.base) == [0, 3050, 3050, 3168, 3214, 0]
    assert trace.base[4] + trace.x[4] == trace.x[5]


def test_a_cost_without_known_steps_shows_its_total_alone():
    figure = draw(CostWaterfall((), Bar("Cost to leave", 0.0, "not known"), "USD"))

    assert [note.text for note in figure.layout.annotations] == ["Cost to leave", "not known"]


def test_an_unknown_buffer_is_said_and_not_drawn():
    unknown = draw(replace(EXIT_PATH, survive_months=None, survive_label=""))

    assert any("not known" in note.text for note in unknown.layout.annotations)
    assert not any(shape.line.color == ACCENT for shape in unknown.layout.shapes)


def test_a_buffer_without_end_covers_the_whole_way():
    figure = draw(replace(EXIT_PATH, survive_months=float("inf")))

    region = next(shape for shape in figure.layout.shapes if shape.type == "rect")
    assert region.x1 == figure.layout.xaxis.range[1]


def test_odds_are_printed_where_plan_and_today_meet_the_curve():
    texts = [note.text for note in draw(EXIT_ODDS).layout.annotations]

    assert {"25%", "65%", "83%"} <= set(texts)
    assert "today: 30 June 2026" in texts


def test_odds_without_today_show_the_plan_alone():
    figure = draw(replace(EXIT_ODDS, today_label="", today_months=0.0))

    assert list(figure.data[1].x) == [19]


def test_a_stop_without_restart_is_one_line_without_a_name():
    figure = draw(replace(STOP_LOSS, loss_with_restart=()))

    assert [trace.mode for trace in figure.data] == ["lines", "markers"]
    assert not any("restart" in note.text for note in figure.layout.annotations)


def test_the_recorded_stop_is_marked_on_the_line_with_restart():
    marker = draw(STOP_LOSS).data[2]
    top = draw(STOP_LOSS).data[0]

    assert marker.marker.color == ACCENT
    assert marker.y[0] == pytest.approx(top.y[list(top.x).index(6.0)])


def test_margins_below_zero_keep_their_number_and_take_no_room():
    loss = MarginStack((Bar("Resources", 110, "110"), Bar("Margin of BOE", -10, "−10")))

    figure = draw(loss)

    assert list(figure.data[0].y)[1] == 0
    assert "−10" in [note.text for note in figure.layout.annotations]
