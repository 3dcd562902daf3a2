"""The REST API: organizations below, schema and its browser beside them."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from assessments.api.run_operations import measure_codes
from lockin.api_pages import DocsView, NothingHere, SchemaView

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
    path("measure-codes/", measure_codes, name="api-measure-codes"),
    path("organizations/<str:organization>/reports/", include("reports.api.urls")),
    path("organizations/<str:organization>/", include("assessments.api.urls")),
    re_path("", NothingHere.as_view(), name="api-nothing"),
]
