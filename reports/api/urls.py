"""Operations on reports, with what the OpenAPI document says of them."""

from django.urls import URLPattern, path
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema_view

from assessments.api.described import JSON, answer, described, reference
from assessments.api.run_operations import fetching, key, listing
from reports.api import reports

ONE = "<uuid:report>"

_list = extend_schema_view(
    get=listing(reports.ReportList, "reports_list", "reports", "Report"),
    post=described(
        "reports_create",
        "Ask for the report of a position",
        tag="reports",
        description="A worker makes the PDF of one position of an assessment. It says draft until "
        "the assessment is approved; asked for again after that, it is made without the word.",
        answers={
            202: answer("Report", "It waits or is being made; follow its job, or Location."),
            200: answer("Report", "It is made."),
        },
        body={JSON: reference("ReportNew")},
    ),
)(reports.ReportList).as_view()
_detail = extend_schema_view(
    get=fetching("reports_retrieve", "Fetch a report", "reports", "Report", key("report"))
)(reports.ReportDetail).as_view()
_file = extend_schema_view(
    get=described(
        "reports_file",
        "Download the PDF of a report",
        tag="reports",
        answers={
            (200, "application/pdf"): OpenApiResponse(
                OpenApiTypes.BINARY, description="The file, checked against its SHA-256."
            )
        },
        problems=(400, 409),
        parameters=[key("report")],
    )
)(reports.ReportFile).as_view()

urlpatterns: list[URLPattern] = [
    path("", _list, name="api-reports"),
    path(ONE, _detail, name="api-reports-detail"),
    path(f"{ONE}/file", _file, name="api-reports-file"),
]
