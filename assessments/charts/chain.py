"""Who supplies what through whom: boxes in columns, arrows between them, a key in words."""

from collections.abc import Callable

from assessments.chart_inputs import Chain, ChainLink
from assessments.charts.chain_layout import Box, Picture, laid_out
from assessments.charts.labels import block, clean, escape
from assessments.charts.lines import Line, flowing, head, path
from assessments.charts.theme import (
    ACCENT,
    CLEAR,
    GREY,
    GROUND,
    INK,
    MUTED,
    SMALL,
    WASH,
    WIDTH,
    Spec,
    box,
    figure,
    text,
)

KEY_ROW = 28
DASHES = {"operate": "solid", "expand": "6px,4px", "money": "1.5px,3.5px"}
MEANINGS = {
    "operate": "needs to run",
    "expand": "needs to grow",
    "money": "only pays",
}
SINGLE_POINT = "single point of failure"


def chain(chart: Chain) -> Spec:
    """Return the picture of a supply chain, us at the left."""
    picture = laid_out(chart)
    first = min((node.column for node in chart.nodes), default=0)
    key_shapes, key_texts = _key(picture)
    return figure(
        picture.height + KEY_ROW + 6,
        x=(0, WIDTH),
        y=(picture.height + KEY_ROW + 3, -3),
        data=[_pointers(picture)],
        shapes=[
            *(
                shape
                for link, line in zip(picture.links, picture.lines, strict=True)
                for shape in _arrow(link, line)
            ),
            *(_frame(each, is_us=each.node.column == first) for each in picture.boxes),
            *key_shapes,
        ],
        texts=[*_names(picture), *_words(picture), *key_texts],
    )


def _arrow(link: ChainLink, line: Line) -> list[Spec]:
    colour = ACCENT if link.is_accent else MUTED
    stroke = {
        "color": colour,
        "width": 1.8 if link.is_accent else 1.1,
        "dash": DASHES.get(link.kind, "solid"),
    }
    tip = {"color": colour, "width": 0}
    return [
        {"type": "path", "path": path(line), "line": stroke},
        {"type": "path", "path": head(line), "line": tip, "fillcolor": colour},
    ]


def _frame(each: Box, *, is_us: bool) -> Spec:
    fill = ACCENT if each.node.is_accent else WASH if is_us else GROUND
    edge, width = (INK, 2.4) if each.node.is_single_point else (GREY, 1)
    if each.node.is_accent and not each.node.is_single_point:
        edge = ACCENT
    return box(each.left, each.top, each.right, each.bottom, fill=fill, edge=edge, width=width)


def _names(picture: Picture) -> list[Spec]:
    return [
        text(*each.middle, each.label, anchor=("center", "middle"),
             colour=GROUND if each.node.is_accent else INK)
        for each in picture.boxes
    ]  # fmt: skip


def _words(picture: Picture) -> list[Spec]:
    return [
        text(*word.at, word.label, anchor=("center", "middle"), ground=GROUND,
             colour=ACCENT if link.is_accent else MUTED)
        for link, word in zip(picture.links, picture.words, strict=True)
        if word.at is not None
    ]  # fmt: skip


def _pointers(picture: Picture) -> Spec:
    """Return what a pointer over a box shows: the whole name, even where it was cut."""
    middles = [each.middle for each in picture.boxes]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "marker": {"size": 24, "color": CLEAR},
        "hoverinfo": "text",
        "hovertext": [escape(clean(each.node.label)) for each in picture.boxes],
    }


def _key(picture: Picture) -> tuple[list[Spec], list[Spec]]:
    """Return the key: a sample of each kind of line that occurs, named beside it."""
    used = {link.kind for link in picture.links}
    samples: list[tuple[Callable[[float, float], list[Spec]], str]] = [
        (_sample_line(kind), meaning) for kind, meaning in MEANINGS.items() if kind in used
    ]
    if any(each.node.is_single_point for each in picture.boxes):
        samples.append((_sample_box, SINGLE_POINT))
    shapes, texts = [], []
    x, y = 1.0, picture.height + KEY_ROW - 8
    for sample, meaning in samples:
        name = block(meaning, SMALL)
        shapes += sample(x, y)
        texts.append(text(x + 32, y, name, colour=MUTED))
        x += 32 + name.width + 22
    return shapes, texts


def _sample_line(kind: str) -> Callable[[float, float], list[Spec]]:
    link = ChainLink("", "", "", kind)
    return lambda x, y: _arrow(link, flowing([(x, y), (x + 27, y)]))


def _sample_box(x: float, y: float) -> list[Spec]:
    return [box(x + 1, y - 5, x + 26, y + 5, fill=GROUND, edge=INK, width=2.4)]
