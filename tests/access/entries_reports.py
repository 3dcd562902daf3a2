"""Positions, the numbers on them, and reports."""

from assessments.access import Right
from tests.access.entries import Entry

ENTRIES = [
    Entry(route="position-detail", right=Right.READ, shows=lambda world: world.mark),
    Entry(route="position-newest", right=Right.READ, allowed=frozenset([302])),
    Entry(
        route="measure-drawer",
        right=Right.READ,
        kwargs=lambda world: {"code": "score.risk"},
        query="of=position&subject=cars/north",
    ),
    Entry(route="report-list", right=Right.READ, shows=lambda world: str(world.values["report"])),
    Entry(
        route="report-create",
        method="POST",
        right=Right.WRITE,
        body=lambda world: {
            "assessment": world.values["assessment"],
            "position": f"{world.values['function']}/{world.values['supplier']}",
        },
    ),
    Entry(route="report-detail", right=Right.READ, shows=lambda world: world.mark),
    Entry(route="report-progress", right=Right.READ),
    # Its file is not made: whoever may read is led to the page that says so.
    Entry(route="report-download", right=Right.READ, allowed=frozenset([302])),
]
