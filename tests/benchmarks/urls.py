"""The addresses of Lockin, and a page that shows a table and does nothing else."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path

from assessments.access import Request, Right, member
from assessments.models import Supplier
from lockin.urls import urlpatterns as ours

COLUMNS = ("external_id", "name", "country", "parent__name", "legal_name", "is_internal", "lei")
N_ROWS = 50


@member(Right.READ)
def bare(request: Request) -> HttpResponseBase:
    """Show suppliers as one query gives them, in the frame of every page."""
    rows = Supplier.objects.order_by("external_id").values(*COLUMNS)[:N_ROWS]
    return render(request, "bare.html", {"rows": rows})


urlpatterns = [path("<slug:organization>/bare/", bare), *ours]
