"""A link lets exactly the invited person in, once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments import audit
from assessments.actions import invitations
from assessments.actions.invitations import InvitationOver
from assessments.actions.memberships import remove_member, set_role
from assessments.author import Author
from assessments.choices import Role
from assessments.models import Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def jo(ours, now):
    user = User.objects.create_user("jo@example.com")
    set_role(organization=ours, user=user, role=Role.ADMIN, by=None, now=now)
    return user


@pytest.fixture
def author(ours, jo, now):
    return Author(organization=ours, by=jo, now=now)


@pytest.fixture
def invited(author, monkeypatch):
    return invitations.invite(author=author, email="Kim@Example.com", role=Role.EDITOR)


def test_an_invited_person_becomes_a_member(invited, ours, now):
    invitation = invitations.invitation_of(invited[1], now)

    invitations.accept(invitation=invitation, now=now, name="Kim", password="long enough 1")

    kim = User.objects.get(email="kim@example.com")
    assert Membership.objects.get(user=kim, organization=ours).role == Role.EDITOR
    assert (kim.name, kim.check_password("long enough 1")) == ("Kim", True)
    assert list(audit.broken_links(ours)) == []


def test_a_link_is_good_once(invited, ours, author, now):
    invitation = invitations.invitation_of(invited[1], now)
    member = invitations.accept(invitation=invitation, now=now)
    remove_member(organization=ours, user=member.user, by=author.by, now=now)

    with pytest.raises(InvitationOver):
        invitations.accept(invitation=invitation, now=now)
    with pytest.raises(InvitationOver):
        invitations.invitation_of(invited[1], now)


def test_a_link_expires(invited, now):
    assert invitations.invitation_of(invited[1], now + timedelta(days=6))
    with pytest.raises(InvitationOver):
        invitations.invitation_of(invited[1], now + timedelta(days=7))


def test_a_withdrawn_invitation_opens_nothing(invited, author, now):
    assert [i.user.email for i in invitations.open_invitations(author)] == ["kim@example.com"]

    invitations.withdraw(author=author, event_id=invited[0].event.pk)

    assert invitations.open_invitations(author) == []
    with pytest.raises(InvitationOver):
        invitations.invitation_of(invited[1], now)


def test_an_invitation_ends_with_the_right_of_its_sender(invited, ours, jo, now):
    other = User.objects.create_user("lee@example.com")
    set_role(organization=ours, user=other, role=Role.ADMIN, by=jo, now=now)
    set_role(organization=ours, user=jo, role=Role.EDITOR, by=other, now=now)

    with pytest.raises(InvitationOver):
        invitations.invitation_of(invited[1], now)


@pytest.mark.parametrize("token", ["", "x", "0:1:2", "00000000000000000000000000000000"])
def test_what_is_no_link_opens_nothing(token, now, db):
    with pytest.raises(InvitationOver):
        invitations.invitation_of(token, now)


def test_a_known_person_keeps_the_password(author, now):
    lee = User.objects.create_user("lee@example.com", "a password of lee", name="Lee")
    _, token = invitations.invite(author=author, email="lee@example.com", role=Role.VIEWER)

    invitation = invitations.invitation_of(token, now)
    invitations.accept(invitation=invitation, now=now, name="No", password="another password")

    lee.refresh_from_db()
    assert not invitation.sets_password
    assert (lee.name, lee.check_password("a password of lee")) == ("Lee", True)


def test_nobody_sets_the_password_of_a_member_of_others(author, theirs, now):
    lee = User.objects.create_user("lee@example.com")
    set_role(organization=theirs, user=lee, role=Role.ADMIN, by=None, now=now)
    _, token = invitations.invite(author=author, email="lee@example.com", role=Role.VIEWER)

    invitation = invitations.invitation_of(token, now)
    invitations.accept(invitation=invitation, now=now, password="another password")

    lee.refresh_from_db()
    assert not lee.has_usable_password()


@pytest.mark.parametrize(
    ("email", "role", "says"),
    [
        ("jo@example.com", Role.VIEWER, "member already"),
        ("no address", Role.VIEWER, "valid e"),
        ("kim@example.com", "KING", "Choose one of"),
    ],
)
def test_what_cannot_be_is_refused(author, email, role, says):
    with pytest.raises(ValidationError, match=says):
        invitations.invite(author=author, email=email, role=role)


def test_an_invitation_of_others_cannot_be_withdrawn(invited, author, theirs, now):
    stranger = Author(organization=theirs, by=None, now=now)

    with pytest.raises(InvitationOver):
        invitations.withdraw(author=stranger, event_id=invited[0].event.pk)

    assert len(invitations.open_invitations(author)) == 1
