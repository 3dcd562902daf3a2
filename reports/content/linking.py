"""Printed text cut into pieces, so that a page can lead from each number to what it is made of.

A number is known by how it is printed. Where two measures are printed alike, the better fit wins;
if none is better, neither is linked: a wrong formula is worse than none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assessments import wording
from assessments.scoring.results import Measure, SubjectKind

SHORTEST = 2  # a lone digit could be anything
QUANTILES = ("p5", "p10", "p50", "p80", "p90", "p95", "lower", "upper")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, and the measure that it prints; None: plain words."""

    text: str
    measure: Measure | None = None


class Numbers:
    """The printed forms of some measures, to be found in sentences and cells."""

    def __init__(self, measures: Iterable[Measure]) -> None:
        found: dict[str, dict[tuple[str, str], tuple[int, Measure]]] = {}
        for measure in measures:
            for rank, text in printed(measure):
                same = found.setdefault(text, {})
                same.setdefault((measure.code, measure.subject), (rank, measure))
        self.by_text = {text: one for text, same in found.items() if (one := _best(same.values()))}
        longest = sorted(self.by_text, key=len, reverse=True)
        forms = "|".join(re.escape(text) for text in longest)
        self.pattern = (
            re.compile(rf"(?<![\w.,$€£¥−-])(?:{forms})(?![\w%]|[.,]\d)") if forms else None
        )

    def pieces(self, text: str) -> tuple[Piece, ...]:
        """Return text cut at its numbers; joined again it is the same text."""
        return tuple(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[Piece]:
        end = 0
        for match in self.pattern.finditer(text) if self.pattern else ():
            if match.start() > end:
                yield Piece(text[end : match.start()])
            yield Piece(match[0], self.by_text[match[0]])
            end = match.end()
        if end < len(text):
            yield Piece(text[end:])


def _best(same: Iterable[tuple[int, Measure]]) -> Measure | None:
    ranked = sorted(same, key=lambda item: item[0])
    is_clear = len(ranked) == 1 or ranked[0][0] < ranked[1][0]
    return ranked[0][1] if is_clear else None


def printed(measure: Measure) -> Iterator[tuple[int, str]]:
    """Yield how a report may print a measure, with how well that fits, 0 best.

    A value comes before the end of a range, the position's own measure before another's.
    """
    is_other = measure.subject_kind is not SubjectKind.POSITION
    numbers = [(0, measure.value), *((2, getattr(measure, name)) for name in QUANTILES)]
    for rank, value in numbers:
        if value:
            for text in _forms(value, measure):
                if len(text) >= SHORTEST:
                    yield rank + is_other, text


def _forms(value: float, measure: Measure) -> Iterator[str]:
    unit = measure.unit
    if unit.startswith("money"):
        yield wording.money(value, measure.currency)
        yield wording.money(abs(value), measure.currency)
    elif unit == "share":
        yield wording.percent(value)
        yield wording.percent(value, signed=True)
        yield wording.percent(round(value, 2))
    elif unit == "months":
        yield wording.months(value)
    elif unit == "points":
        yield f"{value:.0f} point{'' if round(value) == 1 else 's'}"
    else:
        yield wording.times(value)
        yield from (text for digits in (2, 3) if "." in (text := wording.number(value, digits)))
