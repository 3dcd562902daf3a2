"""A page of an organization that asks for no right is an error at start."""

from django.http import HttpResponse
from django.urls import include, path

from assessments.access import Right, member
from lockin.walls import check_guards, unguarded


def test_every_page_of_an_organization_asks_for_a_right():
    assert check_guards() == []


def test_a_page_without_a_right_is_named():
    def bare(request, organization):
        return HttpResponse()

    inner = [path("rows/", bare), path("guarded/", member(Right.READ)(bare))]
    patterns = [path("open/", bare), path("<slug:organization>/", include(inner))]

    assert list(unguarded(patterns)) == ["<slug:organization>/rows/"]
