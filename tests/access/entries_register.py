"""The nouns of the register on pages."""

from assessments.access import Right
from assessments.register.rows import NOUNS
from tests.access.entries import Entry


def of_noun(route, noun, right=Right.READ, **more):
    """Return what is tried with the first row of a noun."""
    return Entry(
        route=route,
        right=right,
        label=f" {noun}",
        kwargs=lambda world: {"noun": noun, "external_id": world.ids[noun]},
        **more,
    )


def NOT_OF_NOW(world):  # noqa: N802 - reads as what is sent
    """Return a form of a version that no row is at, so that nothing is written."""
    return {"version": "999999"}


ENTRIES = [
    Entry(route="register-search", right=Right.READ, query="q=a"),
    *(of_noun("register-list", noun) for noun in NOUNS),
    *(of_noun("register-detail", noun, shows=lambda world: world.mark) for noun in NOUNS),
    *(of_noun("register-history", noun) for noun in NOUNS),
    *(of_noun("register-choices", noun, Right.WRITE) for noun in NOUNS),
    *(of_noun("register-add", noun, Right.WRITE) for noun in NOUNS),
    *(of_noun("register-add", noun, Right.WRITE, method="POST") for noun in NOUNS),
    *(
        of_noun(route, noun, Right.WRITE, shows=lambda world: world.mark)
        for route in ("register-edit", "register-duplicate", "register-delete")
        for noun in NOUNS
    ),
    *(
        of_noun(route, noun, Right.WRITE, method="POST", body=NOT_OF_NOW)
        for route in ("register-edit", "register-duplicate", "register-delete")
        for noun in NOUNS
    ),
    Entry(route="rate-list", right=Right.READ),
    Entry(route="rate-add", right=Right.WRITE),
    Entry(route="rate-add", right=Right.WRITE, method="POST"),
    *(
        Entry(
            route=route, right=Right.WRITE, method=method, kwargs=lambda world: {"currency": "USD"}
        )
        for route, method in (("rate-edit", "GET"), ("rate-edit", "POST"), ("rate-remove", "POST"))
    ),
    # An invitation is no change of a row: whoever may write learns that it cannot be undone.
    Entry(
        route="register-undo",
        right=Right.WRITE,
        method="POST",
        allowed=frozenset([302]),
        kwargs=lambda world: {"event_id": world.values["event_id"]},
    ),
]
