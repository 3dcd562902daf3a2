"""People of an organization, each at a browser of their own."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from assessments.actions.memberships import set_role
from assessments.choices import Role
from assessments.models import Organization, User
from tests.journeys.conftest import watch

PASSWORD = "four words are enough"


def member(organization: Organization, role: Role, name: str, password: str | None = None) -> User:
    """Return a new member; whoever signs in by the form needs a password."""
    email = f"{name.lower()}@{organization.slug}.example.com"
    user = User.objects.create_user(email, password, name=name)
    set_role(organization=organization, user=user, role=role, by=None, now=timezone.now())
    return user


@contextlib.contextmanager
def another_browser(window: Any, live_server: Any, user: User | None = None) -> Iterator[Any]:
    """Open the browser of somebody else, watched like the first one."""
    context = window.context.browser.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}
    )
    if user is not None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        context.add_cookies([cookie])
    problems: list[str] = []
    watch(context, problems)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()
    assert problems == []


def sign_in_by_form(page: Any, email: str, password: str) -> None:
    """Sign in as a person does."""
    page.goto("/accounts/login/")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def heading(page: Any) -> str:
    """Return what the page is about."""
    found: str = page.locator("h1").inner_text()
    return found
