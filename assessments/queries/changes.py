"""What two assessments say differently, and what was said differently to them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.figures import walk_figures
from assessments.casefile.shapes import FigureShape
from assessments.casefile.walk import leaves
from assessments.models import Assessment, Measure
from assessments.queries.figures import Place, place_of

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """One measure before and after; a difference only where both are numbers."""

    code: str
    subject_kind: str
    subject: str
    before: Measure | None
    after: Measure | None

    @property
    def shown(self) -> Measure:
        """Return whichever there is, for unit and kind."""
        measure = self.after or self.before
        assert measure is not None
        return measure

    @property
    def difference(self) -> float | None:
        old, new = _value(self.before), _value(self.after)
        return None if old is None or new is None else new - old

    @property
    def relative(self) -> float | None:
        old, difference = _value(self.before), self.difference
        return difference / abs(old) if difference is not None and old else None

    @property
    def effect(self) -> float:
        """Return how much it moved for its size; what came or went moved more than any number."""
        if self.difference is None:
            return math.inf
        return abs(self.relative) if self.relative is not None else abs(self.difference)


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One figure of the input before and after; UNKNOWN where it was not there."""

    address: str
    place: Place
    before: Figure
    after: Figure


@dataclass(frozen=True, slots=True)
class TextChange:
    """Anything else of the input that reads differently."""

    path: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two assessments side by side."""

    measures: tuple[MeasureChange, ...]
    figures: tuple[FigureChange, ...]
    texts: tuple[TextChange, ...]


def compare(
    earlier: Assessment, later: Assessment, before: CaseDocument, after: CaseDocument
) -> Comparison:
    """Return what changed from one assessment to another, in results and in input."""
    return Comparison(
        tuple(measure_changes(earlier, later)),
        tuple(figure_changes(before, after)),
        tuple(text_changes(before, after)),
    )


def measure_changes(earlier: Assessment, later: Assessment) -> Iterator[MeasureChange]:
    """Yield the measures whose value or state differs, those that moved most first."""
    old, new = _measures(earlier), _measures(later)
    found = [
        MeasureChange(*key, old.get(key), new.get(key)) for key in sorted(old.keys() | new.keys())
    ]
    changed = [change for change in found if _said(change.before) != _said(change.after)]
    yield from sorted(changed, key=lambda change: change.effect, reverse=True)


def score_changes(earlier: Assessment, later: Assessment) -> list[MeasureChange]:
    """Return the score of every position of either, changed or not, the largest move first."""
    old, new = _measures(earlier, code="score.risk"), _measures(later, code="score.risk")
    found = [MeasureChange(*key, old.get(key), new.get(key)) for key in old.keys() | new.keys()]
    return sorted(found, key=lambda change: (-abs(change.difference or 0.0), change.subject))


def _measures(assessment: Assessment, **where: Any) -> dict[Key, Measure]:
    rows = Measure.objects.for_organization(assessment.organization_id)
    return {
        (row.code, row.subject_kind, row.subject): row
        for row in rows.filter(assessment=assessment, **where)
    }


def _said(measure: Measure | None) -> tuple[Any, ...] | None:
    return None if measure is None else (measure.state, measure.value, measure.text)


def _value(measure: Measure | None) -> float | None:
    return None if measure is None else measure.value


def figure_changes(before: CaseDocument, after: CaseDocument) -> Iterator[FigureChange]:
    """Yield the figures that two documents hold differently, evidence included."""
    old, new = dict(walk_figures(before)), dict(walk_figures(after))
    for address in {**old, **new}:
        first, second = old.get(address, UNKNOWN), new.get(address, UNKNOWN)
        if first != second:
            yield FigureChange(address, place_of(address), first, second)


def text_changes(before: CaseDocument, after: CaseDocument) -> Iterator[TextChange]:
    """Yield everything else that two documents say differently: names, dates, relations."""
    old, new = dict(_texts(before)), dict(_texts(after))
    for path in {**old, **new}:
        first, second = old.get(path, ""), new.get(path, "")
        if first != second:
            yield TextChange(path, first, second)


def _texts(document: CaseDocument) -> Iterator[tuple[str, str]]:
    for leaf in leaves(document):
        if not isinstance(leaf.shape, FigureShape) and not leaf.is_key:
            yield leaf.path, "" if leaf.value in (None, "", ()) else str(leaf.value)
