"""A real browser in front of a real server of the tests."""

import os
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")

# Said by the browser itself for every page of a window, before any script of the page runs.
TELL = """
document.addEventListener("securitypolicyviolation", event =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


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
def windows(chromium: Any, live_server: Any) -> Iterator[Any]:
    """Return a function that opens one more person's window on the server.

    A script that fails, a breach of the policy, a box of a script and an error of the server
    fail the test, on whichever page of whichever window.
    """
    contexts: list[Any] = []
    problems: list[str] = []

    def opened(**options: Any) -> Any:
        options = {"viewport": {"width": 1440, "height": 900}, **options}
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        watch(context, problems)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []


def watch(context: Any, problems: list[str]) -> None:
    """Note what no page of a browser's context may do."""
    context.add_init_script(TELL)
    context.on("weberror", lambda error: problems.append(f"script: {error.error}"))
    context.on(
        "console",
        lambda line: problems.append(f"{line.page.url}: {line.text}") if _is_breach(line) else None,
    )
    context.on("dialog", lambda box: _closed(box, problems))
    context.on(
        "response",
        lambda answer: (
            problems.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None
        ),
    )


def _closed(box: Any, problems: list[str]) -> None:
    if box.type != "beforeunload":  # a form that asks whether to leave what was typed
        problems.append(f"{box.page.url}: a script opened a box: {box.message}")
    box.accept()


def _is_breach(line: Any) -> bool:
    return line.text.startswith("policy: ") or "Content Security" in line.text


@pytest.fixture
def window(windows: Any) -> Any:
    """Open a window on the server."""
    return windows()


@pytest.fixture
def sign_in(window: Any, client: Any) -> Any:
    """Return a function: a member → the window signed in as that member."""

    def signed_in(user: Any) -> Any:
        client.force_login(user)
        take_session(window, client)
        return window

    return signed_in


def take_session(window: Any, client: Any) -> None:
    """Let a window be signed in as a client of the tests is."""
    from django.conf import settings

    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    window.goto("/accounts/login/")
    origin = window.evaluate("location.origin")
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": key, "url": origin}
    window.context.add_cookies([cookie])
