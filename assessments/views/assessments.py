"""Assessments: list, one with its positions and fingerprints, and somebody's word for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from assessments.access import Request, Right, member, need
from assessments.actions import reviews
from assessments.choices import AssessmentState, JobKind
from assessments.forms.assessments import Filters
from assessments.models import Assessment, Organization
from assessments.queries import assessments as queries
from assessments.queries import jobs

PER_PAGE = 25
OPEN = (AssessmentState.DRAFT, AssessmentState.SENT_BACK)
# What may be said of an assessment: the action, the right it takes, what the page says then.
REVIEWS: dict[str, tuple[Any, Right, str]] = {
    "submit": (reviews.submit, Right.WRITE, "Submitted for approval."),
    "approve": (reviews.approve, Right.APPROVE, "Approved."),
    "send-back": (reviews.send_back, Right.APPROVE, "Sent back with your note."),
}


def assessment_of(organization: Organization, key: UUID) -> Assessment:
    """Return an assessment that has results, of this organization, or 404."""
    return get_object_or_404(queries.published(organization), pk=key)


@member(Right.READ)
def index(request: Request) -> HttpResponse:
    """List the assessments, the newest first."""
    organization = request.actor.organization
    filters = Filters(request.GET)
    page = Paginator(filters.narrow(queries.published(organization)), PER_PAGE).get_page(
        request.GET.get("page")
    )
    found = list(page.object_list)
    positions = queries.positions_of(found, queries.Names.today(organization, found))
    context = {
        "page": page,
        "filters": filters,
        "is_filtered": any(request.GET.get(name) for name in filters.fields),
        "found": [(assessment, positions[assessment.pk]) for assessment in found],
        "jobs": jobs.open_jobs(organization, JobKind.ASSESS),
        "query": _without_page(request),
    }
    return render(request, "assessments/list.html", context)


def _without_page(request: Request) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


@member(Right.READ)
def detail(request: Request, assessment: UUID) -> HttpResponse:
    """Show an assessment: state, fingerprints, warnings, positions."""
    organization = request.actor.organization
    found = assessment_of(organization, assessment)
    document = queries.document_of(found)
    names = queries.Names.of(document)
    context = {
        "assessment": found,
        "positions": queries.positions_of([found], names)[found.pk],
        "portfolio": queries.portfolio_of(found),
        "others": queries.published(organization).exclude(pk=found.pk)[:50],
        "submitted_by": reviews.submitted_by(found),
        "is_open": found.state in OPEN,
        "is_submitted": found.state == AssessmentState.SUBMITTED,
        "note": request.GET.get("note", ""),
    }
    return render(request, "assessments/detail.html", context)


@require_POST
@member(Right.READ, write=Right.WRITE)
def review(request: Request, assessment: UUID, verb: str) -> HttpResponse:
    """Submit, approve or send back."""
    actor = request.actor
    if verb not in REVIEWS:
        raise Http404
    action, right, said = REVIEWS[verb]
    need(actor, right)
    found = assessment_of(actor.organization, assessment)
    note = request.POST.get("note", "")
    address = reverse("assessment-detail", args=[actor.organization.slug, found.pk])
    try:
        action(author=actor.author(), assessment=found, note=note)
    except (reviews.NotInState, ValidationError) as error:
        messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(f"{address}#review")
