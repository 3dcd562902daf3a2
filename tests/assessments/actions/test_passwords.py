"""An admin lets a member in anew, but nobody into another organization."""

import pytest

from assessments.actions.memberships import set_role
from assessments.actions.passwords import NotOursAlone, reset_link
from assessments.author import Author
from assessments.choices import Role
from assessments.models import AuditEvent, Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(ours, now):
    return Author(organization=ours, by=None, now=now)


@pytest.fixture
def kim(ours, now):
    user = User.objects.create_user("kim@example.com", "forgotten by now")
    set_role(organization=ours, user=user, role=Role.VIEWER, by=None, now=now)
    return user


def test_the_link_sets_a_new_password_once(author, kim, client):
    link = reset_link(author=author, user=kim)
    page = client.get(link, follow=True)
    new = {"password1": "quite another one", "password2": "quite another one"}

    done = client.post(page.request["PATH_INFO"], new, follow=True)
    again = client.get(link, follow=True)

    kim.refresh_from_db()
    assert kim.check_password("quite another one")
    assert "Your password is changed" in done.content.decode()
    assert "This link is good no more" in again.content.decode()


def test_the_trail_knows_that_a_link_was_made(author, kim, ours):
    link = reset_link(author=author, user=kim)

    event = AuditEvent.objects.for_organization(ours).last()
    assert (event.verb, event.external_id) == ("make-reset-link", str(kim.pk))
    assert link.split("/")[-2] not in str(event.changes)


def test_a_member_of_another_organization_is_not_ours_alone(author, kim, theirs, now):
    set_role(organization=theirs, user=kim, role=Role.ADMIN, by=None, now=now)

    with pytest.raises(NotOursAlone, match="another organization"):
        reset_link(author=author, user=kim)


def test_a_stranger_is_not_found(author, db):
    with pytest.raises(Membership.DoesNotExist):
        reset_link(author=author, user=User.objects.create_user("x@example.com"))
