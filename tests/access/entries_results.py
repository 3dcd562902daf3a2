"""Dashboard, assessments, graph, calendar."""

from assessments.access import Right
from assessments.models import Membership, User
from assessments.views.calendar import _token
from tests.access.entries import Entry
from tests.access.world import address


def feed_token(world):
    """Return the address of the viewer's calendar."""
    viewer = User.objects.get(email=address(world.organization.slug, "VIEWER"))
    return {"token": _token(Membership.objects.get(user=viewer))}


def review(verb, right):
    """Return a step of a review."""
    return Entry(
        route="assessment-review",
        method="POST",
        right=right,
        label=f" {verb}",
        kwargs=lambda world: {"verb": verb},
        body=lambda world: {"note": "Why?"},
    )


ENTRIES = [
    Entry(route="dashboard", right=Right.READ),
    Entry(route="sample-load", method="POST", right=Right.WRITE),
    Entry(route="sample-remove", method="POST", right=Right.WRITE),
    Entry(route="assessment-list", right=Right.READ),
    Entry(route="assessment-start", right=Right.WRITE),
    Entry(route="assessment-start", method="POST", right=Right.WRITE),
    Entry(route="job-detail", right=Right.READ),
    Entry(route="job-progress", right=Right.READ),
    Entry(route="job-cancel", method="POST", right=Right.WRITE),
    Entry(route="job-retry", method="POST", right=Right.WRITE),
    Entry(route="assessment-detail", right=Right.READ, shows=lambda world: str(world.mark)),
    review("submit", Right.WRITE),
    review("approve", Right.APPROVE),
    review("send-back", Right.APPROVE),
    Entry(route="assessment-compare", right=Right.READ, allowed=frozenset([200, 302])),
    Entry(route="measure-list", right=Right.READ),
    Entry(route="measure-csv", right=Right.READ),
    Entry(route="graph", right=Right.READ),
    Entry(route="calendar", right=Right.READ),
    Entry(
        route="calendar-feed",
        right=None,
        is_secret=True,
        why="a calendar program cannot sign in; the address is the secret",
        kwargs=feed_token,
    ),
]
