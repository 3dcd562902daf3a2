"""Operations of the REST API."""

from assessments.access import Right
from assessments.casefile import exchange
from assessments.register.rows import NOUNS
from assessments.register.top import head_of
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


def case_head(world):
    """Return the head of a case as it is."""
    return exchange.to_json(head_of(world.organization))


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
    Entry(route="api-head", right=Right.READ, is_api=True, shows=lambda world: world.mark),
    Entry(route="api-head", method="PUT", right=Right.WRITE, is_api=True, body=case_head),
    Entry(route="api-measure-codes", right=None, is_api=True, why=OPEN),
    *(
        Entry(route=f"api-{route}", right=Right.READ, is_api=True, **more)
        for route, more in {
            "assessments": {"shows": lambda world: str(world.values["assessment"])},
            "assessments-detail": {"shows": lambda world: str(world.values["assessment"])},
            "measures": {},
            "jobs": {"shows": lambda world: str(world.values["job"])},
            "jobs-detail": {"shows": lambda world: str(world.values["job"])},
            "reports": {"shows": lambda world: str(world.values["report"])},
            "reports-detail": {"shows": lambda world: str(world.values["report"])},
            "reports-file": {"allowed": frozenset([200, 409])},
        }.items()
    ),
    *(
        Entry(route=f"api-{route}", method="POST", right=right, is_api=True, body=body)
        for route, right, body in (
            ("assessments", Right.WRITE, lambda world: {"seed": 3}),
            ("assessments-submit", Right.WRITE, lambda world: {"note": "Ready."}),
            ("assessments-approve", Right.APPROVE, lambda world: {"note": ""}),
            ("assessments-send-back", Right.APPROVE, lambda world: {"note": "Why?"}),
            ("jobs-cancel", Right.WRITE, lambda world: {}),
            ("jobs-retry", Right.WRITE, lambda world: {}),
            (
                "reports",
                Right.WRITE,
                lambda world: {
                    "assessment": str(world.values["assessment"]),
                    "position": f"{world.values['function']}/{world.values['supplier']}",
                },
            ),
        )
    ),
]
