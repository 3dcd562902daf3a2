"""Sixty hostile texts in every text field and form: no script of theirs runs, no markup is theirs.

The window itself fails the test for a box that a script opens, a breach of the policy, a script
that fails and an error of the server.
"""

from typing import Any
from urllib.parse import urlencode

import pytest

from assessments.casefile.checks.texts import CONTROL
from tests.access.world import build
from tests.hostile_strings import HOSTILE
from tests.journeys.conftest import take_session
from tests.journeys.pages import addresses

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pages]

# Elements and attributes that no page of ours has: markup that came from a text.
THEIRS = """() => [...document.querySelectorAll("*")].filter(element =>
  [...element.attributes].some(each => /^on|^(data-)?hx-on/.test(each.name)
    || /^(href|src|action|data|srcdoc)$/.test(each.name) && /^\\s*javascript:/i.test(each.value))
  || /^(iframe|object|embed|base|video|animate|mglyph)$/i.test(element.tagName)
  || element.matches("meta[http-equiv], link[href*='evil']")
  || element.matches("script:not([src]):not([type]):not([nonce])")
).map(element => element.outerHTML.slice(0, 200))"""
FILL = """texts => {
  const free = "input:not([type]), input[type=text], input[type=url], input[type=search], textarea";
  const form = [...document.querySelectorAll("main form")].find(form =>
    form.method === "post" && form.querySelector(free));
  if (!form) return false;
  const fields = [...form.querySelectorAll(free)];
  fields.forEach((field, n) => { field.value = texts[n % texts.length]; });
  form.noValidate = true;
  form.requestSubmit();
  return true;
}"""
WITH_FORMS = ("register-add", "register-edit", "settings", "policy-edit", "assessment-detail")


@pytest.fixture
def built(monkeypatch: Any) -> Any:
    """Return a function: words → an organization with them in every text field."""
    monkeypatch.setattr("assessments.jobs.publish.publish", lambda *message: True)
    return lambda words: build("ours", words)


def open_page(window: Any, name: str, address: str) -> None:
    """Open a page; nothing on it came out of a text."""
    answer = window.goto(address, wait_until="load")

    assert answer.status == 200, f"{name}: {answer.status}"
    assert window.evaluate(THEIRS) == [], name


def test_there_are_sixty():
    assert len(set(HOSTILE)) == 60


def test_no_page_runs_what_stands_in_a_text_field(windows, built):
    # Without the characters that every door of the register refuses.
    world = built(" ".join(CONTROL.sub("", text) for text in HOSTILE))
    window = windows()
    take_session(window, world.clients["ADMIN"])
    pages = list(addresses(world, world.clients["ADMIN"]))

    assert len(pages) > 100
    for name, address in pages:
        open_page(window, name, address)


def test_no_form_runs_what_was_typed(windows, built):
    world = built("plain")
    window = windows()
    take_session(window, world.clients["ADMIN"])
    pages = addresses(world, world.clients["ADMIN"])
    forms = [page for page in pages if any(each in page[0] for each in WITH_FORMS)]

    assert len(forms) > 30
    for n, (name, address) in enumerate(forms):
        open_page(window, name, address)
        # Each form begins with another text, so that each text comes to many fields.
        texts = [*HOSTILE[n % 60 :], *HOSTILE[: n % 60]]
        with window.expect_navigation(wait_until="load"):
            assert window.evaluate(FILL, texts), f"{name} has no field for text"
        assert window.evaluate(THEIRS) == [], name


def test_no_search_runs_what_was_asked_for(windows, built):
    world = built("plain")
    window = windows()
    take_session(window, world.clients["ADMIN"])

    for text in HOSTILE:
        open_page(window, text, f"/ours/search/?{urlencode({'q': text})}")
