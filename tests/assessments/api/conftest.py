"""A case in the register, and keys that open it."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.actions import cases, keys
from assessments.actions.memberships import set_role
from assessments.author import Author
from assessments.casefile import read
from assessments.choices import Role
from assessments.models import Organization, User

ROOT = Path(__file__).parents[3]
APPLE = ROOT / "assessments" / "cases" / "apple-samsung-displays.yaml"


@pytest.fixture
def apple(db, now):
    """Return an organization with a whole case."""
    organization = Organization.objects.create(slug="apple", name="Apple", currency="USD")
    document = read.load(APPLE.read_bytes(), APPLE.name)
    cases.load_document(document, organization=organization, by=None, now=now)
    return organization


def key_of(organization: Organization, role: Role) -> str:
    """Return the secret of a new key, made by a member with the same role."""
    made = timezone.now()
    user = User.objects.create_user(f"{role}@{organization.slug}.example.com".lower())
    set_role(organization=organization, user=user, role=role, by=None, now=made)
    author = Author(organization=organization, by=user, now=made)
    expires_at = made + timedelta(days=90)
    _, secret = keys.create(author=author, name="ERP", role=role, expires_at=expires_at)
    return secret


class Api:
    """Calls the API of one organization by a key."""

    def __init__(self, organization: Organization, secret: str) -> None:
        self.root = f"/api/v1/organizations/{organization.slug}/"
        self.client = Client(headers={"Authorization": f"Bearer {secret}"} if secret else {})

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Return the answer to a request; ``if_match="…"`` is a header."""
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        kind = headers.pop("content_type", "application/json")
        return self.client.generic(
            method,
            path if path.startswith("/") else f"{self.root}{path}",
            "" if body is None else data,
            content_type=kind,
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )


@pytest.fixture
def editor(apple) -> Api:
    return Api(apple, key_of(apple, Role.EDITOR))


@pytest.fixture
def viewer(apple) -> Api:
    return Api(apple, key_of(apple, Role.VIEWER))


@pytest.fixture
def nobody(apple) -> Api:
    return Api(apple, "")


@pytest.fixture
def stranger(apple, theirs) -> Api:
    """Return calls of our addresses by another organization's key."""
    return Api(apple, key_of(theirs, Role.ADMIN))
