"""A form in a real browser: nothing typed is lost, every error is found, every deletion undone."""

import pytest
from django.conf import settings

from assessments.actions.samples import load
from assessments.author import Author
from assessments.choices import Role
from assessments.register import rows
from tests.conftest import NOW
from tests.journeys.filling import Filling
from tests.journeys.people import PASSWORD, another_browser, heading, member, sign_in_by_form

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pages]

ENTRIES = """() => {
  const said = new FormData(document.querySelector("[data-register-form]"));
  said.delete("csrfmiddlewaretoken");
  said.delete("draft");
  return Object.fromEntries([...said.keys()].map((name) => [name, said.getAll(name).join(" ")]));
}"""
FOCUSED = "document.activeElement.id"
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('lockin.draft'))"
NEW_OFFERING, NEW_SUPPLIER = "/apple/new/offerings/", "/apple/new/suppliers/"


@pytest.fixture
def displays(ours):
    """Return our organization with the displays sample in its register."""
    load(author=Author(organization=ours, by=None, now=NOW), name="apple-samsung-displays")
    ours.refresh_from_db()
    return ours


@pytest.fixture
def editor(sign_in, displays):
    """Return the window of an editor."""
    return sign_in(member(displays, Role.EDITOR, "Ede"))


def save(page):
    """Press the button at the foot of the form."""
    page.locator(".form-foot").get_by_role("button", name="Save", exact=True).click()


def entries(page):
    """Return what the form would send."""
    return page.evaluate(ENTRIES)


def type_offering(page):
    """Fill in an offering with two prices, the second of them a range."""
    page.get_by_label("Name").fill("OLED panels, “new”")
    Filling(page, None).choose(page.locator("[data-field=supplier]"), "sdc")
    page.get_by_label("Parts of this form").get_by_role("link", name="Prices").click()
    group = page.locator("[data-rows=prices]")
    for number in range(2):
        group.locator("> [data-more]").click()
        group.locator("[data-one]").nth(number).get_by_label("Scope").fill(f"Phone {number}")
    first, second = group.locator("[data-one]").all()
    first.get_by_label("What is known").select_option("value")
    first.get_by_label("Value", exact=True).fill("40")
    second.get_by_label("What is known").select_option("range")
    second.get_by_label("Low", exact=True).fill("50")
    second.get_by_label("High", exact=True).fill("70")


# Drafts -------------------------------------------------------------------------------------------


def test_a_draft_is_offered_to_who_comes_back_and_brings_everything_with_it(editor):
    editor.goto(NEW_OFFERING)
    type_offering(editor)
    typed = entries(editor)
    editor.goto("/apple/offerings/")

    editor.goto(NEW_OFFERING)
    offered = editor.locator("#draft").inner_text()
    before = entries(editor)
    editor.locator("#draft [data-draft-restore]").click()

    assert "You typed something here" in offered
    assert (before["name"], "prices-1-row" in before) == ("", False)
    assert entries(editor) == typed
    assert typed["supplier"] == "sdc"
    assert typed["prices-1-price-high"] == "70"
    assert editor.locator("#draft").is_hidden()


def test_a_draft_that_is_put_back_can_be_saved_and_is_gone_then(editor, displays):
    editor.goto(NEW_OFFERING)
    type_offering(editor)
    editor.reload()
    editor.locator("#draft [data-draft-restore]").click()

    save(editor)
    editor.wait_for_url("**/apple/offerings/oled-panels-new/")
    editor.goto(NEW_OFFERING)

    assert editor.locator("#draft").is_hidden()
    assert editor.evaluate(DRAFTS) == []
    assert entries(editor)["name"] == ""
    value = rows.get(displays, "offerings", "oled-panels-new").value
    assert [price.scope for price in value.prices] == ["Phone 0", "Phone 1"]


def test_a_draft_that_is_thrown_away_does_not_come_back(editor):
    editor.goto(NEW_SUPPLIER)
    editor.get_by_label("Name", exact=True).fill("Visionox")
    editor.reload()

    with editor.expect_navigation():
        editor.locator("#draft [data-draft-discard]").click()
    editor.reload()

    assert editor.locator("#draft").is_hidden()
    assert entries(editor)["name"] == ""


# Rows that are not there yet ----------------------------------------------------------------------


def added_beside(page, link, **typed):
    """Follow a link to a blank form in a new tab, save it there, and close the tab."""
    with page.expect_popup() as opened:
        link.click()
    tab = opened.value
    for name, text in typed.items():
        tab.locator(f"[name={name}]").fill(text)
    save(tab)
    said = tab.get_by_text("It is chosen in the form that you came from")
    said.wait_for()
    tab.close()


def test_a_row_that_is_added_beside_a_form_is_chosen_in_it(editor):
    editor.goto(NEW_OFFERING)
    editor.get_by_label("Name").fill("Panels")

    added_beside(editor, editor.locator("[data-field=supplier] .form-add"), name="Visionox")
    editor.get_by_label("Parts of this form").get_by_role("link", name="Prices").click()
    prices = editor.locator("[data-rows=prices]")
    prices.locator("> [data-more]").click()
    prices.locator(".figure-evidence summary").first.click()
    source = prices.get_by_role("link", name="Add a new source").first
    added_beside(editor, source, title="A talk with the buyer")

    found = entries(editor)
    assert found["name"] == "Panels"
    assert found["supplier"] == "visionox"
    assert editor.locator("[data-field=supplier] .item").inner_text().startswith("Visionox")
    assert found["prices-0-price-source"] != ""


def test_a_row_that_is_looked_at_in_another_tab_is_not_chosen(editor):
    editor.goto(NEW_OFFERING)
    with editor.expect_popup() as opened:
        editor.locator("[data-field=supplier] .form-add").click()
    tab = opened.value
    tab.goto("/apple/suppliers/sdc/")
    hidden = tab.get_by_text("It is chosen in the form that you came from").is_hidden()

    assert hidden
    assert entries(editor)["supplier"] == ""


def test_leaving_a_form_that_is_not_saved_asks_first(editor):
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor.goto(NEW_SUPPLIER)
    editor.locator("[data-cancel]").click()
    editor.wait_for_url("**/apple/suppliers/")
    untouched = list(asked)

    editor.goto(NEW_SUPPLIER)
    editor.get_by_label("Name", exact=True).fill("Visionox")
    editor.locator("[data-cancel]").click()
    editor.wait_for_url("**/apple/suppliers/")

    assert untouched == []
    assert asked == ["beforeunload"]


def test_a_draft_is_nobody_elses_on_the_same_computer(editor, displays):
    other = member(displays, Role.EDITOR, "Lee", PASSWORD)
    editor.goto(NEW_SUPPLIER)
    editor.get_by_label("Name", exact=True).fill("Secret plans")
    editor.context.clear_cookies()
    sign_in_by_form(editor, other.email, PASSWORD)
    editor.wait_for_url("**/apple/")

    editor.goto(NEW_SUPPLIER)

    assert editor.locator("#draft").is_hidden()
    assert "Secret plans" not in editor.content()


def test_a_draft_keeps_what_was_taken_away_and_several_choices(editor):
    editor.goto("/apple/alternatives/shift-to-lgd-boe/edit/")
    Filling(editor, None).choose(editor.locator("[data-field=for_]"), "iphone.panels.lgd")
    editor.get_by_label("Parts of this form").get_by_role("link", name="Time to move").click()
    editor.locator("[data-one='activities-1'] > [data-less]").click()
    typed = entries(editor)
    editor.reload()

    editor.locator("#draft [data-draft-restore]").click()

    assert entries(editor) == typed
    assert typed["for_"] == "iphone.panels.sdc iphone.panels.lgd"
    assert "activities-1-row" not in typed


def test_what_was_sent_after_the_session_was_over_is_back_after_sign_in(editor, displays):
    other = member(displays, Role.EDITOR, "Lee", PASSWORD)
    editor.context.clear_cookies()
    sign_in_by_form(editor, other.email, PASSWORD)
    editor.wait_for_url("**/apple/")
    editor.goto(NEW_OFFERING)
    type_offering(editor)
    typed = entries(editor)
    editor.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    save(editor)
    editor.wait_for_url("**/accounts/login/?next=**")
    editor.get_by_label("E-mail").fill(other.email)
    editor.get_by_label("Password").fill(PASSWORD)
    editor.get_by_role("button", name="Sign in").click()
    editor.wait_for_url(f"**{NEW_OFFERING}")

    editor.get_by_text("What you typed is back. It is not saved yet.").wait_for()
    assert entries(editor) == typed


# Errors -------------------------------------------------------------------------------------------


def test_a_refused_form_leads_from_its_summary_to_each_field(editor):
    editor.goto("/apple/dependencies/iphone.panels.sdc/edit/")
    steps = editor.get_by_label("Parts of this form")
    work, spend = (
        editor.locator(f"[data-field={name}]") for name in ("workload_share", "annual_spend")
    )
    for step, field in (("What you rely on", work), ("Money", spend)):
        steps.get_by_role("link", name=step).click()
        field.get_by_label("What is known").select_option("value")
        field.get_by_label("Value", exact=True).fill("a lot")
    typed = entries(editor)

    save(editor)
    summary = editor.locator("#errors[data-problems]")
    summary.wait_for()
    focused, kept = editor.evaluate(FOCUSED), entries(editor)
    n_links = summary.locator("a").count()
    summary.get_by_role("link", name="Spend a year").click()
    second = editor.evaluate(FOCUSED), spend.is_visible(), work.is_visible()
    summary.get_by_role("link", name="Share of the work").click()
    first = editor.evaluate(FOCUSED), spend.is_visible(), work.is_visible()

    assert (focused, n_links) == ("errors", 2)
    assert kept == typed
    assert second == ("id_annual_spend-form", True, False)
    assert first == ("id_workload_share-form", False, True)


def test_an_error_in_a_row_of_a_table_opens_where_it_is(editor):
    editor.goto(NEW_OFFERING)
    type_offering(editor)
    editor.locator("[data-one='prices-1']").get_by_label("High", exact=True).fill("less")

    save(editor)
    editor.locator("#errors a").first.click()

    assert editor.evaluate(FOCUSED) == "id_prices-1-price-form"
    assert (
        editor.locator("[data-one='prices-1']").get_by_label("High", exact=True).input_value()
        == "less"
    )
    assert editor.locator("[data-one]:visible").count() == 2


# Duplicate, delete, undo, two at once -------------------------------------------------------------


def counts(organization):
    """Return how many rows there are of each noun."""
    return {noun: rows.queryset(organization, noun).count() for noun in rows.NOUNS}


def test_a_deletion_says_what_goes_with_it_and_undo_brings_all_back(editor, displays):
    before = counts(displays)
    editor.goto("/apple/suppliers/sdc/")
    editor.get_by_role("link", name="Delete", exact=True).click()
    said = editor.locator("main").inner_text()

    editor.get_by_role("button", name="Delete all").click()
    editor.get_by_text("Samsung Display is deleted.").wait_for()
    after = counts(displays)
    editor.get_by_role("button", name="Undo").click()
    editor.get_by_text("Undone: everything is as it was before.").wait_for()

    assert "other rows cannot stand without it" in said
    assert "Goes with it" in said
    assert after["suppliers"] == before["suppliers"] - 1
    assert after["dependencies"] < before["dependencies"]
    assert counts(displays) == before
    assert heading(editor) == "Samsung Display"


def test_a_duplicate_is_changed_and_saved_as_another_row(editor, displays):
    editor.goto("/apple/suppliers/lgd/")
    editor.get_by_role("link", name="Duplicate").click()
    editor.get_by_label("Name", exact=True).fill("LG Display Vietnam")
    save(editor)
    editor.wait_for_url("**/apple/suppliers/lg-display-vietnam/")

    old, new = (rows.get(displays, "suppliers", key).value for key in ("lgd", "lg-display-vietnam"))

    assert old.name == "LG Display"
    assert new.locations == old.locations


def test_who_saves_second_sees_both_and_decides(editor, displays, live_server):
    at = "/apple/suppliers/boe/edit/"
    with another_browser(editor, live_server, member(displays, Role.EDITOR, "Lee")) as page:
        editor.goto(at)
        page.goto(at)
        editor.get_by_label("Name", exact=True).fill("BOE Technology")
        save(editor)
        editor.wait_for_url("**/apple/suppliers/boe/")

        page.get_by_label("Name", exact=True).fill("BOE Group")
        save(page)
        page.locator("#errors[data-problems]").wait_for()
        told = page.locator("#errors tbody tr").all_inner_texts()
        focused, kept = page.evaluate(FOCUSED), entries(page)["name"]
        between = rows.get(displays, "suppliers", "boe").value.name
        save(page)
        page.wait_for_url("**/apple/suppliers/boe/")

    assert told == ["Name\tBOE Technology\tBOE Group"]
    assert (focused, kept, between) == ("errors", "BOE Group", "BOE Technology")
    assert rows.get(displays, "suppliers", "boe").value.name == "BOE Group"


# Keyboard -----------------------------------------------------------------------------------------


def tab_to(page, words):
    """Press Tab until something with these words has the focus."""
    told = "(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(told).startswith(words):
            return
    raise AssertionError(f"Tab does not lead to {words}")


def test_a_supplier_is_added_without_a_mouse(editor, displays):
    editor.goto("/apple/suppliers/")
    tab_to(editor, "Add supplier")
    editor.keyboard.press("Enter")
    editor.wait_for_url(f"**{NEW_SUPPLIER}")

    tab_to(editor, "Name")
    editor.keyboard.type("Visionox")
    tab_to(editor, "Country")
    editor.keyboard.type("China")
    tab_to(editor, "Parent")
    editor.keyboard.type("samsung-group")
    editor.locator(".ts-dropdown .option.active[data-value=samsung-group]").wait_for()
    editor.keyboard.press("Enter")
    tab_to(editor, "Save")
    editor.keyboard.press("Enter")
    editor.wait_for_url("**/apple/suppliers/visionox/")

    value = rows.get(displays, "suppliers", "visionox").value
    assert (value.name, value.country, value.parent) == ("Visionox", "CN", "samsung-group")
