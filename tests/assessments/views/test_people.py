"""From an invitation to one's organization, and back in without a mail server."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from assessments.actions.invitations import invite
from assessments.actions.memberships import set_role
from assessments.author import Author
from assessments.choices import Role
from assessments.models import ApiKey, Membership, User

pytestmark = pytest.mark.django_db


def link_in(response):
    return re.search(r'value="http://testserver([^"]+)"', response.content.decode())[1]


def url(name, **kwargs):
    return reverse(name, kwargs={"organization": "apple", **kwargs})


def test_an_invited_person_joins_and_arrives(signed_in, client):
    admin = signed_in("ADMIN")
    shown = admin.post(url("member-invite"), {"email": "kim@example.com", "role": "EDITOR"})
    link = link_in(shown)
    client.logout()

    page = client.get(link)
    joined = client.post(link, {"name": "Kim", "password": "four words are enough"})
    signed = client.post(
        reverse("account_login"), {"login": "kim@example.com", "password": "four words are enough"}
    )

    assert "ADMIN invites you as editor" in page.content.decode()
    assert joined.url == reverse("account_login")
    assert signed.url == "/"
    assert client.get("/").url == "/apple/"
    assert client.get(link).status_code == 404


def test_a_weak_password_is_refused_and_the_name_kept(signed_in, client):
    link = link_in(
        signed_in("ADMIN").post(url("member-invite"), {"email": "k@example.com", "role": "VIEWER"})
    )
    client.logout()

    page = client.post(link, {"name": "Kim", "password": "short"}).content.decode()

    assert "<title>Error: Join Apple" in page
    assert 'value="Kim"' in page
    assert "short" not in re.sub(r"too short", "", page)


def test_a_known_person_signs_in_to_join(ours, now, client):
    lee = User.objects.create_user("lee@example.com", "a long password")
    other = User.objects.create_user("other@example.com", "a long password")
    author = Author(organization=ours, by=None, now=timezone.now())
    _, token = invite(author=author, email="lee@example.com", role=Role.VIEWER)
    link = reverse("invitation", kwargs={"token": token})

    nobody = client.get(link).content.decode()
    client.force_login(other)
    as_other = client.post(link).content.decode()
    client.force_login(lee)
    as_lee = client.post(link)

    assert "sign in to join" in nobody
    assert "for somebody else than other@example.com" in as_other
    assert as_lee.url == "/apple/"
    assert Membership.objects.get(user=lee).role == Role.VIEWER
    assert not Membership.objects.filter(user=other).exists()


def test_who_belongs_nowhere_is_told_what_to_do(client, db):
    client.force_login(User.objects.create_user("x@example.com"))

    assert "create_organization" in client.get("/").content.decode()


def test_who_belongs_to_two_chooses(signed_in, theirs, now):
    viewer = signed_in("VIEWER")
    set_role(organization=theirs, user=User.objects.get(), role=Role.ADMIN, by=None, now=now)

    page = viewer.get("/").content.decode()

    assert "/apple/" in page
    assert "/samsung/" in page


def test_nobody_signs_up(client, db):
    form = {"email": "x@example.com", "password1": "four words are enough"}

    page = client.post(reverse("account_signup"), form)

    assert "by invitation" in page.content.decode()
    assert not User.objects.exists()


def test_sign_in_does_not_tell_who_is_known(signed_in, client):
    signed_in("VIEWER")
    client.logout()

    known, unknown = (
        client.post(reverse("account_login"), {"login": email, "password": "wrong"})
        for email in ("viewer@example.com", "nobody@example.com")
    )

    said = [re.search(r"<li>([^<]+)", page.content.decode())[1] for page in (known, unknown)]
    assert said[0] == said[1]


def test_the_sixth_wrong_password_has_to_wait(signed_in, client):
    signed_in("VIEWER")
    client.logout()
    wrong = {"login": "viewer@example.com", "password": "wrong"}

    for _ in range(5):
        client.post(reverse("account_login"), wrong)
    right = client.post(reverse("account_login"), {**wrong, "password": "a long password"})

    assert "Too many failed login attempts" in right.content.decode()


def test_with_a_mail_server_links_are_sent_as_well(signed_in, settings, client):
    settings.HAS_MAIL = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    admin = signed_in("ADMIN")

    shown = admin.post(url("member-invite"), {"email": "kim@example.com", "role": "EDITOR"})
    admin.post(reverse("account_logout"))
    client.post(reverse("account_reset_password"), {"email": "admin@example.com"})

    invitation, reset = mail.outbox
    assert invitation.to == ["kim@example.com"]
    assert link_in(shown) in invitation.body
    assert "/accounts/password/reset/key/" in reset.body


def test_a_role_is_changed_and_a_member_removed(signed_in, ours, now):
    admin = signed_in("ADMIN")
    kim = User.objects.create_user("kim@example.com", name="Kim")
    set_role(organization=ours, user=kim, role=Role.VIEWER, by=None, now=now)

    admin.post(url("member-role", user_id=kim.pk), {"role": "APPROVER"})
    role = Membership.objects.get(user=kim).role
    question = admin.get(url("member-remove", user_id=kim.pk)).content.decode()
    admin.post(url("member-remove", user_id=kim.pk))

    assert role == "APPROVER"
    assert "Remove Kim?" in question
    assert not Membership.objects.filter(user=kim).exists()


def test_the_last_admin_is_told_why_they_stay(signed_in):
    admin = signed_in("ADMIN")

    page = admin.post(url("member-leave"), follow=True).content.decode()

    assert "is the last admin of Apple; name another one first." in page


def test_a_key_is_shown_once(signed_in, ours):
    admin = signed_in("ADMIN")
    day = timezone.now().date() + timedelta(days=30)

    made = admin.post(
        url("key-create"), {"name": "ERP", "role": "EDITOR", "expires_on": day.isoformat()}
    ).content.decode()
    key = ApiKey.objects.for_organization(ours).get()
    listed = admin.get(url("keys")).content.decode()
    admin.post(url("key-revoke", key_id=key.pk))

    secret = re.search(rf"lk_{key.prefix}_[\w-]+", made)[0]
    assert secret not in listed
    assert key.prefix in listed
    assert "revoked" in admin.get(url("keys")).content.decode()


def test_a_key_beyond_a_year_is_refused_at_its_field(signed_in):
    answer = signed_in("ADMIN").post(
        url("key-create"), {"name": "ERP", "role": "EDITOR", "expires_on": "2999-01-01"}
    )

    assert answer.status_code == 422
    assert '<a href="#id_expires_on">Choose a day after today' in answer.content.decode()
