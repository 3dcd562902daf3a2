"""The lines of a chain: curves that leave and reach boxes level, their heads, their samples."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]  # a cubic Bézier: start, two handles, end

HEAD_LENGTH, HEAD_HALF = 6.5, 3.2


@dataclass(frozen=True, slots=True)
class Line:
    """A line from box to box; heading is +1 if it arrives going right, -1 going left."""

    curves: tuple[Curve, ...]
    heading: int


def flowing(points: Sequence[Point]) -> Line:
    """Return a line through points, level at each."""
    curves = tuple(
        (start, ((start[0] + end[0]) / 2, start[1]), ((start[0] + end[0]) / 2, end[1]), end)
        for start, end in pairwise(points)
    )
    return Line(curves, 1 if points[-1][0] > points[-2][0] else -1)


def bowed(start: Point, end: Point, bulge: float) -> Line:
    """Return a line between two boxes of one column, out to a side and back."""
    out = bulge * 4 / 3
    handles = (start[0] + out, start[1]), (end[0] + out, end[1])
    return Line(((start, *handles, end),), -1 if bulge > 0 else 1)


def point_at(curve: Curve, t: float) -> Point:
    """Return the point at a part of a curve, 0 its start and 1 its end."""
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, curve, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, curve, strict=True)),
    )


def samples(line: Line, n: int = 24) -> list[Point]:
    """Return points along a line, close enough to tell what it runs through."""
    return [point_at(curve, i / n) for curve in line.curves for i in range(n + 1)]


def path(line: Line) -> str:
    """Return the line as an SVG path, ending inside its head."""
    x, y = line.curves[0][0]
    parts = [f"M{x:.1f},{y:.1f}"]
    for curve in line.curves:
        end = curve[3]
        if curve is line.curves[-1]:
            end = (end[0] - line.heading * HEAD_LENGTH * 0.8, end[1])
        parts.append("C" + " ".join(f"{px:.1f},{py:.1f}" for px, py in (curve[1], curve[2], end)))
    return " ".join(parts)


def head(line: Line) -> str:
    """Return the arrowhead as an SVG path."""
    x, y = line.curves[-1][3]
    back = x - line.heading * HEAD_LENGTH
    return f"M{x:.1f},{y:.1f} L{back:.1f},{y - HEAD_HALF:.1f} L{back:.1f},{y + HEAD_HALF:.1f} Z"
