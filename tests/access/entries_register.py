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


ENTRIES = [
    Entry(route="register-search", right=Right.READ, query="q=a"),
    *(of_noun("register-list", noun) for noun in NOUNS),
    *(of_noun("register-detail", noun, shows=lambda world: world.mark) for noun in NOUNS),
    *(of_noun("register-history", noun) for noun in NOUNS),
]
