"""What somebody sees who follows an old link, may not, or meets a failure of ours."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.memberships import set_role
from assessments.choices import Role
from assessments.models import Organization, User

pytestmark = pytest.mark.django_db

TOKEN = re.compile(r"[A-Za-z0-9]{64}")  # against forged requests; new in every answer


@pytest.fixture
def viewer(now, client):
    """Return the browser of a viewer of Apple."""
    apple = Organization.objects.create(slug="apple", name="Apple", currency="USD")
    user = User.objects.create_user("kim@example.com", name="Kim")
    set_role(organization=apple, user=user, role=Role.VIEWER, by=None, now=now)
    client.force_login(user)
    return client


@pytest.mark.parametrize("debug", [True, False], ids=["at home", "in a company"])
def test_a_row_that_is_gone_leads_back_to_the_overview(viewer, settings, debug):
    settings.DEBUG = debug

    answer = viewer.get("/apple/suppliers/gone/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "There is nothing here" in page
    assert 'href="/apple/"' in page


@pytest.mark.parametrize("debug", [True, False], ids=["at home", "in a company"])
def test_an_address_that_no_route_has_shows_no_routes(viewer, settings, debug):
    settings.DEBUG = debug

    answer = viewer.get("/apple/suppliers/sdc/nowhere/at-all/")

    page = answer.content.decode()
    assert answer.status_code == 404
    assert "There is nothing here" in page
    assert "URLconf" not in page


def test_a_stranger_is_told_the_same_as_where_there_is_nothing(viewer):
    Organization.objects.create(slug="samsung", name="Samsung", currency="USD")

    theirs, nothing = (viewer.get(f"/{slug}/suppliers/") for slug in ("samsung", "nobody"))

    assert theirs.status_code == nothing.status_code == 404
    pages = [TOKEN.sub("", answer.content.decode()) for answer in (theirs, nothing)]
    assert pages[0] == pages[1]
    assert "samsung" not in pages[0].lower()


def test_a_role_that_does_not_reach_is_told_who_can_change_that(viewer):
    answer = viewer.get(reverse("members", kwargs={"organization": "apple"}))

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Your role, Viewer, may not administer here." in page
    assert "An admin of Apple can give you another role" in page


def test_a_form_whose_token_is_over_says_what_to_do(now):
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})

    assert answer.status_code == 403
    assert "Nothing was changed" in answer.content.decode()


def test_a_failure_of_ours_tells_nothing_of_its_cause(viewer, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the password is 4711")

    monkeypatch.setattr("assessments.queries.register.search", fail)
    viewer.raise_request_exception = False

    answer = viewer.get("/apple/search/?q=a")

    assert answer.status_code == 500
    assert "We failed" in answer.content.decode()
    assert "4711" not in answer.content.decode()


def test_a_page_is_kept_by_no_cache_on_the_way(viewer):
    assert viewer.get("/apple/suppliers/")["Cache-Control"] == "private, no-cache"
