"""Which address leads to which page."""

from django.urls import URLPattern, URLResolver, include, path

from reports.views.dashboard import dashboard

# What stands before the organizations: no organization may take one of these names.
urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("assessments.urls.accounts")),
    path("api/v1/", include("lockin.api_urls")),
    path("", include("assessments.urls")),
    path("<slug:organization>/", dashboard, name="dashboard"),
    path("<slug:organization>/", include("reports.urls")),
]
