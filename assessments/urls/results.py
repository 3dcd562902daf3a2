"""Dashboard, assessments, positions, supply graph, calendar."""

from django.urls import URLPattern, URLResolver, path

from assessments.views import assessments, calendar, comparisons, graph, jobs, measures, starts

ONE = "assessments/<uuid:assessment>"
JOB = "jobs/<uuid:job>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("assessments/", assessments.index, name="assessment-list"),
    path("assessments/start/", starts.start, name="assessment-start"),
    path(f"{ONE}/", assessments.detail, name="assessment-detail"),
    path(f"{ONE}/review/<slug:verb>/", assessments.review, name="assessment-review"),
    path(f"{ONE}/compare/", comparisons.compare, name="assessment-compare"),
    path(f"{ONE}/measures/", measures.index, name="measure-list"),
    path(f"{ONE}/measures.csv", measures.as_csv, name="measure-csv"),
    path(f"{JOB}/", jobs.detail, name="job-detail"),
    path(f"{JOB}/progress/", jobs.progress, name="job-progress"),
    path(f"{JOB}/cancel/", jobs.cancel, name="job-cancel"),
    path(f"{JOB}/retry/", jobs.retry, name="job-retry"),
    path("graph/", graph.graph, name="graph"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<str:token>.ics", calendar.feed, name="calendar-feed"),
]
