"""Reports over REST: asked for, followed, fetched."""

from typing import Any
from uuid import UUID

import django_filters
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django_filters import FilterSet
from rest_framework import status
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from assessments.access import Right
from assessments.api.bodies import body_of
from assessments.api.fields import Fields
from assessments.api.paging import Paging
from assessments.api.problems import Problem, invalid
from assessments.api.runs import ListView
from assessments.api.view import OrganizationView
from assessments.api.words import key_filter, word, word_filter
from assessments.casefile.problems import Finding
from assessments.choices import ReportState
from assessments.queries.assessments import listed
from reports import actions, store
from reports.models import Report
from reports.views.reports import listed as reports_of
from reports.views.standing import standing_of


class ReportFilters(FilterSet):
    """Which reports are listed."""

    assessment = key_filter("assessment_id", "Of this assessment.")
    position = django_filters.CharFilter("position", label="Of exactly this function/supplier.")
    state = word_filter("state", ReportState)


class ReportList(ListView):
    """All reports, and new ones."""

    write_right = Right.WRITE
    filters = ReportFilters
    paging = Paging({"position": ("position", "id")})

    def get(self, request: Request) -> Response:
        """Return a page of reports."""
        return self.listing(request, reports_of(self.actor.organization), report_json)

    def post(self, request: Request) -> Response:
        """Ask for the report of a position; the same report is made once."""
        fields = Fields(body_of(request))
        key = fields.key("assessment")
        position = fields.text("position", is_required=True)
        fields.done()
        rows = listed(self.actor.organization)
        assessment = rows.filter(pk=key).first() if key else None
        if assessment is None:
            raise invalid([Finding("assessment", "is no assessment of this organization")])
        try:
            report = actions.request(
                author=self.actor.author(), assessment=assessment, position=position
            )
        except actions.NoSuchPosition as error:
            raise invalid([Finding("position", str(error))]) from error
        found = reports_of(self.actor.organization).get(pk=report.pk)
        is_made = standing_of(found).is_made and not standing_of(found).is_under_way
        code = status.HTTP_200_OK if is_made else status.HTTP_202_ACCEPTED
        return Response(report_json(found), code, headers={"Location": address_of(found)})


class ReportDetail(OrganizationView):
    """One report."""

    right = Right.READ

    def get(self, request: Request, report: UUID) -> Response:
        """Return a report."""
        found = get_object_or_404(reports_of(self.actor.organization), pk=report)
        return Response(report_json(found))


class PdfRenderer(BaseRenderer):
    """Lets whoever accepts a PDF have one; the view hands out the bytes itself."""

    media_type, format, charset, render_style = "application/pdf", "pdf", None, "binary"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> bytes:
        """Return bytes as they are."""
        return bytes(data)


class ReportFile(OrganizationView):
    """The file of a report."""

    right = Right.READ
    renderer_classes = (PdfRenderer, JSONRenderer)

    def get(self, request: Request, report: UUID) -> HttpResponse:
        """Return the PDF, byte for byte as it was made."""
        found = get_object_or_404(reports_of(self.actor.organization), pk=report)
        standing = standing_of(found)
        if not standing.is_made:
            detail = "This report is not made yet; follow its job until it is done."
            raise Problem(409, detail, code="not-as-things-stand")
        try:
            data = store.read(found)
        except store.FileBroken as error:
            raise Problem(
                409, f"{error} Ask for the report again.", code="not-as-things-stand"
            ) from error
        headers = {
            "Content-Disposition": f'attachment; filename="{standing.file_name}"',
            "ETag": f'"{found.sha256}"',
        }
        return HttpResponse(data, content_type=PdfRenderer.media_type, headers=headers)


def address_of(report: Report, route: str = "api-reports-detail") -> str:
    """Return where a report is fetched."""
    return reverse(route, args=[report.organization.slug, report.pk])


def report_json(report: Report) -> dict[str, Any]:
    """Return a report as the API tells it."""
    standing = standing_of(report)
    return {
        "id": str(report.pk),
        "assessment": str(report.assessment_id),
        "position": report.position,
        "state": word(report.state),
        "is_draft": standing.is_draft,
        "pages": report.pages,
        "sha256": report.sha256,
        "file": address_of(report, "api-reports-file") if standing.is_made else None,
        "job": str(report.job_id) if report.job_id else None,
    }
