"""Who asks: a program by its key, or a person who is signed in and tries an operation."""

import re
from typing import Any

from django.contrib.auth.models import AnonymousUser
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from assessments.keys import authenticate
from assessments.models import ApiKey

HEADER = re.compile(r"Bearer ([A-Za-z0-9_-]{1,200})", re.IGNORECASE | re.ASCII)
CHALLENGE = 'Bearer realm="lockin"'


class KeyAuthentication(BaseAuthentication):
    """``Authorization: Bearer lk_…``; the key's organization is the only one it opens."""

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        """Return who made the key, and the key."""
        header = request.headers.get("Authorization")
        if header is None:
            return None
        match = HEADER.fullmatch(header.strip())
        key = authenticate(match[1]) if match else None
        if key is None:
            raise AuthenticationFailed(
                "This key opens nothing: it is mistyped, revoked or expired, or its maker has "
                "left. Send Authorization: Bearer lk_… with a key of Organization → API keys."
            )
        return key.created_by or AnonymousUser(), key

    def authenticate_header(self, request: Request) -> str:
        """Return how to ask again."""
        return CHALLENGE


class Nobody(BasePermission):
    """Keeps a view closed that does not say whom it is open to."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Return no."""
        return False
