"""A key opens one organization, for as long as it and its maker may."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments import audit, keys
from assessments.actions import keys as actions
from assessments.actions.memberships import remove_member, set_role
from assessments.author import Author
from assessments.choices import Role
from assessments.models import ApiKey, AuditEvent, User

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
def made(author):
    return actions.create(
        author=author, name="ERP", role=Role.EDITOR, expires_at=author.now + timedelta(days=90)
    )


def test_a_key_opens_its_organization(made, ours, now):
    key, secret = made

    assert keys.authenticate(secret, now) == key
    assert keys.authenticate(secret, now).organization == ours


def test_only_a_hash_of_the_secret_is_kept(made, ours):
    key, secret = made

    stored = ApiKey.objects.for_organization(ours).values().get(pk=key.pk)
    events = AuditEvent.objects.for_organization(ours).values()

    assert secret.startswith(f"lk_{key.prefix}_")
    assert secret not in str(stored)
    assert secret.removeprefix(f"lk_{key.prefix}_") not in str([stored, *events])


@pytest.mark.parametrize("end", ["", "x", "lk", "lk_", "lk__", "lk_0_0", "ü"])
def test_what_is_no_key_opens_nothing(made, end, now):
    assert keys.authenticate(end, now) is None


def test_a_prefix_without_its_secret_opens_nothing(made, now):
    key, secret = made

    assert keys.authenticate(f"lk_{key.prefix}_", now) is None
    assert keys.authenticate(secret[:-1] + ("A" if secret[-1] != "A" else "B"), now) is None


def test_an_expired_key_opens_nothing(made, now):
    assert keys.authenticate(made[1], now + timedelta(days=90)) is None


def test_a_revoked_key_opens_nothing(made, author, now):
    actions.revoke(author=author, key=made[0])

    assert keys.authenticate(made[1], now) is None


def test_a_key_ends_with_the_membership_of_its_maker(made, ours, jo, now):
    other = User.objects.create_user("kim@example.com")
    set_role(organization=ours, user=other, role=Role.ADMIN, by=jo, now=now)

    remove_member(organization=ours, user=jo, by=other, now=now)

    assert keys.authenticate(made[1], now) is None


def test_a_key_may_not_outgrow_its_maker(made, ours, jo, now):
    other = User.objects.create_user("kim@example.com")
    set_role(organization=ours, user=other, role=Role.ADMIN, by=jo, now=now)

    set_role(organization=ours, user=jo, role=Role.VIEWER, by=other, now=now)

    assert keys.authenticate(made[1], now) is None


def test_a_key_of_somebody_shut_out_opens_nothing(made, jo, now):
    User.objects.filter(pk=jo.pk).update(is_active=False)

    assert keys.authenticate(made[1], now) is None


def test_nobody_makes_a_key_that_may_do_more_than_they(ours, jo, now):
    kim = User.objects.create_user("kim@example.com")
    set_role(organization=ours, user=kim, role=Role.EDITOR, by=jo, now=now)
    author = Author(organization=ours, by=kim, now=now)

    with pytest.raises(ValidationError, match="no more than you"):
        actions.create(
            author=author, name="ERP", role=Role.ADMIN, expires_at=now + timedelta(days=1)
        )


@pytest.mark.parametrize("days", [-1, 0, 367])
def test_a_key_lives_at_most_a_year(author, days):
    with pytest.raises(ValidationError, match="at most a year"):
        actions.create(
            author=author,
            name="ERP",
            role=Role.VIEWER,
            expires_at=author.now + timedelta(days=days),
        )


def test_use_is_noted_at_most_once_a_minute(made, ours, now):
    def last_used():
        return ApiKey.objects.for_organization(ours).get(pk=made[0].pk).last_used_at

    seen = []
    for seconds in (0, 59, 60):
        keys.authenticate(made[1], now + timedelta(seconds=seconds))
        seen.append((last_used() - now).total_seconds())

    assert seen == [0, 0, 60]


def test_revoking_twice_is_written_once(made, author, ours):
    actions.revoke(author=author, key=made[0])
    actions.revoke(author=author, key=made[0])

    verbs = AuditEvent.objects.for_organization(ours).filter(noun="api_key")
    assert list(verbs.values_list("verb", flat=True)) == ["create", "revoke"]
    assert list(audit.broken_links(ours)) == []
