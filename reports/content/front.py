"""The front of a case by itself: the finding, who the supplier is, and the three numbers."""

from dataclasses import dataclass

from assessments.casefile.document import CaseDocument
from assessments.scoring.results import Results
from reports.content import cards, opening
from reports.content.parts import Card
from reports.content.story import Story


@dataclass(frozen=True)
class Front:
    """What an overview shows of a case."""

    finding: str
    lede: str
    cards: tuple[Card, ...]


def front(document: CaseDocument, results: Results, function: str, supplier: str) -> Front:
    """Return the sentence and the numbers that page 1 of a position's report opens with."""
    story = Story(document, results, function, supplier)
    return Front(opening.finding(story), opening.lede(story), tuple(cards.cards(story)))
