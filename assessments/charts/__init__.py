"""Chart inputs to Plotly figures: the one place that draws, for the page and for the PDF alike.

``draw`` is the way in. Each figure is a plain Plotly specification made in pixels of a column
170 mm wide, so that a label can be measured before it is placed; ``size`` says how high it became.
"""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go

from assessments.chart_inputs import (
    Chain,
    ChartInput,
    ConcentrationCuts,
    CostWaterfall,
    ExitOdds,
    ExitPath,
    MarginStack,
    ScoreBreakdown,
    ShareHistory,
    StopLoss,
)
from assessments.charts.bars import concentration_cuts, score_breakdown
from assessments.charts.chain import chain
from assessments.charts.exits import exit_odds, exit_path
from assessments.charts.history import share_history
from assessments.charts.losses import stop_loss
from assessments.charts.stacks import cost_waterfall, margin_stack
from assessments.charts.theme import Spec

FIGURES: dict[type, Callable[[Any], Spec]] = {
    ShareHistory: share_history,
    ConcentrationCuts: concentration_cuts,
    CostWaterfall: cost_waterfall,
    ExitPath: exit_path,
    Chain: chain,
    MarginStack: margin_stack,
    ExitOdds: exit_odds,
    StopLoss: stop_loss,
    ScoreBreakdown: score_breakdown,
}


def draw(chart: ChartInput) -> go.Figure:
    """Return the figure of a chart input; its title is the exhibit's and stands outside."""
    return go.Figure(FIGURES[type(chart)](chart))


def size(figure: go.Figure) -> tuple[int, int]:
    """Return the width and height of a figure [px], 96 to the inch as in print CSS."""
    return int(figure.layout.width), int(figure.layout.height)
