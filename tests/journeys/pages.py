"""Every page of the product with an address to open it, from the entries of the access matrix."""

from collections.abc import Iterator
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.access.entries import Entry, all_entries
from tests.access.routes import all_routes
from tests.access.world import World

PARTS = {route.name: route.parts for route in all_routes()}
WITHOUT_SIGN_IN = "before anybody is signed in"


def addresses(world: World, client: Client) -> Iterator[tuple[str, str]]:
    """Yield name and address of each whole page that somebody gets (a part of a page is none)."""
    for entry in all_entries():
        if entry.is_api or entry.method != "GET":
            continue
        address = address_of(entry, world)
        answer = client.get(address)
        is_page = answer.get("Content-Type", "").startswith("text/html")
        if answer.status_code == 200 and is_page and b"<html" in answer.content:
            yield str(entry), address


def address_of(entry: Entry, world: World) -> str:
    """Return where an entry leads in a world."""
    values = {**world.values, "organization": world.organization.slug, **entry.kwargs(world)}
    kwargs = {name: values[name] for name in PARTS[entry.route] if name in values}
    return reverse(entry.route, kwargs=kwargs) + (f"?{entry.query}" if entry.query else "")


def nobodys_addresses(world: World) -> list[tuple[str, str]]:
    """Return the pages that are there for whoever is not signed in."""
    return list(addresses(world, Client(raise_request_exception=False)))


def members_addresses(world: World, role: Any = "ADMIN") -> list[tuple[str, str]]:
    """Return the pages that a member gets."""
    return list(addresses(world, world.clients[role]))
