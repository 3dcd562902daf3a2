"""The shipped cases as organizations that are assessed, and people to look at them."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from assessments import run
from assessments.actions.cases import load_document
from assessments.actions.memberships import set_role
from assessments.actions.organizations import create_organization
from assessments.choices import Role
from assessments.models import User

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def assessed(db):
    """Return a function: a scored case → its assessment, loaded and computed."""

    def assess(scored):
        head = scored.document.organization
        organization = create_organization(
            slug=head.id, name=head.name, country=head.country, currency=head.currency,
            by=None, now=NOW,
        )  # fmt: skip
        load_document(scored.document, organization=organization, by=None, now=NOW)
        return run.assess(organization, by=None, now=NOW)

    return assess


@pytest.fixture
def browser(client):
    """Return a function: role and assessment → the browser of a member of its organization."""

    def sign_in(role, assessment):
        cache.clear()
        user = User.objects.create_user(f"{role.lower()}@example.org", "a long password", name=role)
        organization = assessment.organization
        set_role(organization=organization, user=user, role=Role(role), by=None, now=NOW)
        client.force_login(user)
        return client

    return sign_in
