"""An organization keeps an admin, and its trail says who came and went."""

import pytest

from assessments.actions.memberships import LastAdmin, remove_member, set_role
from assessments.choices import Role
from assessments.models import AuditEvent, Membership, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def jo(ours, now):
    user = User.objects.create_user("jo@example.com")
    set_role(organization=ours, user=user, role=Role.ADMIN, by=None, now=now)
    return user


@pytest.fixture
def kim(ours, jo, now):
    user = User.objects.create_user("kim@example.com")
    set_role(organization=ours, user=user, role=Role.VIEWER, by=jo, now=now)
    return user


def test_the_last_admin_cannot_leave(ours, jo, kim, now):
    with pytest.raises(LastAdmin, match=r"jo@example\.com is the last admin of Apple"):
        remove_member(organization=ours, user=jo, by=jo, now=now)

    assert Membership.objects.filter(user=jo).exists()


def test_the_last_admin_cannot_become_less(ours, jo, now):
    with pytest.raises(LastAdmin):
        set_role(organization=ours, user=jo, role=Role.EDITOR, by=jo, now=now)

    assert Membership.objects.get(user=jo).role == Role.ADMIN


def test_an_admin_who_cannot_sign_in_does_not_count(ours, jo, kim, now):
    set_role(organization=ours, user=kim, role=Role.ADMIN, by=jo, now=now)
    User.objects.filter(pk=kim.pk).update(is_active=False)

    with pytest.raises(LastAdmin):
        remove_member(organization=ours, user=jo, by=jo, now=now)


def test_an_admin_may_leave_another_behind(ours, jo, kim, now):
    set_role(organization=ours, user=kim, role=Role.ADMIN, by=jo, now=now)

    remove_member(organization=ours, user=jo, by=jo, now=now)

    assert list(Membership.objects.values_list("user__email")) == [("kim@example.com",)]


def test_the_trail_says_who_did_what(ours, jo, kim, now):
    remove_member(organization=ours, user=kim, by=jo, now=now)

    last = AuditEvent.objects.for_organization(ours).last()
    assert (last.verb, last.noun, last.by) == ("remove", "membership", jo)
    assert last.changes == {"role": ["VIEWER", ""]}
    assert last.external_id == str(kim.pk)
