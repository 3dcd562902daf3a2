"""Assessments with their positions as people ask for them: the worst first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet

from assessments.casefile import canonical
from assessments.casefile.document import CaseDocument
from assessments.choices import AssessmentState
from assessments.models import Assessment, Measure, Organization
from assessments.queries.titles import titles

NO_SCORE = -1.0
SCORES = {
    "score.risk": "risk",
    "score.confidence": "confidence",
    "score.completeness": "completeness",
}
PORTFOLIO = ("score.portfolio", "score.rated_value_share")


@dataclass(slots=True)
class Position:
    """A position of an assessment: who it is, and the measures of its score."""

    assessment_id: UUID
    function: str
    supplier: str
    function_name: str = ""
    supplier_name: str = ""
    risk: Measure | None = None
    confidence: Measure | None = None
    completeness: Measure | None = None

    @property
    def subject(self) -> str:
        return f"{self.function}/{self.supplier}"

    @property
    def name(self) -> str:
        return f"{self.function_name or self.function} · {self.supplier_name or self.supplier}"

    @property
    def low(self) -> float | None:
        """Where the interval of its score begins: of the draws, else of the unknown answers."""
        return self._interval[0]

    @property
    def high(self) -> float | None:
        """Where it ends."""
        return self._interval[1]

    @property
    def width(self) -> float:
        """How wide the interval is on a bar of 100."""
        low, high = self._interval
        return 0.0 if low is None or high is None else high - low

    @property
    def _interval(self) -> tuple[float | None, float | None]:
        risk = self.risk
        if risk is None:
            return None, None
        if risk.p10 is not None and risk.p90 is not None:
            return risk.p10, risk.p90
        return (None, None) if risk.lower == risk.upper else (risk.lower, risk.upper)

    @property
    def rank(self) -> tuple[float, str]:
        score = self.risk.value if self.risk else None
        return (-(NO_SCORE if score is None else score), self.subject)


@dataclass(frozen=True, slots=True)
class Names:
    """What the parties and functions of a snapshot are called."""

    functions: dict[str, str] = field(default_factory=dict)
    suppliers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, document: CaseDocument) -> "Names":
        return cls(
            {key: item.name or _words(key) for key, item in document.functions.items()},
            {key: item.name or _words(key) for key, item in document.suppliers.items()},
        )

    @classmethod
    def today(cls, organization: Organization, assessments: Sequence[Assessment]) -> "Names":
        """Return what the register calls them now: a list reads no snapshot as a whole."""
        pairs = [pair for assessment in assessments for pair in assessment.positions]
        return cls(
            titles(organization, "functions", (function for function, _ in pairs)),
            titles(organization, "suppliers", (supplier for _, supplier in pairs)),
        )

    def of_subject(self, subject: str) -> str:
        """Return what a measure speaks about: a position, a function, a supplier, or its id."""
        function, is_position, supplier = subject.partition("/")
        if is_position:
            return (
                f"{self.of_subject(function)} · {self.suppliers.get(supplier) or _words(supplier)}"
            )
        return self.functions.get(subject) or self.suppliers.get(subject) or _words(subject)


def _words(external_id: str) -> str:
    return external_id.replace("-", " ").replace(".", " · ")


def listed(organization: Organization) -> QuerySet[Assessment]:
    """Return an organization's assessments, the newest first, with whoever had a hand in them."""
    people = ("created_by", "reviewed_by", "approved_by")
    rows: QuerySet[Assessment] = Assessment.objects.for_organization(organization)
    return rows.select_related("snapshot", "policy", *people).order_by("-created_at", "pk")


def published(organization: Organization) -> QuerySet[Assessment]:
    """Return the assessments that have results."""
    return listed(organization).exclude(state=AssessmentState.COMPUTING)


def document_of(assessment: Assessment) -> CaseDocument:
    """Return what an assessment read: the case as it was frozen."""
    return canonical.from_canonical(assessment.snapshot.document)


def positions_of(
    assessments: Sequence[Assessment], names: Names | None = None
) -> dict[UUID, list[Position]]:
    """Return the positions of each assessment, the worst first; two queries in all."""
    found = {
        (assessment.pk, f"{function}/{supplier}"): Position(assessment.pk, function, supplier)
        for assessment in assessments
        for function, supplier in assessment.positions
    }
    for measure in _scores(assessments):
        position = found.get((measure.assessment_id, measure.subject))
        if position is not None:
            setattr(position, SCORES[measure.code], measure)
    _name(found.values(), names or Names())
    return {
        assessment.pk: sorted(
            (found[key] for key in found if key[0] == assessment.pk), key=lambda p: p.rank
        )
        for assessment in assessments
    }


def portfolio_of(assessment: Assessment) -> dict[str, Measure]:
    """Return the scores of the organization as a whole, by the last part of their code."""
    rows = Measure.objects.for_organization(assessment.organization_id)
    found = rows.filter(assessment=assessment, code__in=PORTFOLIO)
    return {measure.code.rpartition(".")[2]: measure for measure in found}


def _scores(assessments: Sequence[Assessment]) -> Iterable[Measure]:
    if not assessments:
        return []
    rows: QuerySet[Measure] = Measure.objects.for_organization(assessments[0].organization_id)
    return rows.filter(assessment__in=assessments, code__in=SCORES).iterator(chunk_size=1000)


def _name(positions: Iterable[Position], names: Names) -> None:
    for position in positions:
        position.function_name = names.functions.get(position.function, _words(position.function))
        position.supplier_name = names.suppliers.get(position.supplier, _words(position.supplier))
