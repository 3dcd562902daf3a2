"""An organization's first row, and the first event of its trail."""

import pytest
from django.core.exceptions import ValidationError

from assessments.actions.organizations import create_organization
from assessments.models import AuditEvent, Organization

pytestmark = pytest.mark.django_db


def create(now, **fields):
    head = {"slug": "apple", "name": "Apple", "country": "US", "currency": "USD"}
    return create_organization(**{**head, **fields}, by=None, now=now)


def test_an_organization_begins_with_an_audit_event(now):
    organization = create(now, name="", country="")

    event = AuditEvent.objects.for_organization(organization).get()
    assert (event.sequence, event.verb, event.external_id) == (1, "create", "apple")
    assert (organization.name, organization.country) == ("apple", "")


@pytest.mark.parametrize("fields", [{}, {"slug": "A B"}, {"currency": "dollars"}])
def test_a_taken_slug_or_a_wrong_code_is_refused(now, ours, fields):
    with pytest.raises(ValidationError):
        create(now, **fields)

    assert Organization.objects.get() == ours
