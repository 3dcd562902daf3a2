"""How every figure looks: colours, font and sizes, in one place."""

from collections.abc import Sequence
from typing import Any

from assessments.charts.labels import Block

Spec = dict[str, Any]

INK = "#16202c"
MUTED = "#5b6878"
GREY = "#c9d2dc"
LINE = "#d9dfe6"
WASH = "#eef1f4"
GROUND = "#ffffff"
ACCENT = "#b3261e"
CLEAR = "rgba(0,0,0,0)"

# What a page in the dark shows in place of each; a report is printed on white.
DARK = {
    INK: "#e7ecf1",
    MUTED: "#a3b1bf",
    GREY: "#4a5a6a",
    LINE: "#2c3845",
    WASH: "#1b2530",
    GROUND: "#161e27",
    ACCENT: "#f5928a",
}

FONT = "Inter, Noto Sans, sans-serif"
TEXT = 10.5
SMALL = 9.6
PLAIN, MEDIUM, STRONG = 400, 500, 600

WIDTH = 642

_AXIS = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True}
TEMPLATE: Spec = {
    "layout": {
        "font": {"family": FONT, "size": TEXT, "color": INK},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "showlegend": False,
        "hoverlabel": {"bgcolor": GROUND, "bordercolor": GREY, "font": {"color": INK}},
        "xaxis": {**_AXIS, "tickfont": {"size": SMALL, "color": MUTED}},
        "yaxis": {
            **_AXIS,
            "tickfont": {"size": SMALL, "color": MUTED},
            "ticklabelstandoff": 6,
        },
    }
}


def figure(
    height: float,
    *,
    x: tuple[float, float],
    y: tuple[float, float],
    margin: tuple[float, float, float, float] = (0, 0, 0, 0),
    data: Sequence[Spec] = (),
    shapes: Sequence[Spec] = (),
    texts: Sequence[Spec] = (),
    xaxis: Spec | None = None,
    yaxis: Spec | None = None,
) -> Spec:
    """Return a whole figure; the margin is top, right, bottom, left [px]."""
    top, right, bottom, left = margin
    hidden: Spec = {"showticklabels": False}
    return {
        "data": list(data),
        "layout": {
            "template": TEMPLATE,
            "width": WIDTH,
            "height": round(height),
            "margin": {"t": top, "r": right, "b": bottom, "l": left, "pad": 0},
            "xaxis": {"range": list(x), **(hidden if xaxis is None else xaxis)},
            "yaxis": {"range": list(y), **(hidden if yaxis is None else yaxis)},
            "shapes": list(shapes),
            "annotations": [text for text in texts if text["text"]],
        },
    }


def text(
    x: float,
    y: float,
    block: Block,
    *,
    colour: str = INK,
    anchor: tuple[str, str] = ("left", "middle"),
    shift: tuple[float, float] = (0, 0),
    ground: str = CLEAR,
    **more: Any,
) -> Spec:
    """Return a label: where it is anchored, and how far it is moved right and up [px]."""
    return {
        "x": x,
        "y": y,
        "text": block.markup,
        "font": {"size": block.size, "weight": block.weight, "color": colour},
        "xanchor": anchor[0],
        "yanchor": anchor[1],
        "align": anchor[0],
        "xshift": shift[0],
        "yshift": shift[1],
        "bgcolor": ground,
        "borderpad": 0,
        "showarrow": False,
        **more,
    }


def segment(
    start: tuple[float, float], end: tuple[float, float], *, colour: str = GREY, width: float = 0.8,
    dash: str = "solid", **more: Any,
) -> Spec:  # fmt: skip
    """Return a straight line between two points."""
    return {
        "type": "line",
        "x0": start[0],
        "y0": start[1],
        "x1": end[0],
        "y1": end[1],
        "line": {"color": colour, "width": width, "dash": dash},
        **more,
    }


def box(
    left: float, low: float, right: float, high: float, *, fill: str = CLEAR, edge: str = CLEAR,
    width: float = 0, **more: Any,
) -> Spec:  # fmt: skip
    """Return a rectangle."""
    return {
        "type": "rect",
        "x0": left,
        "y0": low,
        "x1": right,
        "y1": high,
        "fillcolor": fill,
        "line": {"color": edge, "width": width},
        **more,
    }
