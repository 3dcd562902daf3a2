"""Dashboard, assessments, positions, supply graph, calendar."""

from django.urls import URLPattern, URLResolver, path

from assessments.views import assessments, calendar, comparisons, graph, measures

ONE = "assessments/<uuid:assessment>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/", assessments.index, name="assessment-list"),
    path(f"{ONE}/", assessments.detail, name="assessment-detail"),
    path(f"{ONE}/review/<slug:verb>/", assessments.review, name="assessment-review"),
    path(f"{ONE}/compare/", comparisons.compare, name="assessment-compare"),
    path(f"{ONE}/measures/", measures.index, name="measure-list"),
    path(f"{ONE}/measures.csv", measures.as_csv, name="measure-csv"),
    path("graph/", graph.graph, name="graph"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar-feed"),
]
