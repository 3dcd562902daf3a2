"""A position in a real browser: tabs, exhibits and drawers, by keyboard and in the dark."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from assessments import run
from assessments.actions import samples
from assessments.actions.memberships import set_role
from assessments.author import Author
from assessments.choices import Role
from assessments.models import Organization, User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pages]

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def position(window, sign_in):
    """Open the page of the sample's position as a member who may read."""
    organization = Organization.objects.create(
        slug="apple", name="Apple", country="US", currency="USD"
    )
    author = Author(organization=organization, by=None, now=NOW)
    samples.load(author=author, name="apple-samsung-displays")
    assessment = run.assess(organization, by=None, now=NOW)
    user = User.objects.create_user("reader@example.org", "a long password", name="Reader")
    set_role(organization=organization, user=user, role=Role.VIEWER, by=None, now=NOW)
    page = sign_in(user)
    page.goto(reverse("position-detail", args=["apple", assessment.pk, "iphone", "sdc"]))
    return page


COLOUR = "getComputedStyle(document.querySelector('#why [data-exhibit] .annotation-text')).fill"


def colour_of_label(page):
    """Return the colour of the first label of a picture."""
    return page.evaluate(COLOUR)


def test_exhibits_are_drawn_when_their_tab_is_shown(position):
    position.wait_for_selector("#why [data-exhibit] svg")
    before = position.locator("#leaving [data-exhibit] svg").count()

    position.get_by_role("tab", name="Money and time").click()

    position.wait_for_selector("#leaving [data-exhibit] svg")
    assert before == 0
    assert position.locator("#why").is_hidden()
    assert position.url.endswith("#leaving")


def test_arrow_keys_go_from_tab_to_tab_and_round(position):
    position.get_by_role("tab", name="Why locked in").focus()

    position.keyboard.press("ArrowLeft")
    last = position.evaluate("document.activeElement.textContent")
    position.keyboard.press("ArrowRight")

    assert last == "Sources"
    assert position.evaluate("document.activeElement.textContent") == "Why locked in"
    assert position.locator("#why").is_visible()


def test_a_number_opens_its_drawer_and_escape_leads_back_to_it(position):
    number = position.locator(".numbers a.number").nth(2)
    number.focus()

    position.keyboard.press("Enter")
    position.wait_for_selector("#drawer[open] .formula")
    focused = position.evaluate("document.activeElement.id")
    formula = position.locator("#drawer .formula").first.text_content()
    position.keyboard.press("Escape")

    assert focused == "drawer-title"
    assert formula == "g* = (S/a + C_alt)/C_inc − 1"
    assert position.locator("#drawer").is_hidden()
    assert number.evaluate("link => link === document.activeElement")


def test_a_part_of_a_formula_opens_in_the_same_drawer_and_leads_back(position):
    position.locator(".numbers a.number").nth(2).click()
    position.wait_for_selector("#drawer[open] .formula")
    title = position.locator("#drawer-title").text_content()

    position.locator("#drawer dd a").first.click()
    position.wait_for_function(
        "title => document.getElementById('drawer-title').textContent !== title", arg=title
    )
    position.get_by_role("button", name="Back").click()
    position.wait_for_function(
        "title => document.getElementById('drawer-title').textContent === title", arg=title
    )

    assert position.get_by_role("button", name="Back").is_hidden()


def test_exhibits_follow_the_page_into_the_dark(position):
    position.wait_for_selector("#why [data-exhibit] svg")
    light = colour_of_label(position)

    position.evaluate("document.documentElement.lockinTheme.choose('dark')")
    position.wait_for_function(f"light => {COLOUR} !== light", arg=light)

    assert light == "rgb(22, 32, 44)"
    assert colour_of_label(position) == "rgb(231, 236, 241)"


def test_paper_shows_every_tab_on_white(position):
    position.evaluate("document.documentElement.lockinTheme.choose('dark')")

    position.emulate_media(media="print")
    position.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert position.locator(".tab-panel:visible").count() == 6
    assert position.locator("[data-exhibit]:not([data-is-drawn])").count() == 0
    assert colour_of_label(position) == "rgb(22, 32, 44)"


def test_without_scripts_every_part_and_every_number_is_a_page(position, live_server):
    context = position.context.browser.new_context(java_script_enabled=False)
    context.add_cookies(position.context.cookies())
    page = context.new_page()
    page.goto(position.url)

    parts = page.locator(".tab-panel:visible").count()
    page.locator(".numbers a.number").first.click()
    title = page.locator("#drawer-title").text_content()
    context.close()

    assert parts == 6
    assert title.startswith("Months until the alternative")
