"""Every route × everybody: members get what they may, nobody else gets anything.

Each organization has its mark in every text field; an answer to a stranger has none of it. A route
without an entry fails with the line to add to ``tests/access/entries_*.py``.
"""

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django_scopes import scope

from assessments.access import RIGHTS, Right, member
from assessments.api.view import OrganizationView
from assessments.casefile import read
from assessments.casefile.problems import CaseFileError
from assessments.models import AuditEvent
from assessments.register.rows import NOUNS
from tests.access.entries import Entry, all_entries
from tests.access.files import file_of, naming
from tests.access.references import Reference, filters_by_row, foreign_id, references_in
from tests.access.routes import Route, all_routes
from tests.access.world import ROLES, World, build

pytestmark = pytest.mark.django_db

ENTRIES, ROUTES = all_entries(), all_routes()
BY_NAME = {route.name: route for route in ROUTES}
KNOWN = [entry for entry in ENTRIES if entry.route in BY_NAME]
INSIDE = [entry for entry in KNOWN if entry.right is not None]
OURS, THEIRS = "ourmarkq", "theirmarkz"


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[World, World]]:
    """Build two organizations once; each request of a test is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build("ours", OURS), build("theirs", THEIRS)
        transaction.set_rollback(True)


def ask(
    entry: Entry, world: World, client: Client, *, of: World | None = None, headers: Any = None
) -> tuple[int, str]:
    """Return status and text of an answer, and undo what it did."""
    values = {**world.values, **(of or world).values, "organization": world.organization.slug}
    values |= entry.kwargs(of or world)
    parts = {name: values[name] for name in BY_NAME[entry.route].parts if name in values}
    url = reverse(entry.route, kwargs=parts) + (f"?{entry.query}" if entry.query else "")
    body = entry.body(world)
    sent = {"data": body} if entry.method == "POST" else {}
    if entry.is_api and not entry.is_safe:
        sent = {"data": json.dumps(body), "content_type": "application/json"}
    try:
        with transaction.atomic():
            call = getattr(client, entry.method.lower())
            answer = call(url, **sent, headers=headers or {})
            text = _text(answer)
            transaction.set_rollback(True)
    finally:
        client.cookies.pop("messages", None)
    return answer.status_code, text


def _text(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{dict(answer.headers)}{content.decode('utf-8', 'replace')}"


def signed_in(world: World, role: str) -> Client:
    """Return a browser whose session outlives a sign-out that is undone."""
    client = Client(raise_request_exception=False)
    client.cookies.update(world.clients[role].cookies)
    return client


# What is there ------------------------------------------------------------------------------------


def missing(route: Route) -> list[str]:
    """Return the lines to add for a route: one for each of its methods that nothing is said of."""
    entries = {entry.method for entry in ENTRIES if entry.route == route.name}
    expected = route.declared or frozenset(sorted(entries)[:1] or ["GET"])
    right = f"Right.{route.right.name}" if route.right else 'None, why="…"'
    return [
        f"Entry(route={route.name!r}, method={method!r}, right={right}),"
        for method in sorted(expected - entries)
    ]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.pattern)
def test_every_route_has_an_entry(route: Route) -> None:
    lines = missing(route)

    assert route.name, f"{route.pattern}: give the route a name"
    assert not lines, f"{route.pattern}: add to tests/access/entries_*.py: {' '.join(lines)}"


def test_a_new_page_and_a_new_operation_are_missed() -> None:
    class New(OrganizationView):
        right = Right.READ

        def get(self, request: Any) -> None: ...
        def delete(self, request: Any) -> None: ...

    page = member(Right.WRITE)(lambda request: HttpResponse())
    patterns = [
        path("<slug:organization>/new/", page, name="new-page"),
        path("api/v1/organizations/<slug:organization>/new/", New.as_view(), name="new-operation"),
    ]

    found = [line for route in all_routes(patterns) for line in missing(route)]

    assert found == [
        "Entry(route='new-page', method='GET', right=Right.WRITE),",
        "Entry(route='new-operation', method='DELETE', right=Right.READ),",
        "Entry(route='new-operation', method='GET', right=Right.READ),",
    ]


def test_no_entry_is_left_of_a_route_that_is_gone() -> None:
    assert sorted({entry.route for entry in ENTRIES} - set(BY_NAME)) == []


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.pattern)
def test_what_stands_in_an_organization_is_guarded(route: Route) -> None:
    secrets = {entry.route for entry in ENTRIES if entry.is_secret}

    assert "organization" not in route.parts or route.right or route.name in secrets


@pytest.mark.parametrize("name", sorted({e.route for e in KNOWN if not e.is_api}))
def test_a_method_without_an_entry_writes_nothing(worlds: tuple[World, World], name: str) -> None:
    entries = [entry for entry in KNOWN if entry.route == name]
    for method in {"POST", "PUT", "PATCH", "DELETE"} - {entry.method for entry in entries}:
        ours = worlds[0]
        before = AuditEvent.objects.for_organization(ours.organization).count()
        example = entries[0]
        entry = Entry(route=name, right=None, why="tried", method=method, kwargs=example.kwargs)
        with transaction.atomic():
            status, _ = ask(entry, ours, signed_in(ours, "ADMIN"))
            after = AuditEvent.objects.for_organization(ours.organization).count()

        assert status < 500
        assert after == before, f"{method} {name} writes: add an entry for it"


# People in browsers -------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", [e for e in INSIDE if not e.is_api], ids=str)
def test_each_member_gets_what_their_role_may(worlds: tuple[World, World], entry: Entry) -> None:
    ours, _ = worlds
    for role in ROLES:
        status, text = ask(entry, ours, signed_in(ours, role))

        assert THEIRS not in text, f"{role} sees another organization"
        if entry.right not in RIGHTS[role]:
            assert status == 403, f"{role} may not {entry}, but got {status}"
            continue
        assert entry.lets_through(status), f"{role} may {entry}, but got {status}: {text[:600]}"
        if entry.shows:
            assert entry.shows(ours) in text, f"{role} does not see what {entry} shows"


@pytest.mark.parametrize("entry", [e for e in INSIDE if not e.is_api], ids=str)
def test_nobody_and_no_stranger_gets_in(worlds: tuple[World, World], entry: Entry) -> None:
    ours, theirs = worlds
    nobody = ask(entry, ours, Client(raise_request_exception=False))
    strangers = [
        *(ask(entry, ours, signed_in(theirs, role)) for role in ROLES),
        ask(entry, ours, signed_in(ours, "GONE")),
    ]

    assert nobody[0] == 302
    assert [status for status, _ in strangers] == [404] * len(strangers)
    assert not [text for _, text in [nobody, *strangers] if OURS in text]


@pytest.mark.parametrize("entry", [e for e in INSIDE if not e.is_api and not e.is_safe], ids=str)
def test_a_change_without_the_token_of_the_page_is_refused(
    worlds: tuple[World, World], entry: Entry
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = signed_in(worlds[0], "ADMIN").cookies

    assert ask(entry, worlds[0], client)[0] == 403


OWN_PARTS = {"user_id", "key_id", "event_id", "assessment", "job", "report", "policy_id"}


@pytest.mark.parametrize(
    "entry", [e for e in INSIDE if BY_NAME[e.route].parts & OWN_PARTS], ids=str
)
def test_a_foreign_id_in_our_address_is_not_found(
    worlds: tuple[World, World], entry: Entry
) -> None:
    ours, theirs = worlds
    headers = {"Authorization": f"Bearer {ours.secrets['ADMIN']}"} if entry.is_api else None
    client = Client(raise_request_exception=False) if headers else signed_in(ours, "ADMIN")

    status, text = ask(entry, ours, client, of=theirs, headers=headers)

    assert status == 404
    assert THEIRS not in text


def pointing(reference: Reference, theirs: World) -> Entry:
    """Return the operation that makes a row of ours name a row of others."""
    noun = reference.noun
    return Entry(
        route=f"api-{noun.replace('_', '-')}-upsert",
        method="PUT",
        right=Right.WRITE,
        is_api=True,
        kwargs=lambda world: {"external_id": world.ids[noun]},
        body=lambda world: reference.put(world.bodies[noun], foreign_id(theirs, reference.target)),
    )


@pytest.mark.parametrize("noun", NOUNS)
def test_no_body_can_name_a_row_of_others(worlds: tuple[World, World], noun: str) -> None:
    ours, theirs = worlds
    headers = {"Authorization": f"Bearer {ours.secrets['ADMIN']}"}
    for reference in references_in(noun, ours.bodies[noun]):
        entry = pointing(reference, theirs)
        status, text = ask(entry, ours, Client(raise_request_exception=False), headers=headers)

        assert status in (400, 409, 422), f"{reference} took a row of others: {status} {text[:600]}"
        assert "-theirs" in text, f"{reference} was refused for another reason: {text[-600:]}"
        assert THEIRS not in text


@pytest.mark.parametrize("noun", NOUNS)
def test_no_file_can_name_a_row_of_others(worlds: tuple[World, World], noun: str) -> None:
    ours, theirs = worlds
    with scope(organization=ours.organization):
        file = file_of(ours)
    for reference in references_in(noun, ours.bodies[noun]):
        with transaction.atomic():
            text = naming(file, ours, reference, foreign_id(theirs, reference.target))
            with pytest.raises(CaseFileError) as caught:
                read.load(text, "ours.yaml")
            transaction.set_rollback(True)

        assert "-theirs" in str(caught.value), f"{reference}: {caught.value}"


@pytest.mark.parametrize("noun", NOUNS)
def test_no_filter_finds_a_row_of_others(worlds: tuple[World, World], noun: str) -> None:
    ours, theirs = worlds
    key = {"Authorization": f"Bearer {ours.secrets['ADMIN']}"}
    for name, target in filters_by_row(noun).items():
        query = urlencode({name: foreign_id(theirs, target)})
        status, text = ask(of_list(noun, query), ours, Client(), headers=key)
        page = ask(of_page(noun, query), ours, signed_in(ours, "ADMIN"))

        assert status == 400 or '"results":[]' in text, f"{name} of {noun}: {status} {text}"
        assert page[0] == 200
        assert THEIRS not in text + page[1]


@pytest.mark.parametrize("noun", NOUNS)
def test_no_search_finds_a_row_of_others(worlds: tuple[World, World], noun: str) -> None:
    ours, theirs = worlds
    key = {"Authorization": f"Bearer {ours.secrets['ADMIN']}"}
    for words in (THEIRS, foreign_id(theirs, noun)):
        query = urlencode({"q": words})
        status, text = ask(of_list(noun, query), ours, Client(), headers=key)
        _, page = ask(of_page(noun, query), ours, signed_in(ours, "ADMIN"))

        assert status == 200
        assert '"results":[]' in text
        assert f"/ours/{noun.replace('_', '-')}/{theirs.ids[noun]}" not in page


def of_list(noun: str, query: str) -> Entry:
    """Return the operation that lists a noun."""
    route = f"api-{noun.replace('_', '-')}"
    return Entry(route=route, right=Right.READ, is_api=True, query=query)


def of_page(noun: str, query: str) -> Entry:
    """Return the page that lists a noun."""
    kwargs = {"noun": noun}
    return Entry(route="register-list", right=Right.READ, query=query, kwargs=lambda world: kwargs)


# Open pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", [e for e in KNOWN if e.right is None], ids=str)
def test_an_open_page_shows_nothing_of_an_organization(
    worlds: tuple[World, World], entry: Entry
) -> None:
    ours, theirs = worlds
    nobody = Client(raise_request_exception=False)
    for client in [nobody, *(signed_in(theirs, role) for role in ROLES)]:
        status, text = ask(entry, ours, client)

        assert entry.lets_through(status) or status == 302, f"{entry} got {status}: {text[:600]}"
        assert entry.is_secret or OURS not in text


# Programs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", [e for e in INSIDE if e.is_api], ids=str)
def test_each_key_does_what_its_role_may(worlds: tuple[World, World], entry: Entry) -> None:
    ours, _ = worlds
    program = Client(raise_request_exception=False)
    for role in [*ROLES, "REVOKED", "EXPIRED"]:
        headers = {"Authorization": f"Bearer {ours.secrets[role]}"}
        status, text = ask(entry, ours, program, headers=headers)

        assert THEIRS not in text
        if role not in ROLES:
            assert (status, OURS in text) == (401, False), f"a {role} key got {status}"
        elif entry.right not in RIGHTS[role]:
            assert (status, OURS in text) == (403, False), f"{role} may not {entry}: {status}"
        else:
            assert entry.lets_through(status), f"{role} may {entry}: {status} {text[:600]}"
            assert not entry.shows or entry.shows(ours) in text


@pytest.mark.parametrize("entry", [e for e in INSIDE if e.is_api], ids=str)
def test_no_operation_is_open_to_others(worlds: tuple[World, World], entry: Entry) -> None:
    ours, theirs = worlds
    program = Client(raise_request_exception=False)
    foreign = {"Authorization": f"Bearer {theirs.secrets['ADMIN']}"}
    answers = {
        "nobody": ask(entry, ours, program),
        "a key of others": ask(entry, ours, program, headers=foreign),
        "a member of others": ask(entry, ours, signed_in(theirs, "ADMIN")),
        "a former member": ask(entry, ours, signed_in(ours, "GONE")),
    }

    assert {who: status for who, (status, _) in answers.items()} == {
        "nobody": 401,
        "a key of others": 404,
        "a member of others": 404,
        "a former member": 404,
    }
    assert not [who for who, (_, text) in answers.items() if OURS in text]
