"""create_organization and invite: the first people come in by the terminal."""

import re

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from assessments.audit import broken_links
from assessments.models import AuditEvent, Membership, Organization, User

pytestmark = pytest.mark.django_db

NEW = ["create_organization", "acme", "--name", "Acme", "--country", "de", "--currency", "usd"]
ADMIN = ["--admin", "kim@example.com"]
PASSWORD = "four words are enough"


def run(capsys, *arguments):
    call_command(*arguments)
    return capsys.readouterr().out


def test_the_first_admin_joins_by_the_link_that_the_terminal_prints(capsys, client):
    said = run(capsys, *NEW, *ADMIN)
    link = re.search(r"http://[^/]+(/accounts/invitations/\S+)", said)[1]

    page = client.get(link).content.decode()
    client.post(link, {"name": "Kim", "password": PASSWORD})
    client.post("/accounts/login/", {"login": "kim@example.com", "password": PASSWORD})

    assert "You are invited as admin" in page
    assert client.get("/").url == "/acme/"
    assert client.get("/acme/settings/members/").status_code == 200
    assert client.get(link).status_code == 404


def test_what_was_made_stands_in_the_trail(capsys):
    run(capsys, *NEW, *ADMIN)

    acme = Organization.objects.get()
    events = AuditEvent.objects.for_organization(acme).order_by("sequence")
    assert (acme.name, acme.country, acme.currency) == ("Acme", "DE", "USD")
    assert [f"{e.verb} {e.noun}" for e in events] == ["create organization", "invite invitation"]
    assert list(broken_links(acme)) == []


def test_a_second_run_makes_nothing_and_says_how_another_admin_joins(capsys):
    run(capsys, *NEW, *ADMIN)

    with pytest.raises(CommandError, match=r"invite acme kim@example\.com --role admin") as caught:
        run(capsys, *NEW, *ADMIN)

    assert caught.value.returncode != 0
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["create_organization", "acme", "--admin", "kim"], "valid email"),
        (["create_organization", "Acme Ltd", *ADMIN], "small letters"),
        (["create_organization", "api", *ADMIN], "choose another"),
        ([*NEW[:-1], "XYZ", *ADMIN], "XYZ is not a currency of ISO 4217"),
        (["create_organization", "acme", "--country", "UK", *ADMIN], "write GB"),
    ],
    ids=["no address", "no slug", "reserved", "no currency", "no country"],
)
def test_what_is_wrong_is_said_and_nothing_is_written(capsys, arguments, said):
    with pytest.raises(CommandError, match=said):
        run(capsys, *arguments)

    assert not Organization.objects.exists()
    assert not User.objects.exists()


def test_an_organization_whose_admins_are_gone_gets_another_one(capsys, client):
    run(capsys, *NEW, *ADMIN)

    said = run(
        capsys, "invite", "acme", "lee@example.com", "--role", "admin",
        "--address", "https://lockin.example.com/",
    )  # fmt: skip
    link = re.search(r"https://lockin\.example\.com(/accounts/invitations/\S+)", said)[1]
    client.post(link, {"name": "Lee", "password": PASSWORD})

    assert Membership.objects.get().user.email == "lee@example.com"
    assert Membership.objects.get().role == "ADMIN"


def test_nobody_is_invited_twice_or_nowhere(capsys, client):
    said = run(capsys, *NEW, *ADMIN)
    link = re.search(r"http://[^/]+(/\S+)", said)[1]
    client.post(link, {"name": "Kim", "password": PASSWORD})

    with pytest.raises(CommandError, match="a member already"):
        run(capsys, "invite", "acme", "kim@example.com")
    with pytest.raises(CommandError, match="use one of acme"):
        run(capsys, "invite", "acne", "lee@example.com")


def test_with_a_mail_server_and_a_host_name_the_link_is_sent(capsys, settings):
    settings.HAS_MAIL, settings.ALLOWED_HOSTS, settings.HTTPS = True, ["lockin.example.com"], True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    said = run(capsys, *NEW, *ADMIN)

    assert "Sent to kim@example.com as admin." in said
    assert "https://lockin.example.com/accounts/invitations/" in mail.outbox[0].body
