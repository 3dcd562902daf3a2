"""Fifty approve at once: one does."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from assessments import audit, run
from assessments.actions import reviews
from assessments.actions.cases import load_document
from assessments.author import Author
from assessments.models import AuditEvent, Organization, User
from tests.assessments.register.made_cases import case
from tests.conftest import NOW

pytestmark = pytest.mark.django_db(transaction=True)

N_APPROVERS, N_THREADS = 50, 5


def test_of_fifty_approvals_one_is_written():
    document = case("small")
    buyer = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=buyer, by=None, now=NOW)
    draft = run.assess(buyer, by=None, now=NOW)
    reviews.submit(author=Author(organization=buyer, by=None, now=NOW), assessment=draft)
    users = [User.objects.create_user(f"a{n}@example.com") for n in range(N_APPROVERS)]

    def approve(user):
        try:
            reviews.approve(author=Author(organization=buyer, by=user, now=NOW), assessment=draft)
        except reviews.NotInState:
            return None
        finally:
            connection.close()
        return user

    with ThreadPoolExecutor(N_THREADS) as pool:
        winners = [user for user in pool.map(approve, users) if user]

    events = AuditEvent.objects.for_organization(buyer).filter(verb="approve")
    assert [event.by for event in events] == winners
    assert len(winners) == 1
    assert list(audit.broken_links(buyer)) == []
