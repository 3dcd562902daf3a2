"""Positions, the numbers on them, and reports of an organization."""

from django.urls import URLPattern, URLResolver, path

import assessments.urls.register  # noqa: F401 - it names the converter of external ids
from reports.views import drawers, positions, reports

ONE = "assessments/<uuid:assessment>"
NAMES = "<row:function>/<row:supplier>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ONE}/positions/{NAMES}/", positions.detail, name="position-detail"),
    path(f"{ONE}/numbers/<str:code>/", drawers.drawer, name="measure-drawer"),
    path(f"positions/{NAMES}/newest/", positions.newest, name="position-newest"),
    path("reports/", reports.index, name="report-list"),
    path("reports/new/", reports.create, name="report-create"),
    path("reports/<uuid:report>/", reports.detail, name="report-detail"),
    path("reports/<uuid:report>/progress/", reports.progress, name="report-progress"),
    path("reports/<uuid:report>/file/", reports.download, name="report-download"),
]
