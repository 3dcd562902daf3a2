"""Where everything in the picture of a chain goes: boxes, lines, and the words on the lines."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.chart_inputs import Chain, ChainLink, ChainNode
from assessments.charts.labels import Block, balanced, block
from assessments.charts.layers import layered, settled
from assessments.charts.lines import Line, Point, bowed, flowing, point_at, samples
from assessments.charts.theme import MEDIUM, SMALL, STRONG, WIDTH

BOX_MOST, BOX_LEAST = 138, 72
GAP_MOST, GAP_LEAST = 132, 36
PADDING = 6
SIDE = 4
TALLEST = 720  # what a page holds at full size
WAYPOINT = 8
PORT = 11.0
DISTANCES = (16, 24, 34, 48)  # between boxes; more where the words on lines need it
PLACES = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82)


@dataclass(frozen=True, slots=True)
class Box:
    """A node where it is drawn [px from the top left]."""

    node: ChainNode
    label: Block
    left: float
    right: float
    top: float
    bottom: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """The label of a link and its centre; None where there is no room for it."""

    label: Block
    at: Point | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A chain laid out."""

    boxes: tuple[Box, ...]
    links: tuple[ChainLink, ...]
    lines: tuple[Line, ...]
    words: tuple[Word, ...]
    height: float

    @property
    def n_lost(self) -> int:
        """How many links have a label that found no room; the exhibit's table holds it."""
        return sum(bool(word.label.lines) and word.at is None for word in self.words)


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide boxes and the gaps between columns are [px]."""

    of: Mapping[str, int]
    n: int
    width: float
    gaps: tuple[float, ...]

    def left(self, column: int) -> float:
        """Left edge of a column's boxes."""
        return 1 + column * self.width + sum(self.gaps[:column])

    def gap(self, source: str, target: str) -> float:
        """Width of the leftmost gap that a link crosses or bows into."""
        column = min(self.of[source], self.of[target], self.n - 2)
        return self.gaps[column] if self.gaps else WIDTH - self.width


def laid_out(chart: Chain) -> Picture:
    """Return the picture of a chain, roomier where the words on its lines would not fit."""
    links = _drawable(chart)
    columns = _columns(chart.nodes, links)
    pictures = [_picture(chart, links, columns, distance) for distance in DISTANCES]
    fitting = [each for each in pictures if each.height <= TALLEST] or pictures[:1]
    return min(fitting, key=lambda picture: picture.n_lost)


def _drawable(chart: Chain) -> tuple[ChainLink, ...]:
    known = {node.id for node in chart.nodes}
    return tuple(
        link
        for link in chart.links
        if {link.source, link.target} <= known and link.source != link.target
    )


def _columns(nodes: Sequence[ChainNode], links: Sequence[ChainLink]) -> Columns:
    """Return boxes of one width, and wider gaps where there are more lines and longer words."""
    used = sorted({node.column for node in nodes})
    of = {node.id: used.index(node.column) for node in nodes}
    n, inside = max(len(used), 1), WIDTH - 2
    wanted = [_gap(i, of, links) for i in range(n - 1)]
    least = [min(gap, GAP_LEAST) for gap in wanted]
    width = min(BOX_MOST, max((inside - sum(wanted)) / n, BOX_LEAST), (inside - sum(least)) / n)
    spare = inside - n * width
    gaps = tuple(spare * gap / sum(wanted) for gap in wanted)
    return Columns(of, n, width, gaps)


def _gap(i: int, of: Mapping[str, int], links: Sequence[ChainLink]) -> float:
    across = [
        link for link in links if sorted((of[link.source], of[link.target])) in ([i, i], [i, i + 1])
    ]
    words = max((block(link.label, SMALL).width for link in across), default=0)
    return max(GAP_LEAST, min(words, GAP_MOST) + 40 + 6 * len(across))


def _picture(
    chart: Chain, links: tuple[ChainLink, ...], columns: Columns, distance: float
) -> Picture:
    labels = {node.id: box_label(node, columns.width) for node in chart.nodes}
    layers = layered(columns.of, [(link.source, link.target) for link in links])
    heights = {name: float(WAYPOINT) for column in layers.columns for name in column}
    ends = Counter(end for link in links for end in {link.source, link.target})
    heights |= {
        name: max(label.height + 2 * PADDING, ends[name] * PORT * 0.6 + PADDING)
        for name, label in labels.items()
    }
    middles = settled(layers, heights, distance)
    boxes = {
        node.id: Box(
            node,
            labels[node.id],
            columns.left(columns.of[node.id]),
            columns.left(columns.of[node.id]) + columns.width,
            middles[node.id] - heights[node.id] / 2,
            middles[node.id] + heights[node.id] / 2,
        )
        for node in chart.nodes
    }
    lines = _lines(layers.routes, boxes, middles, columns)
    words = _words(links, lines, tuple(boxes.values()), columns)
    height = max((middles[name] + heights[name] / 2 for name in heights), default=0.0)
    return Picture(tuple(boxes.values()), links, lines, words, height)


def box_label(node: ChainNode, width: float) -> Block:
    """Return what stands in a box; a rival is called one."""
    weight = STRONG if node.is_accent else MEDIUM
    label = balanced(node.label, SMALL, weight=weight, within=width - 2 * SIDE, lines=4)
    if node.is_rival and "rival" not in node.label.lower():
        return Block((*label.lines, "(rival)"), label.size, label.weight)
    return label


# --- Lines ---------------------------------------------------------------------------------------


def _lines(
    routes: Sequence[tuple[str, ...]],
    boxes: Mapping[str, Box],
    middles: Mapping[str, float],
    columns: Columns,
) -> tuple[Line, ...]:
    ports = _ports(routes, boxes, middles, columns)
    return tuple(
        _line(number, route, ports, middles, columns) for number, route in enumerate(routes)
    )


def _line(
    number: int,
    route: tuple[str, ...],
    ports: Mapping[tuple[int, str], Point],
    middles: Mapping[str, float],
    columns: Columns,
) -> Line:
    start, end = ports[number, route[0]], ports[number, route[-1]]
    if columns.of[route[0]] == columns.of[route[-1]]:
        bulge = min(columns.gap(route[0], route[-1]) * 0.5, 44.0)
        return bowed(start, end, bulge if _bows_right(route, columns) else -bulge)
    points = [start]
    step = 1 if columns.of[route[-1]] > columns.of[route[0]] else -1
    for i, name in enumerate(route[1:-1], start=1):
        left = columns.left(columns.of[route[0]] + step * i)
        edges = [left, left + columns.width]
        points += [(x, middles[name]) for x in (edges if step > 0 else reversed(edges))]
    return flowing([*points, end])


def _bows_right(route: tuple[str, ...], columns: Columns) -> bool:
    return columns.n == 1 or columns.of[route[0]] < columns.n - 1


def _ports(
    routes: Sequence[tuple[str, ...]],
    boxes: Mapping[str, Box],
    middles: Mapping[str, float],
    columns: Columns,
) -> dict[tuple[int, str], Point]:
    """Return where each line meets its boxes: beside each other, in the order of their far ends."""
    sides: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    for number, route in enumerate(routes):
        for own, near, other in (
            (route[0], route[1], route[-1]),
            (route[-1], route[-2], route[0]),
        ):
            right = (
                _bows_right(route, columns)
                if columns.of[own] == columns.of[other]
                else columns.of[other] > columns.of[own]
            )
            far = middles[near]
            if columns.of[own] == columns.of[other]:  # outside of all others, to cross fewest
                far = -math.inf if middles[other] < middles[own] else math.inf
            sides.setdefault((own, right), []).append((far, number))
    ports = {}
    for (own, right), ends in sides.items():
        box = boxes[own]
        apart = min(PORT, (box.bottom - box.top - 8) / max(len(ends) - 1, 1))
        for i, (_, number) in enumerate(sorted(ends)):
            y = box.middle[1] + (i - (len(ends) - 1) / 2) * apart
            ports[number, own] = (box.right if right else box.left, y)
    return ports


# --- Words on lines ------------------------------------------------------------------------------

Area = tuple[float, float, float, float]  # left, top, right, bottom


def _words(
    links: Sequence[ChainLink], lines: Sequence[Line], boxes: Sequence[Box], columns: Columns
) -> tuple[Word, ...]:
    """Return the labels of links, each on its line, over no box and no other label."""
    taken: list[Area] = [
        (box.left - 3, box.top - 1, box.right + 3, box.bottom + 1) for box in boxes
    ]
    runs = [samples(line) for line in lines]
    words = []
    for number, link in enumerate(links):
        label = _word(link.label, columns.gap(link.source, link.target) - 12)
        others = [point for i, run in enumerate(runs) if i != number for point in run]
        at = _place(label, lines[number], taken, others) if label.lines else None
        if at is not None:
            taken.append(_area(label, at))
        words.append(Word(label, at))
    return tuple(words)


def _word(text: str, within: float) -> Block:
    """Return the label of a link, wrapped to its gap but with no word broken."""
    longest = max((block(word, SMALL).width for word in text.split(" ")), default=0.0)
    return block(text, SMALL, within=max(within, min(longest, 70.0)), lines=3)


def _place(
    label: Block, line: Line, taken: Sequence[Area], others: Sequence[Point]
) -> Point | None:
    free = []
    for rank, (curve, t) in enumerate((c, t) for t in PLACES for c in line.curves):
        at = point_at(curve, t)
        area = _area(label, at)
        if area[0] < 0 or area[2] > WIDTH or any(_overlap(area, each) for each in taken):
            continue
        hidden = sum(area[0] < x < area[2] and area[1] < y < area[3] for x, y in others)
        free.append((hidden, rank, at))
    return min(free)[2] if free else None


def _area(label: Block, at: Point) -> Area:
    across, down = label.width / 2 + 2, label.height / 2 + 1
    return at[0] - across, at[1] - down, at[0] + across, at[1] + down


def _overlap(a: Area, b: Area) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
