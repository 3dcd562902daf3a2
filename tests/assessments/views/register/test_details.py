"""The page of a row and its history."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.actions import policies
from assessments.actions import rows as actions
from assessments.author import Author
from assessments.forms.layouts import LAYOUTS
from assessments.models import Source, Supplier
from assessments.register import rows
from assessments.register.cases import dump_document
from assessments.register.rows import NOUNS

pytestmark = pytest.mark.django_db


def address(noun, external_id, more=""):
    return f"/apple/{noun.replace('_', '-')}/{external_id}/{more}"


@pytest.fixture
def author(ours, now):
    return Author(organization=ours, by=None, now=now)


@pytest.mark.parametrize("noun", NOUNS)
def test_a_page_shows_every_field_of_its_noun(noun, displays):
    shown = {name for step in LAYOUTS[noun] for name in step.fields}

    assert shown >= {field.name for field in NOUNS[noun].fields}


@pytest.mark.parametrize("noun", NOUNS)
def test_every_row_has_a_page_and_a_history(noun, displays, signed_in):
    client = signed_in("VIEWER")

    for row in rows.queryset(displays, noun)[:3]:
        assert client.get(address(noun, row.external_id)).status_code == 200
        assert client.get(address(noun, row.external_id, "history/")).status_code == 200


def test_a_figure_shows_value_grade_source_and_date(displays, signed_in):
    response = signed_in("VIEWER").get(address("dependencies", "iphone.panels.sdc"))

    assert "64.5%" in response.text
    assert "/apple/sources/A11/" in response.text
    assert "as of 28 October 2025" in response.text


def test_a_row_leads_to_what_it_belongs_to_and_what_hangs_on_it(displays, signed_in):
    response = signed_in("VIEWER").get(address("suppliers", "sdc"))

    parent = rows.get(displays, "suppliers", "sdc").value.parent
    assert address("suppliers", parent) in response.text
    assert "/apple/contracts/" in response.text
    assert "/apple/positions/" in response.text


def test_portfolio_to_contract_takes_three_clicks(displays, signed_in):
    client = signed_in("VIEWER")
    contract = rows.queryset(displays, "contracts").first().external_id

    portfolio = client.get("/apple/suppliers/").text
    supplier = client.get(address("suppliers", "sdc")).text

    assert address("suppliers", "sdc") in portfolio
    assert address("contracts", contract) in supplier


def test_a_row_of_others_is_not_there(theirs, save, signed_in):
    save(Supplier, organization=theirs, external_id="secret", name="Secret Supplier")
    client = signed_in("ADMIN")

    for more in ("", "history/"):
        response = client.get(address("suppliers", "secret", more))
        assert response.status_code == 404
        assert "Secret Supplier" not in response.text


def test_the_number_of_queries_does_not_grow_with_what_hangs_on_a_row(save, ours, signed_in):
    client = signed_in("VIEWER")
    top = save(Supplier, external_id="top", name="Top")

    def n_queries(n):
        for i in range(n):
            save(Supplier, external_id=f"child-{n}-{i}", parent=top)
        with CaptureQueriesContext(connection) as queries:
            client.get(address("suppliers", "top"))
        return len(queries)

    assert n_queries(3) == n_queries(20)


def test_a_history_says_who_changed_what_from_what_to_what(displays, author, signed_in):
    value = actions.rows.get(displays, "suppliers", "lgd").value
    renamed = type(value)(**{**fields(value), "name": "LG Display Co."})
    actions.update(author=author, noun="suppliers", external_id="lgd", value=renamed)

    response = signed_in("VIEWER").get(address("suppliers", "lgd", "history/"))

    (step,) = response.context["steps"]
    (change,) = step.changes
    assert (step.title, step.who) == ("Changed", "the terminal")
    assert (change.label, change.after) == ("Name", "LG Display Co.")


def test_the_history_of_a_row_outlives_it(displays, author, signed_in):
    actions.delete(author=author, noun="suppliers", external_id="lgd")
    client = signed_in("VIEWER")

    response = client.get(address("suppliers", "lgd", "history/"))

    assert client.get(address("suppliers", "lgd")).status_code == 404
    assert "This row is gone" in response.text
    assert "History of LG Display" in response.text
    assert "LG Display" in client.get("/apple/").text


def test_what_was_deleted_is_put_back_from_its_history(displays, author, signed_in):
    before = dump_document(displays)
    actions.delete(author=author, noun="suppliers", external_id="sdc")
    page = address("suppliers", "sdc", "history/")
    (step, *_) = signed_in("VIEWER").get(page).context["steps"]
    undo = f"/apple/undo/{step.event.pk}/"

    offered = {role: undo in signed_in(role).get(page).text for role in ("APPROVER", "EDITOR")}
    response = signed_in("ADMIN").post(undo, follow=True)

    assert offered == {"APPROVER": True, "EDITOR": True}
    assert "Undone: everything is as it was before." in response.text
    assert dump_document(displays) == before


def test_a_source_that_is_needed_says_by_what(displays, signed_in):
    page = address("sources", "A1", "delete/")
    client = signed_in("EDITOR")

    asked = client.get(page)
    sent = client.post(page, {"version": "1"}, follow=True)

    assert asked.context["is_held"]
    assert "Name another source in these rows first" in asked.text
    assert "btn-danger" not in asked.text
    ((_, links),) = asked.context["groups"]
    assert all(fact.noun in NOUNS and fact.external_id and words for fact, words in links)
    assert "It was not deleted:" in sent.text
    assert client.get(address("sources", "A1")).status_code == 200


def test_a_source_that_only_the_policy_names_says_so(displays, author, signed_in, save):
    save(Source, external_id="P1", title="Treasury")
    draft = policies.draft(author=author)
    value = policies.value_of(draft, author)
    rate = replace(value.discount_rate, source="P1")
    policies.edit(author=author, policy=draft, name="", value=replace(value, discount_rate=rate))
    policies.activate(author=author, policy=draft)

    page = signed_in("EDITOR").get(address("sources", "P1", "delete/"))

    assert page.context["is_held"]
    assert "Scoring policy" in page.text


def test_who_may_not_write_is_offered_no_undo(displays, author, signed_in):
    actions.delete(author=author, noun="suppliers", external_id="lgd")

    response = signed_in("VIEWER").get(address("suppliers", "lgd", "history/"))

    assert "/apple/undo/" not in response.text


def test_names_that_are_markup_stay_names(save, signed_in):
    save(Supplier, external_id="evil", name="<img src=x onerror=alert(1)>")

    response = signed_in("VIEWER").get(address("suppliers", "evil"))

    assert "<img src=x" not in response.text


def fields(value):
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
