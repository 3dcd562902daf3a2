"""The page an organization opens with."""

import dataclasses

import pytest
from django.core.cache import cache

from assessments import run
from assessments.actions import rows, samples
from assessments.actions.memberships import set_role
from assessments.author import Author
from assessments.choices import Role
from assessments.models import User
from reports.content.front import front

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(ours, now):
    return Author(organization=ours, by=None, now=now)


@pytest.fixture
def signed_in(ours, now, client):
    def sign_in(role):
        cache.clear()
        user = User.objects.create_user(f"{role.lower()}@example.com", "a long password")
        set_role(organization=ours, user=user, role=Role(role), by=None, now=now)
        client.force_login(user)
        return client

    return sign_in


def test_an_empty_organization_is_told_what_to_do_first(signed_in):
    response = signed_in("EDITOR").get("/apple/")

    assert "Nothing is in the register yet" in response.text
    assert "Load this sample" in response.text


def test_a_viewer_is_offered_nothing_that_a_viewer_may_not_do(signed_in):
    client = signed_in("VIEWER")

    assert "Load this sample" not in client.get("/apple/").text
    assert client.post("/apple/sample/load/").status_code == 403


def test_one_click_loads_the_sample_and_one_removes_it(ours, signed_in):
    client = signed_in("EDITOR")

    client.post("/apple/sample/load/", {"sample": "apple-samsung-displays"})
    loaded = client.get("/apple/")
    client.post("/apple/sample/remove/")

    assert "has not been assessed yet" in loaded.text
    assert "Remove the sample" in loaded.text
    assert samples.is_empty(ours)


def test_a_sample_that_cannot_go_says_why(author, signed_in):
    samples.load(author=author, name="apple-samsung-displays")
    rows.delete(author=author, noun="suppliers", external_id="lgd")

    response = signed_in("EDITOR").post("/apple/sample/remove/", follow=True)

    assert "your work now" in response.text


def test_the_page_opens_with_the_sentence_of_the_report(ours, author, now, signed_in):
    samples.load(author=author, name="apple-samsung-displays")
    run.assess(ours, by=None, now=now)

    response = signed_in("VIEWER").get("/apple/")

    shown = response.context["front"]
    assert response.context["worst"].subject == "iphone/sdc"
    assert shown.finding.startswith("Apple could afford to leave Samsung Display, but not in time")
    assert "but not in time" in response.text
    assert response.context["positions"][0].position.supplier == "sdc"


def test_a_second_look_computes_nothing(ours, author, now, signed_in, monkeypatch):
    samples.load(author=author, name="apple-samsung-displays")
    run.assess(ours, by=None, now=now)
    client = signed_in("VIEWER")
    client.get("/apple/")
    monkeypatch.setattr("reports.views.dashboard.front", None)

    assert client.get("/apple/").status_code == 200


def test_a_change_since_the_assessment_is_counted(ours, author, now, signed_in):
    samples.load(author=author, name="apple-samsung-displays")
    run.assess(ours, by=None, now=now.replace(hour=1))
    supplier = rows.rows.get(ours, "suppliers", "sdc").value
    renamed = dataclasses.replace(supplier, name="Samsung Display Co.")
    rows.update(author=author, noun="suppliers", external_id="sdc", value=renamed)

    response = signed_in("VIEWER").get("/apple/")

    assert "1 change since the newest assessment" in response.text
    assert "Changed supplier" in response.text


def test_a_second_assessment_is_compared_with_the_first(ours, author, now, signed_in):
    samples.load(author=author, name="apple-samsung-displays")
    run.assess(ours, by=None, now=now)
    rows.delete(author=author, noun="suppliers", external_id="boe")
    run.assess(ours, by=None, now=now.replace(hour=13))

    response = signed_in("VIEWER").get("/apple/")

    assert [position.supplier for position in response.context["gone"]] == ["boe"]
    assert all(ranked.moved is not None for ranked in response.context["positions"][:1])
    assert not [ranked for ranked in response.context["positions"] if ranked.is_new]


def test_nothing_of_others_is_shown(theirs, now, signed_in):
    other = Author(organization=theirs, by=None, now=now)
    samples.load(author=other, name="apple-samsung-displays")

    client = signed_in("ADMIN")

    assert "Samsung Display" not in client.get("/apple/").text
    assert client.get("/samsung/").status_code == 404


def test_the_front_is_that_of_the_whole_report(apple):
    content = apple.content()

    found = front(apple.document, apple.results, "iphone", "sdc")

    assert (found.finding, found.lede) == (content.finding, content.lede)
    assert found.cards == tuple(content.cards)
