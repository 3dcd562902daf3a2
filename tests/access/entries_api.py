"""Operations of the REST API."""

from assessments.access import Right
from assessments.register.rows import NOUNS
from tests.access.entries import Entry

CHANGES = ("PUT", "PATCH", "DELETE")
OPEN = "describes the API; holds no row"


def of_noun(route, noun, method="GET", **more):
    """Return an operation on the first row of a noun."""
    at = noun.replace("_", "-")
    return Entry(
        route=route.format(at),
        method=method,
        right=Right.READ if method == "GET" else Right.WRITE,
        is_api=True,
        kwargs=lambda world: {"external_id": world.ids[noun]},
        body=lambda world: {"external_id": world.ids[noun], **world.bodies[noun]},
        shows=(lambda world: world.ids[noun]) if method == "GET" else None,
        **more,
    )


ENTRIES = [
    Entry(route="api-schema", right=None, is_api=True, why=OPEN),
    Entry(route="api-docs", right=None, is_api=True, why=OPEN),
    Entry(route="api-nothing", right=None, is_api=True, why="404", allowed=frozenset([404])),
    *(of_noun("api-{}", noun) for noun in NOUNS),
    *(of_noun("api-{}", noun, "POST") for noun in NOUNS),
    *(of_noun("api-{}-detail", noun) for noun in NOUNS),
    *(
        of_noun("api-{}-detail", noun, method)
        for noun in NOUNS
        for method in ("PUT", "PATCH", "DELETE")
    ),
    *(of_noun("api-{}-upsert", noun, "PUT") for noun in NOUNS),
]
