"""The page an organization opens with: the finding, the days to act, what changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessments.access import Right, member


@member(Right.READ)
def dashboard(request: HttpRequest) -> HttpResponse:
    """Show where an organization stands."""
    return render(request, "dashboard/dashboard.html", {})
