"""Which address leads to which page; one module per part of the product."""

from django.urls import include, path

urlpatterns = [
    path("", include("assessments.urls.people")),
    path("<slug:organization>/", include("assessments.urls.settings")),
    path("<slug:organization>/", include("assessments.urls.results")),
    path("<slug:organization>/", include("assessments.urls.register")),
]
