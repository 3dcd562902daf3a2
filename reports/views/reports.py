"""Reports: which there are, how far one is, and its file."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.access import Request, Right, member
from assessments.models import Organization
from assessments.queries import jobs
from assessments.queries.assessments import Names, document_of, positions_of, published
from assessments.views.assessments import assessment_of
from reports import actions, store
from reports.models import Report
from reports.views.filters import Filters
from reports.views.standing import Standing, standing_of, standings

PER_PAGE = 25


def report_of(organization: Organization, key: UUID) -> Report:
    """Return a report of this organization, or 404."""
    return get_object_or_404(listed(organization), pk=key)


def listed(organization: Organization) -> Any:
    """Return an organization's reports, those of the newest assessments first."""
    rows = Report.objects.for_organization(organization)
    people = ("job__requested_by", "assessment__approved_by")
    return rows.select_related("organization", "assessment__snapshot", *people).order_by(
        "-assessment__created_at", "position", "pk"
    )


@member(Right.READ)
def index(request: Request) -> HttpResponse:
    """List the reports."""
    organization = request.actor.organization
    filters = Filters(request.GET)
    page = Paginator(filters.narrow(listed(organization)), PER_PAGE).get_page(
        request.GET.get("page")
    )
    newest = published(organization).first()
    names = Names.of(document_of(newest)) if newest else Names()
    found = standings(organization, page.object_list, names)
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "page": page,
        "filters": filters,
        "is_filtered": any(request.GET.get(name) for name in filters.fields),
        "found": found,
        "is_under_way": any(item.is_under_way for item in found),
        "newest": newest,
        "choices": positions_of([newest], names)[newest.pk] if newest else [],
        "query": query.urlencode(),
    }
    is_swap = request.htmx and not request.htmx.boosted
    template = "reports/_list.html" if is_swap else "reports/list.html"
    return render(request, template, context)


@require_POST
@member(Right.READ, write=Right.WRITE)
def create(request: Request) -> HttpResponse:
    """Ask for the report of a position of an assessment."""
    actor = request.actor
    try:
        key = UUID(request.POST.get("assessment", ""))
    except ValueError:
        messages.error(request, "Choose the position whose report you want.")
        return redirect("report-list", organization=actor.organization.slug)
    assessment = assessment_of(actor.organization, key)
    try:
        report = actions.request(
            author=actor.author(),
            assessment=assessment,
            position=request.POST.get("position", ""),
        )
    except actions.NoSuchPosition as error:
        messages.error(request, str(error))
        return redirect("report-list", organization=actor.organization.slug)
    return HttpResponseRedirect(_address("report-detail", report))


@never_cache
@member(Right.READ)
def detail(request: Request, report: UUID) -> HttpResponse:
    """Show a report: how far it is, what it says of itself, and its file."""
    found = report_of(request.actor.organization, report)
    return render(request, "reports/detail.html", _context(found))


@never_cache
@member(Right.READ)
def progress(request: Request, report: UUID) -> HttpResponse:
    """Return how far a report is; once it is made, the page that asked loads itself again."""
    found = report_of(request.actor.organization, report)
    context = _context(found)
    response = render(request, "reports/_progress.html", context)
    if not context["item"].is_under_way:
        response["HX-Refresh"] = "true"
    return response


def _context(report: Report) -> dict[str, Any]:
    names = Names.of(document_of(report.assessment))
    function, _, supplier = report.position.partition("/")
    item = standings(report.organization, [report], names)[0]
    return {
        "item": item,
        "report": report,
        "job": report.job,
        "function": function,
        "supplier": supplier,
        "again": not actions.is_standing(report),
        "stages": jobs.stages_of(report.job) if report.job else [],
        "size": _size(item),
    }


def _size(standing: Standing) -> int | None:
    path = store.path_of(standing.report)
    return path.stat().st_size if standing.is_made and path.is_file() else None


@member(Right.READ)
def download(request: Request, report: UUID) -> HttpResponse:
    """Send the file, if it is byte for byte the one that was made."""
    found = report_of(request.actor.organization, report)
    standing = standing_of(found)
    if not standing.is_made:
        messages.info(request, "This report is not made yet.")
        return HttpResponseRedirect(_address("report-detail", found))
    try:
        data = store.read(found)
    except store.FileBroken as error:
        messages.error(request, f"{error} Restore it from a backup, or ask for the report again.")
        return HttpResponseRedirect(_address("report-detail", found))
    how = "inline" if request.GET.get("show") else "attachment"
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'{how}; filename="{standing.file_name}"'
    response["ETag"] = f'"{found.sha256}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _address(route: str, report: Report) -> str:
    return reverse(route, args=[report.organization.slug, report.pk])
