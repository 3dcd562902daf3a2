"""Who may do what: the one place where a request meets the wall around an organization.

A stranger gets 404, so that an organization cannot be told from one that does not exist. A member
whose role does not reach gets 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any

import structlog
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django_htmx.middleware import HtmxDetails
from django_scopes import scope

from assessments.author import Author
from assessments.choices import Role
from assessments.models import ApiKey, Membership, Organization, User

View = Callable[..., HttpResponseBase]


class Right(StrEnum):
    """What a view or an operation asks for."""

    READ = "read"  # pages, results, downloads
    WRITE = "write"  # the register; assessments and reports
    APPROVE = "approve"  # assessments; policies
    ADMINISTER = "administer"  # members, keys, settings, audit trail


# Each role may do what the one before it may.
RIGHTS: dict[str, frozenset[Right]] = {
    Role.VIEWER: frozenset([Right.READ]),
    Role.EDITOR: frozenset([Right.READ, Right.WRITE]),
    Role.APPROVER: frozenset([Right.READ, Right.WRITE, Right.APPROVE]),
    Role.ADMIN: frozenset(Right),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks, in the organization that is asked about."""

    organization: Organization
    user: User | None
    role: str
    api_key: ApiKey | None = None

    def may(self, right: Right) -> bool:
        """Return whether the role reaches."""
        return right in RIGHTS[self.role]

    @property
    def may_write(self) -> bool:
        return self.may(Right.WRITE)

    @property
    def may_approve(self) -> bool:
        return self.may(Right.APPROVE)

    @property
    def may_administer(self) -> bool:
        return self.may(Right.ADMINISTER)

    def author(self) -> Author:
        """Return who writes, now."""
        return Author(
            organization=self.organization,
            by=self.user,
            now=timezone.now(),
            api_key=self.api_key,
            request_id=request_id(),
        )


class Request(HttpRequest):
    """A request behind the wall, as a view gets it from ``member``: by annotation, never made."""

    user: User
    actor: Actor
    htmx: HtmxDetails


def request_id() -> str:
    """Return the id under which this request is logged; empty outside of one."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def actor_of(user: Any, slug: str) -> Actor:
    """Return a signed-in person as the member that they are.

    Raises
    ------
    Http404
        If they are none, or there is no such organization.
    """
    memberships = Membership.objects.select_related("organization")
    membership = memberships.filter(user=user, organization__slug=slug).first()
    if membership is None:
        raise Http404
    return Actor(organization=membership.organization, user=user, role=membership.role)


def need(actor: Actor, right: Right) -> None:
    """Raise PermissionDenied if a member's role does not reach."""
    if not actor.may(right):
        raise PermissionDenied(f"Your role, {Role(actor.role).label}, may not {right.value} here.")


def member(right: Right, *, write: Right | None = None) -> Callable[[View], View]:
    """Open a page to members: ``right`` to see it, ``write`` (if another) to POST to it.

    The view's first path argument is the organization's slug; it is called with
    ``request.actor`` instead, inside the scope of that organization.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: Request, organization: str, **kwargs: Any) -> HttpResponseBase:
            actor = actor_of(request.user, organization)
            request.actor = actor  # a member who is refused still sees where they are
            need(actor, right if request.method in ("GET", "HEAD") else write or right)
            with scope(organization=actor.organization):
                response = view(request, **kwargs)
                if hasattr(response, "render"):  # a template asks the database while it renders
                    response.render()
                # No cache on the way may keep it; a browser asks anew, but still restores a form
                # that somebody comes back to, which no-store would empty.
                response.headers.setdefault("Cache-Control", "private, no-cache")
                return response

        guarded.right, guarded.write_right = right, write or right  # type: ignore[attr-defined]
        return guarded

    return decorate
