"""Round numbers for an axis of time or money, beginning at zero."""

import math
from collections.abc import Sequence

from assessments.charts.theme import MUTED, SMALL, Spec


def step(largest: float, most: int, steps: Sequence[float]) -> float:
    """Return the smallest of some steps that reaches a value in at most so many.

    Examples
    --------
    >>> step(28, 6, MONTHS), step(12.5, 4, MONEY)
    (6, 5.0)
    """
    fitting = (each for each in steps if largest / each <= most)
    return next(fitting, 10.0 ** math.ceil(math.log10(max(largest, 1e-9) / most)))


MONTHS = (1, 2, 3, 6, 12, 24, 36, 60, 120)
MONEY = tuple(digit * 10.0**power for power in range(-3, 7) for digit in (1, 2, 5))


def axis(
    largest: float, *, most: int = 6, steps: Sequence[float] = MONTHS, suffix: str = ""
) -> Spec:
    """Return ticks from zero to a value, the last with the unit."""
    each = step(largest, most, steps)
    values = [each * i for i in range(math.floor(largest / each + 1e-9) + 1)]
    words = [f"{value:,.10g}" for value in values]
    words[-1] += suffix.removesuffix("s") if values[-1] == 1 else suffix
    return {
        "tickvals": values,
        "ticktext": words,
        "tickfont": {"size": SMALL, "color": MUTED},
        "showticklabels": True,
    }
