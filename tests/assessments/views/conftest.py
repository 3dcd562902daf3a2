"""Browsers of people of one organization."""

from typing import Any

import pytest


@pytest.fixture
def signed_in(ours: Any, now: Any, client: Any) -> Any:
    """Return a function: role → the test client signed in as a member with that role."""
    from assessments.actions.memberships import set_role
    from assessments.choices import Role
    from assessments.models import User

    def sign_in(role: str) -> Any:
        user = User.objects.create_user(f"{role.lower()}@example.com", "a long password", name=role)
        set_role(organization=ours, user=user, role=Role(role), by=None, now=now)
        client.force_login(user)
        return client

    return sign_in
