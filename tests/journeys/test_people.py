"""Colleagues in two browsers: invited by a link, given a role, helped back in, let go."""

import pytest

from assessments.choices import Role
from tests.journeys.people import PASSWORD, another_browser, heading, member, sign_in_by_form

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "kim@example.com"
BETTER = "five other words are better"


@pytest.fixture
def admin(window, sign_in, ours):
    """Return the window of an admin, on the page of the members."""
    page = sign_in(member(ours, Role.ADMIN, "Ada"))
    page.goto("/apple/settings/members/")
    return page


@pytest.fixture
def kim(ours):
    """Return a colleague who may read and write."""
    return member(ours, Role.EDITOR, "Kim", PASSWORD)


def copied_link(page):
    """Return the link of a page, as it is after the button that copies it."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy", exact=True).click()
    page.get_by_role("button", name="Copied").wait_for()
    return page.evaluate("navigator.clipboard.readText()")


def invite(page, role):
    """Make an invitation, and return its link."""
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Role", exact=True).select_option(role)
    page.get_by_role("button", name="Make the invitation").click()
    return copied_link(page)


def join(page, link):
    """Follow an invitation as somebody new."""
    page.goto(link)
    page.get_by_label("Your name").fill("Kim")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Join").click()


def role_of(page):
    """Return what the menu says that somebody is."""
    return page.locator(".topbar-end .menu-note").text_content().splitlines()[-1].strip()


def test_an_invited_colleague_sets_a_password_and_arrives_in_the_invited_role(admin, live_server):
    link = invite(admin, "EDITOR")

    with another_browser(admin, live_server) as page:
        page.goto(link)
        words = page.locator("main").inner_text()
        join(page, link)
        told = page.locator("#messages").inner_text()
        sign_in_by_form(page, EMAIL, PASSWORD)
        page.wait_for_url("**/apple/")
        role = role_of(page)
        buttons = page.get_by_role("button", name="Load this sample").count()
        forbidden = page.goto("/apple/settings/members/").status

    assert "Ada invites you as editor" in words
    assert EMAIL in words
    assert "You are a member of Apple" in told
    assert role.endswith("Editor of Apple")
    assert buttons > 0
    assert forbidden == 403


def test_an_invitation_opens_once_and_a_withdrawn_one_never(admin, live_server):
    link = invite(admin, "VIEWER")
    admin.goto("/apple/settings/members/")
    admin.get_by_role("button", name=f"Withdraw the invitation of {EMAIL}").click()
    admin.get_by_text("The invitation is withdrawn").wait_for()
    second = invite(admin, "VIEWER")

    with another_browser(admin, live_server) as page:
        withdrawn = page.goto(link).status, heading(page)
        join(page, second)
        used = page.goto(second).status, heading(page)

    assert withdrawn == (404, "This invitation is over")
    assert used == (404, "This invitation is over")


def test_another_role_holds_from_the_next_page_on(admin, kim, live_server):
    admin.reload()

    with another_browser(admin, live_server, kim) as page:
        page.goto("/apple/suppliers/")
        before = page.get_by_role("link", name="Add supplier").count()
        admin.get_by_label("Role of Kim").select_option("VIEWER")
        admin.get_by_role("button", name="Change role of Kim").click()
        admin.get_by_text("Kim is viewer now.").wait_for()
        page.reload()
        after = page.get_by_role("link", name="Add supplier").count()
        form = page.goto("/apple/new/suppliers/").status

    assert before > 0
    assert (after, form) == (0, 403)
    assert admin.get_by_label("Role of Kim").input_value() == "VIEWER"


def test_who_is_removed_finds_nothing_of_the_organization_any_more(admin, kim, live_server):
    admin.reload()

    with another_browser(admin, live_server, kim) as page:
        before = page.goto("/apple/").status
        admin.get_by_role("link", name="Remove Kim").click()
        question = admin.locator("main").inner_text()
        admin.get_by_role("button", name="Remove", exact=True).click()
        admin.get_by_text("Kim is no member of Apple any more.").wait_for()
        pages = [page.goto(at).status for at in ("/apple/", "/apple/suppliers/", "/apple/graph/")]
        page.goto("/")
        own = page.locator("main").inner_text()

    assert before == 200
    assert f"Kim ({kim.email}) sees nothing of Apple from then on" in question
    assert pages == [404, 404, 404]
    assert "You belong to no organization yet" in own
    assert admin.get_by_text(kim.email).count() == 0


def reset_link(page):
    """Make a link to a new password for Kim, and return it."""
    page.reload()
    page.get_by_role("button", name="Link to a new password for Kim").click()
    return copied_link(page)


def choose_password(page, link):
    """Follow a link to a new password."""
    page.goto(link)
    page.get_by_label("New password", exact=True).fill(BETTER)
    page.get_by_label("New password again").fill(BETTER)
    page.get_by_role("button", name="Set the new password").click()
    page.get_by_role("heading", name="Your password is changed").wait_for()


def test_without_a_mail_server_a_link_leads_to_a_new_password(admin, kim, live_server):
    link = reset_link(admin)

    with another_browser(admin, live_server) as page:
        choose_password(page, link)
        sign_in_by_form(page, kim.email, PASSWORD)
        refused = page.locator("#errors").inner_text()
        sign_in_by_form(page, kim.email, BETTER)
        page.wait_for_url("**/apple/")
        role = role_of(page)
        page.goto(link)
        again = heading(page)

    assert "not correct" in refused
    assert role.endswith("Editor of Apple")
    assert again == "This link is good no more"


def test_a_new_password_signs_out_whoever_has_the_old_one(admin, kim, live_server):
    with (
        another_browser(admin, live_server, kim) as old,
        another_browser(admin, live_server) as page,
    ):
        before = old.goto("/apple/").status
        choose_password(page, reset_link(admin))
        old.reload()
        after = heading(old)

    assert (before, after) == (200, "Sign in")
