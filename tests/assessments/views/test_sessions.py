"""How long a sign-in holds: a new password, a lost membership, a closed account end it at once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.actions import keys
from assessments.actions.memberships import remove_member, set_role
from assessments.author import Author
from assessments.choices import Role
from assessments.models import User

pytestmark = pytest.mark.django_db

OLD, NEW = "four words are enough", "other words are better"
SUPPLIERS = "/apple/suppliers/"
LOGIN = "/accounts/login/"


@pytest.fixture
def kim(ours, now):
    """Return an admin beside another admin."""
    for name in ("kim", "lee"):
        user = User.objects.create_user(f"{name}@example.com", OLD, name=name.title())
        set_role(organization=ours, user=user, role=Role.ADMIN, by=None, now=now)
    return User.objects.get(email="kim@example.com")


def signed_in(password=OLD, email="kim@example.com"):
    """Return a browser of its own that has signed in by the form."""
    browser = Client()
    browser.post(LOGIN, {"login": email, "password": password})
    return browser


def is_in(browser):
    """Return whether a browser is let in."""
    return browser.get(SUPPLIERS).status_code == 200


def change_password(browser, **said):
    form = {"oldpassword": OLD, "password1": NEW, "password2": NEW, **said}
    return browser.post(reverse("account_change_password"), form, follow=True)


def test_signing_in_gives_a_session_that_nobody_knew_before(kim):
    browser = Client()
    browser.get(LOGIN)
    session = browser.session
    session["planted"] = True
    session.save()
    browser.cookies["sessionid"] = session.session_key

    browser.post(LOGIN, {"login": "kim@example.com", "password": OLD})

    assert is_in(browser)
    assert browser.cookies["sessionid"].value != session.session_key


def test_signing_out_ends_the_session_on_the_server(kim):
    browser, thief = signed_in(), Client()
    thief.cookies["sessionid"] = browser.cookies["sessionid"].value

    answer = browser.post(reverse("account_logout"))

    assert not is_in(thief)
    assert answer["Clear-Site-Data"] == '"cache"'  # or "back" would show the last page again


def test_a_new_password_signs_out_everywhere(kim):
    here, elsewhere = signed_in(), signed_in()

    answer = change_password(here)

    assert "Your password is changed." in answer.content.decode()
    assert answer.redirect_chain[-1][0].startswith(LOGIN)
    assert not is_in(here)
    assert not is_in(elsewhere)
    assert not is_in(signed_in(OLD))
    assert is_in(signed_in(NEW))


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"oldpassword": "wrong"}, "current password"),
        ({"password1": "short", "password2": "short"}, "at least 12 characters"),
        ({"password1": "123456789012", "password2": "123456789012"}, "entirely numeric"),
        ({"password2": "other words are worse"}, "same password"),
    ],
    ids=["wrong", "short", "a number", "mistyped"],
)
def test_a_password_that_will_not_do_changes_nothing(kim, said, problem):
    browser = signed_in()

    page = change_password(browser, **said).content.decode()

    assert problem in page
    assert "<title>Error: Change password" in page
    assert is_in(browser)
    assert is_in(signed_in(OLD))


def test_without_a_mail_server_an_admin_makes_the_link_to_a_new_password(kim):
    lee = User.objects.get(email="lee@example.com")
    before = signed_in(OLD, lee.email)
    shown = signed_in().post(
        reverse("member-reset", kwargs={"organization": "apple", "user_id": lee.pk})
    )
    link = re.search(r'value="http://testserver([^"]+)"', shown.content.decode())[1]

    set_password(link)

    assert not is_in(before)
    assert is_in(signed_in(NEW, lee.email))
    assert "This link is good no more" in Client().get(link, follow=True).content.decode()


def test_with_a_mail_server_the_link_comes_by_mail(kim, settings):
    settings.HAS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    elsewhere = signed_in()

    Client().post(reverse("account_reset_password"), {"email": "KIM@example.com"})
    link = re.search(r"http://testserver(/\S+)", mail.outbox[0].body)[1]
    set_password(link)

    assert not is_in(elsewhere)
    assert is_in(signed_in(NEW))


def set_password(link):
    """Follow a link to a new password and enter it."""
    browser = Client()
    form = browser.get(link, follow=True).request["PATH_INFO"]
    browser.post(form, {"password1": NEW, "password2": NEW})


def test_whether_an_address_is_known_is_not_told_by_the_page_for_a_new_password(kim, settings):
    settings.HAS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    answers = [
        Client().post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("kim@example.com", "nobody@example.com")
    ]

    said = [re.sub(r"[A-Za-z0-9]{64}", "", answer.content.decode()) for answer in answers]
    assert said[0] == said[1]


def test_a_closed_account_is_out_at_once(kim, ours):
    browser = signed_in()
    author = Author(organization=ours, by=kim, now=timezone.now())
    ends = author.now + timedelta(days=1)
    _, secret = keys.create(author=author, name="ERP", role=Role.VIEWER, expires_at=ends)
    operation = "/api/v1/organizations/apple/suppliers/"
    before = Client().get(operation, headers={"Authorization": f"Bearer {secret}"})

    User.objects.filter(pk=kim.pk).update(is_active=False)

    assert before.status_code == 200
    assert browser.get(SUPPLIERS).url.startswith(LOGIN)
    assert not is_in(signed_in())
    after = Client().get(operation, headers={"Authorization": f"Bearer {secret}"})
    assert after.status_code == 401


def test_a_removed_member_is_out_at_once_and_a_lesser_one_may_less(kim, ours, now):
    browser = signed_in()
    members = reverse("members", kwargs={"organization": "apple"})

    before = browser.get(members).status_code
    set_role(organization=ours, user=kim, role=Role.VIEWER, by=None, now=now)
    lesser = browser.get(members).status_code
    remove_member(organization=ours, user=kim, by=None, now=now)

    assert (before, lesser) == (200, 403)
    assert browser.get(SUPPLIERS).status_code == 404


def test_a_member_of_two_organizations_goes_from_one_to_the_other(kim, theirs, now):
    set_role(organization=theirs, user=kim, role=Role.VIEWER, by=None, now=now)
    browser = signed_in()

    here = browser.get(SUPPLIERS).content.decode()

    assert '<a class="menu-item" href="/samsung/">' in here
    assert browser.get("/samsung/suppliers/").status_code == 200
    assert browser.get(reverse("members", kwargs={"organization": "samsung"})).status_code == 403
    assert browser.get(reverse("members", kwargs={"organization": "apple"})).status_code == 200


def test_guessing_many_accounts_from_one_address_has_to_wait(kim):
    browser = Client()

    for n in range(30):
        browser.post(LOGIN, {"login": f"person{n}@example.com", "password": "guessed word"})
    answer = browser.post(LOGIN, {"login": "kim@example.com", "password": OLD})

    assert not is_in(browser)
    assert answer.status_code == 429
    assert "Wait a minute" in answer.content.decode()


def test_a_key_tells_when_it_was_last_used(kim, ours):
    author = Author(organization=ours, by=kim, now=timezone.now())
    ends = author.now + timedelta(days=1)
    _, secret = keys.create(author=author, name="ERP", role=Role.VIEWER, expires_at=ends)
    page = reverse("keys", kwargs={"organization": "apple"})

    before = signed_in().get(page).content.decode()
    Client().get(
        "/api/v1/organizations/apple/suppliers/", headers={"Authorization": f"Bearer {secret}"}
    )
    after = signed_in().get(page).content.decode()

    assert ">never<" in before
    assert ">never<" not in after
    assert f"{author.now:%Y-%m-%d}" in after
