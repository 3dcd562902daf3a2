"""Forms of every noun: what they show they give back, and what goes wrong loses nothing."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assessments.actions import rows as actions
from assessments.actions.cases import load_document
from assessments.author import Author
from assessments.models import Supplier
from assessments.register import rows
from assessments.register.rows import NOUNS
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


class Fields(HTMLParser):
    """What a browser would send of the form on a page."""

    def __init__(self, html):
        super().__init__()
        self.data, self.depth, self.select, self.area = {}, 0, None, None
        self.inside = False
        self.feed(html)

    def put(self, name, value):
        self.data.setdefault(name, []).append(value)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "template":
            self.depth += 1
        if tag == "form":
            self.inside = "data-register-form" in said
        if self.depth or not self.inside:
            return
        name, kind = said.get("name"), said.get("type", "text")
        if tag == "input" and name:
            if kind == "checkbox":
                if "checked" in said:
                    self.put(name, said.get("value", "on"))
            else:
                self.put(name, said.get("value", ""))
        if tag == "select":
            self.select, self.options = (name, "multiple" in said), []
        if tag == "option" and self.select:
            self.options.append((said.get("value", ""), "selected" in said))
        if tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, text):
        if self.area:
            self.text += text

    def handle_endtag(self, tag):
        if tag == "template":
            self.depth -= 1
        if tag == "form":
            self.inside = False
        if tag == "textarea" and self.area:
            self.put(self.area, self.text.removeprefix("\n").replace("\n", "\r\n"))
            self.area = None
        if tag == "select" and self.select:
            name, is_multiple = self.select
            chosen = [value for value, is_chosen in self.options if is_chosen]
            if not is_multiple and not chosen and self.options:
                chosen = [self.options[0][0]]
            for value in chosen:
                self.put(name, value)
            self.select = None


def sent(response):
    """Return what a browser sends back if nothing is changed."""
    return Fields(response.text).data


@pytest.fixture
def author(ours, now):
    return Author(organization=ours, by=None, now=now)


def address(noun, external_id, verb="edit"):
    return f"/apple/{noun.replace('_', '-')}/{external_id}/{verb}/"


def load(name, organization, now):
    document = case(name)
    ours = replace(document.organization, id=organization.slug)
    document = replace(document, organization=ours)
    load_document(document, organization=organization, by=None, now=now)


@pytest.fixture
def small(ours, now):
    """Return our organization with a row of every noun."""
    load("small", ours, now)
    return ours


@pytest.mark.parametrize(
    "name", ["apple-samsung-displays", "microsoft-anthropic", "hospital-imaging", "small"]
)
def test_every_row_of_a_case_goes_through_its_form_unchanged(name, ours, now, signed_in):
    load(name, ours, now)
    client, differing = signed_in("EDITOR"), []

    for noun in NOUNS:
        for row in rows.queryset(ours, noun):
            at = address(noun, row.external_id)
            response = client.post(at, sent(client.get(at)))
            if response.status_code != 302:
                errors = re.findall(r'<li><a href="#[^"]*">(.*?)</a>', response.text)
                differing.append((noun, row.external_id, errors))

    assert differing == []
    assert _changed(ours) == []


def _changed(organization):
    from assessments.models import AuditEvent

    events = AuditEvent.objects.for_organization(organization).filter(verb="update")
    return [(e.noun, e.external_id, _difference(e)) for e in events]


def _difference(event):
    row = event.changes["rows"][0]
    keys = [k for k in row["before"] if row["before"][k] != row["after"].get(k)]
    return [(k, row["before"][k], row["after"].get(k)) for k in keys]


# What goes wrong ----------------------------------------------------------------------------------


def changed(data, **fields):
    return {**data, **{name: [value] for name, value in fields.items()}}


def form_of(client, at):
    response = client.get(at)
    assert response.status_code == 200
    return sent(response)


@pytest.fixture
def dated(ours, now):
    """Return our organization as it is before its first row."""
    ours.as_of = now.date()
    ours.save()
    return ours


def test_a_new_supplier_gets_its_id_from_its_name(dated, signed_in):
    client = signed_in("EDITOR")
    data = changed(form_of(client, "/apple/new/suppliers/"), name="Müller & Söhne", country="DE")

    response = client.post("/apple/new/suppliers/", data)

    assert response.url == "/apple/suppliers/muller-sohne/"
    assert rows.get(dated, "suppliers", "muller-sohne").value.name == "Müller & Söhne"


def test_an_id_that_is_taken_says_so_at_its_field_and_keeps_what_was_typed(dated, signed_in):
    client = signed_in("EDITOR")
    data = form_of(client, "/apple/new/suppliers/")
    client.post("/apple/new/suppliers/", changed(data, name="Acme"))

    response = client.post("/apple/new/suppliers/", changed(data, name="Acme", legal_name="Other"))

    assert response.status_code == 422
    assert '<a href="#id_at-id">Id: Acme is taken; write another id.</a>' in response.text
    assert sent(response)["legal_name"] == ["Other"]


def test_the_same_form_sent_twice_makes_one_row(dated, signed_in):
    client = signed_in("EDITOR")
    data = changed(form_of(client, "/apple/new/suppliers/"), name="Acme")

    answers = [client.post("/apple/new/suppliers/", data).url for _ in range(2)]

    assert answers == ["/apple/suppliers/acme/"] * 2
    assert Supplier.objects.for_organization(dated).count() == 1


def test_save_and_add_another_leads_to_a_form_for_the_same_owner(displays, signed_in):
    client = signed_in("EDITOR")
    at = "/apple/new/offerings/?suppliers=sdc"
    data = form_of(client, at)
    assert data["supplier"] == ["sdc"]

    response = client.post(at, changed(data, name="More", then="another"))

    assert response.url == at


def test_each_error_stands_at_its_field_and_in_the_summary(displays, signed_in):
    client = signed_in("EDITOR")
    at = address("dependencies", "iphone.panels.sdc")
    data = changed(
        form_of(client, at),
        since="yesterday",
        offering="",
        note="a\u2028b",
        **{"workload_share-form": "value", "workload_share-value": "a lot"},
        **{"annual_spend-as_of": "the day before"},
        **{"volume_share-form": "range", "volume_share-low": "0.5"},
        **{"gross_margin_share-form": "value", "gross_margin_share-value": "150 %"},
    )

    response = client.post(at, data)

    assert response.status_code == 422
    summary = response.text.partition('id="errors"')[2].partition("</ul>")[0]
    figures = ("id_workload_share-form", "id_volume_share-form", "id_annual_spend-form")
    for anchor in ("id_offering", "id_since", "id_note", *figures):
        assert f'href="#{anchor}"' in summary
        assert f'id="{anchor}"' in response.text
    assert "Enter both the lowest and the highest value." in response.text
    assert "As of: &#x27;the day before&#x27; is not a date; write" in summary
    assert sent(response)["workload_share-value"] == ["a lot"]


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("gross_margin_share-value", "150 %", "Gross margin"),
        ("since", "yesterday", "Since"),
        ("annual_spend-currency", "XXQ", "Spend a year"),
    ],
)
def test_what_the_case_refuses_lands_at_the_field_it_is_about(
    field, wrong, words, displays, signed_in
):
    client, at = signed_in("EDITOR"), address("dependencies", "iphone.panels.sdc")
    data = form_of(client, at)
    name = field.rpartition("-")[0]
    if name:
        data |= {f"{name}-form": ["value"]}
        data.setdefault(f"{name}-value", ["1"])
        data[f"{name}-value"] = [data[f"{name}-value"][0] or "1"]

    response = client.post(at, {**data, field: [wrong]})

    assert response.status_code == 422
    assert f'<a href="#id_{name}-form">{words}' in response.text or (
        f'<a href="#id_{field}">{words}' in response.text
    )
    assert sent(response)[field] == [wrong]


def test_a_row_inside_a_row_keeps_its_error_at_itself(displays, signed_in):
    client = signed_in("EDITOR")
    data = form_of(client, "/apple/new/alternatives/?dependencies=iphone.panels.sdc")
    assert data["for_"] == ["iphone.panels.sdc"]
    lines = {
        "cost_lines-0-row": ["1"],
        "cost_lines-0-key": ["search"],
        "cost_lines-0-amount-form": ["value"],
        "cost_lines-0-amount-value": ["many"],
        "activities-0-row": ["1"],
        "activities-0-key": ["tender"],
        "activities-0-months-form": ["value"],
        "activities-0-months-value": ["-3"],
    }

    response = client.post("/apple/new/alternatives/", {**data, **lines, "name": ["BOE"]})

    assert response.status_code == 422
    assert 'href="#id_cost_lines-0-amount-form"' in response.text

    lines["cost_lines-0-amount-value"] = ["1.2m"]
    response = client.post("/apple/new/alternatives/", {**data, **lines, "name": ["BOE"]})

    assert 'href="#id_activities-0-months-form"' in response.text


def test_rows_are_added_and_removed_without_a_script(displays, signed_in):
    client = signed_in("EDITOR")
    at = "/apple/new/alternatives/"
    data = changed(form_of(client, at), name="BOE")

    added = client.post(at, {**data, "more": ["cost_lines"]})
    assert added.status_code == 200
    assert sent(added)["cost_lines-0-row"] == ["1"]
    assert sent(added)["name"] == ["BOE"]

    removed = client.post(at, {**sent(added), "less": ["cost_lines-0"]})
    assert "cost_lines-0-row" not in sent(removed)


def test_a_change_of_somebody_else_shows_both_and_loses_neither(displays, author, signed_in):
    client, at = signed_in("EDITOR"), address("suppliers", "sdc")
    data = changed(form_of(client, at), name="Mine")
    entry = rows.get(displays, "suppliers", "sdc")
    actions.update(
        author=author, noun="suppliers", external_id="sdc", value=replace(entry.value, name="Hers")
    )

    refused = client.post(at, data)

    assert refused.status_code == 409
    assert "<td>Hers</td><td>Mine</td>" in refused.text
    assert rows.get(displays, "suppliers", "sdc").value.name == "Hers"

    again = client.post(at, sent(refused))

    assert again.status_code == 302
    assert rows.get(displays, "suppliers", "sdc").value.name == "Mine"


def test_a_reference_to_a_row_of_others_is_refused(displays, theirs, now, signed_in):
    theirs.as_of = now.date()
    theirs.save()
    stranger = Author(organization=theirs, by=None, now=now)
    of_theirs = replace(rows.get(displays, "suppliers", "sdc").value, parent="", source="")
    actions.create(
        author=stranger, noun="suppliers", value=replace(of_theirs, locations={}), external_id="own"
    )
    client, at = signed_in("EDITOR"), address("suppliers", "sdc")

    response = client.post(at, changed(form_of(client, at), parent="own"))

    assert response.status_code == 422
    assert 'href="#id_parent"' in response.text


# Duplicate, delete, undo --------------------------------------------------------------------------


@pytest.mark.parametrize("noun", NOUNS)
def test_a_duplicate_begins_with_what_the_row_says(noun, small, signed_in):
    client = signed_in("EDITOR")
    row = rows.queryset(small, noun).first()

    data = form_of(client, address(noun, row.external_id, "duplicate"))
    edited = form_of(client, address(noun, row.external_id))

    own = {"version", "draft", "csrfmiddlewaretoken"}
    kept = {k: v for k, v in data.items() if k not in own and not k.startswith("at-")}
    assert kept == {k: v for k, v in edited.items() if k not in own}


def test_a_duplicate_is_a_row_of_its_own(displays, signed_in):
    client, at = signed_in("EDITOR"), address("suppliers", "sdc", "duplicate")

    response = client.post(at, changed(form_of(client, at), name="Other"))

    assert response.url == "/apple/suppliers/other/"
    other, old = (rows.get(displays, "suppliers", name).value for name in ("other", "sdc"))
    assert replace(other, name=old.name) == old


def test_what_hangs_on_a_row_is_listed_deleted_and_put_back(displays, signed_in):
    client, at = signed_in("EDITOR"), address("suppliers", "sdc", "delete")
    counts = {noun: rows.queryset(displays, noun).count() for noun in NOUNS}

    page = client.get(at)
    assert "/apple/dependencies/iphone.panels.sdc/" in page.text

    response = client.post(at, {"version": "1"}, follow=True)
    assert "is deleted" in response.text
    undo = re.search(r'action="(/apple/undo/[^"]*)"', response.text)[1]
    assert not rows.queryset(displays, "suppliers").filter(external_id="sdc").exists()

    response = client.post(undo)
    assert response.url == "/apple/suppliers/sdc/"
    assert {noun: rows.queryset(displays, noun).count() for noun in NOUNS} == counts


def test_an_edit_can_be_undone_from_its_message(displays, signed_in):
    client, at = signed_in("EDITOR"), address("suppliers", "sdc")
    before = rows.get(displays, "suppliers", "sdc").value

    page = client.post(at, changed(form_of(client, at), name="Wrong"), follow=True)
    undo = re.search(r'action="(/apple/undo/[^"]*)"', page.text)[1]
    client.post(undo)

    assert rows.get(displays, "suppliers", "sdc").value == before


@pytest.mark.parametrize("noun", NOUNS)
def test_a_viewer_is_offered_no_form(noun, small, signed_in):
    client = signed_in("VIEWER")
    row = rows.queryset(small, noun).first()

    detail = client.get(f"/apple/{noun.replace('_', '-')}/{row.external_id}/").text

    assert "/edit/" not in detail
    assert "/new/" not in detail
    for verb in ("edit", "duplicate", "delete"):
        assert client.get(address(noun, row.external_id, verb)).status_code == 403


@pytest.mark.parametrize("noun", NOUNS)
def test_a_step_asks_for_no_more_than_twelve_fields(noun, ours, signed_in):
    page = signed_in("EDITOR").get(f"/apple/new/{noun.replace('_', '-')}/")

    assert page.status_code == 200
    for step in page.context["form"].steps:
        assert len(step.elements) + len(step.rare) <= 12


def test_choices_are_searched_by_name_and_id(displays, signed_in):
    client = signed_in("EDITOR")

    found = client.get("/apple/choices/suppliers/?q=samsung").json()["rows"]

    assert "sdc" in [row["value"] for row in found]
