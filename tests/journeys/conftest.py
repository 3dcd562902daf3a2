"""A real browser in front of a real server of the tests."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Start the browser once; each test has a window of its own."""
    from playwright.sync_api import sync_playwright

    # The driver runs a loop in this thread; the database is asked beside it, never inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def window(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Open a window on the server; an error of a script or of the policy fails the test."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "console",
        lambda line: problems.append(line.text) if "Content Security" in line.text else None,
    )
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def sign_in(window: Any, client: Any) -> Any:
    """Return a function: a member → the window signed in as that member."""
    from django.conf import settings

    def signed_in(user: Any) -> Any:
        client.force_login(user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        window.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": _base(window)}]
        )
        return window

    return signed_in


def _base(window: Any) -> str:
    window.goto("/accounts/login/")
    found: str = window.evaluate("location.origin")
    return found
