"""What every operation of an organization shares: who asks, whether they may, and the scope."""

from collections.abc import Iterable
from contextlib import ExitStack
from typing import Any, ClassVar, cast

from django.http import Http404
from django_scopes import scope
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessments import access
from assessments.access import Actor, Right, actor_of, need
from assessments.api.problems import invalid
from assessments.casefile.problems import Finding
from assessments.casefile.read_leaves import advice
from assessments.models import ApiKey


class OrganizationView(APIView):
    """An operation inside one organization; ``right`` opens it, ``write_right`` what changes it."""

    right: ClassVar[Right]
    write_right: ClassVar[Right | None] = None
    parameters: ClassVar[frozenset[str]] = frozenset()  # of the query

    actor: Actor
    allowance: dict[str, str]

    def dispatch(self, request: Any, *args: Any, organization: str, **kwargs: Any) -> Any:
        """Answer inside the organization's scope, rendering included."""
        self.slug, self.allowance = organization, {}
        with ExitStack() as self._inside:
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            return response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Find out who asks; count them, strangers too; then whether they may."""
        self.format_kwarg = None
        negotiated = self.perform_content_negotiation(request)
        request.accepted_renderer, request.accepted_media_type = negotiated
        request.version = request.versioning_scheme = None
        try:
            self.perform_authentication(request)
        finally:
            self.check_throttles(request)
        self.check_permissions(request)
        self.refuse_unknown_parameters(request)

    def check_permissions(self, request: Request) -> None:
        """Open the organization to a member whose role reaches."""
        self.actor = actor_for(request, self.slug)
        cast(access.Request, request._request).actor = self.actor
        is_read = request.method in SAFE_METHODS
        need(self.actor, self.right if is_read else self.write_right or self.right)
        self._inside.enter_context(scope(organization=self.actor.organization))

    def refuse_unknown_parameters(self, request: Request) -> None:
        """Refuse a parameter that would be passed over: a mistyped filter finds too much."""
        known = sorted(self.known_parameters(request))
        errors = [
            Finding(name, f"unknown parameter; {advice(name, known) if known else 'remove it'}")
            for name in request.query_params
            if name not in known
        ]
        if errors:
            raise invalid(errors)

    def known_parameters(self, request: Request) -> Iterable[str]:
        """Return the parameters that this operation reads."""
        return self.parameters if request.method == "GET" else ()

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Say what is left of the allowance; let nobody keep an answer of an organization."""
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in {**self.allowance, "Cache-Control": "private, no-cache"}.items():
            response.headers.setdefault(name, value)
        return response


def actor_for(request: Request, slug: str) -> Actor:
    """Return whoever asks as a member of an organization.

    Raises
    ------
    NotAuthenticated
        If nobody is known.
    Http404
        If they are no member, or the key is another organization's.
    """
    key = request.auth
    if isinstance(key, ApiKey):
        if key.organization.slug != slug:
            raise Http404
        return Actor(organization=key.organization, user=key.created_by, role=key.role, api_key=key)
    if not request.user.is_authenticated:
        raise NotAuthenticated(
            "Send Authorization: Bearer lk_… with a key of Organization → API keys."
        )
    return actor_of(request.user, slug)
