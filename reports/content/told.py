"""A case told for a page: what the report says, and which measures each part was told from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from assessments.casefile.document import CaseDocument
from assessments.scoring.results import Measure, Results
from reports.content import cards, decision, opening, sureness
from reports.content.case_report import CHAPTERS, case_report
from reports.content.parts import CaseReport
from reports.content.reasons import reasons
from reports.content.story import ZERO, Story

Part = TypeVar("Part")

# Of each card of the front: the measure that its large number is.
CARDS = ("time.time_to_switch", "switching.one_off_cost", "switching.holdup_ceiling")


@dataclass(frozen=True)
class _Asked(Story):
    """A story that remembers which measures it was asked for, in their order."""

    measures: dict[tuple[str, str], Measure] = field(default_factory=dict, compare=False)

    def get(self, code: str, subject: str | None = None) -> Measure:
        found = super().get(code, subject)
        if found is not ZERO:
            self.measures.setdefault((found.code, found.subject), found)
        return found


@dataclass(frozen=True)
class Told:
    """The report of a position; the name of each part of it → the measures behind it."""

    report: CaseReport
    measures: dict[str, tuple[Measure, ...]]

    def every(self) -> Iterable[Measure]:
        """Yield each measure that stands behind any part, once."""
        seen = {(m.code, m.subject): m for part in self.measures.values() for m in part}
        return seen.values()


def told(document: CaseDocument, results: Results, function: str, supplier: str) -> Told:
    """Return what the report of a position says, and the measures it says it from."""
    report = case_report(document, results, function, supplier)

    def behind(*parts: Callable[[Story], object]) -> tuple[Measure, ...]:
        story = _Asked(document, results, function, supplier)
        for part in parts:
            part(story)
        return tuple(story.measures.values())

    return Told(
        report,
        {
            "front": behind(opening.finding, opening.lede),
            "cards": behind(cards.cards),
            "decision": behind(decision.decision),
            "reasons": behind(reasons),
            "sureness": behind(sureness.sureness),
            **{
                section.key: behind(chapter)
                for section, chapter in zip(report.sections, CHAPTERS, strict=True)
            },
        },
    )
