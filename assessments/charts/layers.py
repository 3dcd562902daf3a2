"""Where the boxes of a chain stand: columns are given, the order within them crosses few lines.

The layered drawing of Sugiyama, Tagawa and Toda (1981): a link that jumps over columns passes
through a waypoint in each, nodes are ordered by the middle of their neighbours, then moved as near
to them as the boxes above and below allow.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

SWEEPS = 8


@dataclass(slots=True)
class Layers:
    """Names of nodes and waypoints by column, top to bottom, and which of them are linked."""

    columns: list[list[str]]
    links: list[tuple[str, str]] = field(default_factory=list)  # from a column to the next
    routes: list[tuple[str, ...]] = field(default_factory=list)  # one per link given, end to end


def layered(column_of: Mapping[str, int], links: Sequence[tuple[str, str]]) -> Layers:
    """Return nodes in columns with waypoints for long links, ordered for few crossings."""
    used = sorted(set(column_of.values()))
    place = {name: used.index(column) for name, column in column_of.items()}
    layers = Layers([[name for name in place if place[name] == i] for i in range(len(used))])
    for number, (source, target) in enumerate(links):
        route = _route(number, source, target, place, layers)
        layers.routes.append(route)
        layers.links += [
            pair for pair in itertools.pairwise(route) if place[source] != place[target]
        ]
    _order(layers)
    return layers


def _route(
    number: int, source: str, target: str, place: Mapping[str, int], layers: Layers
) -> tuple[str, ...]:
    start, end = place[source], place[target]
    step = 1 if end > start else -1
    between = [f"\0{number}.{column}" for column in range(start + step, end, step)]
    if start == end:
        between = []
    for name, column in zip(between, range(start + step, end, step), strict=False):
        layers.columns[column].append(name)
    return (source, *between, target)


def _order(layers: Layers) -> None:
    best, fewest = [list(column) for column in layers.columns], crossings(layers)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        indices = range(1, len(layers.columns))
        for i in indices if forward else reversed(range(len(layers.columns) - 1)):
            _sort_by_neighbours(layers, i, i - 1 if forward else i + 1)
        if (now := crossings(layers)) < fewest:
            best, fewest = [list(column) for column in layers.columns], now
    layers.columns = best


def _sort_by_neighbours(layers: Layers, column: int, other: int) -> None:
    rank = {name: i for i, name in enumerate(layers.columns[other])}
    own = {name: float(i) for i, name in enumerate(layers.columns[column])}
    middle = {}
    for name in own:
        ranks = [rank[each] for each in neighbours(layers, name) if each in rank]
        middle[name] = sum(ranks) / len(ranks) if ranks else own[name]
    layers.columns[column].sort(key=lambda name: (middle[name], own[name]))


def neighbours(layers: Layers, name: str) -> list[str]:
    """Return what a node or waypoint is linked with in the columns beside it."""
    return [b if a == name else a for a, b in layers.links if name in (a, b)]


def crossings(layers: Layers) -> int:
    """Return how many pairs of links cross."""
    rank = {
        name: (c, i) for c, column in enumerate(layers.columns) for i, name in enumerate(column)
    }
    ends = [tuple(sorted((rank[a], rank[b]))) for a, b in layers.links]
    return sum(
        (a[0][1] - b[0][1]) * (a[1][1] - b[1][1]) < 0
        for i, a in enumerate(ends)
        for b in ends[i + 1 :]
        if a[0][0] == b[0][0]
    )


def settled(layers: Layers, heights: Mapping[str, float], gap: float) -> dict[str, float]:
    """Return the middle of each node and waypoint [px from the top], none over another."""
    middles: dict[str, float] = {}
    for column in layers.columns:
        middles |= _apart([0.0] * len(column), column, heights, gap)
    for _ in range(SWEEPS):
        for column in (*layers.columns, *reversed(layers.columns)):
            wanted = []
            for name in column:
                near = [middles[each] for each in neighbours(layers, name)]
                wanted.append(sum(near) / len(near) if near else middles[name])
            middles |= _apart(wanted, column, heights, gap)
    top = min((y - heights[name] / 2 for name, y in middles.items()), default=0.0)
    return {name: y - top for name, y in middles.items()}


def _apart(
    wanted: Sequence[float], column: Sequence[str], heights: Mapping[str, float], gap: float
) -> dict[str, float]:
    """Return the places nearest to those wanted that keep order and distance (least squares)."""
    offsets, offset = [], 0.0
    for i, name in enumerate(column):
        if i:
            offset += (heights[column[i - 1]] + heights[name]) / 2 + gap
        offsets.append(offset)
    pools: list[list[float]] = []  # sum and count of what moves together
    for want, each in zip(wanted, offsets, strict=True):
        pools.append([want - each, 1.0])
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            total, count = pools.pop()
            pools[-1][0] += total
            pools[-1][1] += count
    levels = [total / count for total, count in pools for _ in range(int(count))]
    return {name: level + each for name, level, each in zip(column, levels, offsets, strict=True)}
