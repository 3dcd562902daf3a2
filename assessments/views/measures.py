"""All results of an assessment in one table, filtered by code, subject and state; and as CSV."""

import csv
from collections.abc import Iterator
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from assessments.access import Request, Right, member
from assessments.choices import MeasureState, SubjectKind
from assessments.models import Assessment, Measure
from assessments.queries.assessments import Names, document_of
from assessments.views.assessments import assessment_of

PER_PAGE = 50
COLUMNS = (
    "code", "subject_kind", "subject", "state", "value", "unit", "currency",
    "p5", "p10", "p50", "p80", "p90", "p95", "lower", "upper", "quality", "text", "formula", "rule",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Line:
    """Where a CSV writer writes: each line is handed on at once."""

    def write(self, text: str) -> str:
        """Return what is written."""
        return text


def _filtered(request: Request, assessment: Assessment) -> QuerySet[Measure]:
    rows = Measure.objects.for_organization(assessment.organization_id)
    found = rows.filter(assessment=assessment).order_by("code", "subject_kind", "subject")
    asked = {name: request.GET.get(name, "").strip() for name in ("code", "subject")}
    if asked["code"]:
        found = found.filter(code__icontains=asked["code"])
    if asked["subject"]:
        found = found.filter(subject__icontains=asked["subject"])
    if request.GET.get("kind") in SubjectKind.values:
        found = found.filter(subject_kind=request.GET["kind"])
    if request.GET.get("state") in MeasureState.values:
        found = found.filter(state=request.GET["state"])
    return found


@member(Right.READ)
def index(request: Request, assessment: UUID) -> HttpResponse:
    """List the measures."""
    found = assessment_of(request.actor.organization, assessment)
    page = Paginator(_filtered(request, found), PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "assessment": found,
        "names": Names.of(document_of(found)),
        "page": page,
        "kinds": SubjectKind.choices,
        "states": MeasureState.choices,
        "query": query.urlencode(),
        "asked": request.GET,
    }
    is_swap = request.htmx and not request.htmx.boosted
    template = "assessments/_measures.html" if is_swap else "assessments/measures.html"
    return render(request, template, context)


@member(Right.READ)
def as_csv(request: Request, assessment: UUID) -> StreamingHttpResponse:
    """Return every measure that fits, as CSV."""
    found = assessment_of(request.actor.organization, assessment)
    rows = list(_filtered(request, found).values_list(*COLUMNS))
    response = StreamingHttpResponse(_lines(rows), content_type="text/csv; charset=utf-8")
    name = f"measures-{found.snapshot.as_of}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(rows: list[tuple[object, ...]]) -> Iterator[str]:
    writer = csv.writer(Line())
    yield writer.writerow(COLUMNS)
    for row in rows:
        yield writer.writerow([_harmless(cell) for cell in row])


def _harmless(cell: object) -> object:
    """Return a cell that no spreadsheet runs as a formula."""
    is_formula = isinstance(cell, str) and cell.startswith(FORMULA_STARTS)
    return f"'{cell}" if is_formula else cell
