"""What browsers are told with every answer: no frame, no sniffing, no referrer, no device."""

import pytest

pytestmark = pytest.mark.django_db

PAGES = ["/accounts/login/", "/nowhere/at-all/", "/api/v1/schema/", "/api/v1/nowhere/", "/"]
EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def over_https(settings):
    """Answer as the settings do where people come in over HTTPS."""
    settings.SECURE_SSL_REDIRECT = settings.HTTPS = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 63_072_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers(client, page):
    answer = client.get(page)

    assert EXPECTED.items() <= dict(answer.headers).items()
    assert "camera=()" in answer["Permissions-Policy"]
    assert "geolocation=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_may_be_framed_by_nobody_and_runs_our_scripts_alone(client, page):
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in client.get(page)["Content-Security-Policy"].split(";")
    )

    assert policy["frame-ancestors"] == policy["object-src"] == policy["base-uri"] == "'none'"
    assert policy["form-action"] == policy["default-src"] == "'self'"
    scripts = policy["script-src"].split()
    assert all(said == "'self'" or said.startswith("'nonce-") for said in scripts)
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*"} & {
        word for said in policy.values() for word in said.split()
    }


def test_over_https_browsers_come_back_no_other_way(client, over_https):
    answer = client.get("/accounts/login/", secure=True)
    plain = client.get("/accounts/login/")

    assert answer["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload"
    assert plain.status_code == 301
    assert plain["Location"].startswith("https://")


def test_at_home_nobody_is_bound_to_https(client):
    assert "Strict-Transport-Security" not in client.get("/accounts/login/", secure=True).headers


def test_cookies_travel_over_https_alone_and_out_of_reach_of_scripts(client, over_https, settings):
    from assessments.models import User

    User.objects.create_user("kim@example.com", "four words are enough")

    sent = {"login": "kim@example.com", "password": "four words are enough"}
    answer = client.post("/accounts/login/", sent, secure=True)

    session, token = answer.cookies["sessionid"], answer.cookies["csrftoken"]
    assert (session["secure"], session["httponly"], session["samesite"]) == (True, True, "Lax")
    assert (token["secure"], token["samesite"]) == (True, "Lax")
    assert session["domain"] == ""


def test_a_static_file_carries_them_too(client):
    answer = client.get("/static/css/lockin.css")
    answer.close()

    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
