"""Who belongs to an organization: at least one of them is an admin, always."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from assessments import audit
from assessments.choices import Role, Verb
from assessments.models import Membership, Organization, User


class LastAdmin(Exception):  # noqa: N818 - who is asked for
    """Without this admin nobody could let anybody in."""


@transaction.atomic
def set_role(
    *, organization: Organization, user: User, role: Role, by: User | None, now: datetime
) -> Membership:
    """Make a person a member, or give a member another role.

    Raises
    ------
    LastAdmin
        If the organization would have no admin left.
    """
    memberships = _locked(organization)
    membership = memberships.filter(user=user).first()
    old = membership.role if membership else ""
    if old == Role.ADMIN and role != Role.ADMIN:
        _keep_an_admin(organization, user)
    membership = membership or Membership(organization=organization, user=user)
    membership.role = role
    membership.save()
    changes = {"role": [old, str(role.value)]}
    _note(organization, user, Verb.SET_ROLE, changes, by=by, now=now)
    return membership


@transaction.atomic
def remove_member(
    *, organization: Organization, user: User, by: User | None, now: datetime
) -> None:
    """End a membership; everything the member wrote stays.

    Raises
    ------
    LastAdmin
        If the organization would have no admin left.
    """
    membership = _locked(organization).get(user=user)
    if membership.role == Role.ADMIN:
        _keep_an_admin(organization, user)
    membership.delete()
    _note(organization, user, Verb.REMOVE, {"role": [membership.role, ""]}, by=by, now=now)


def _locked(organization: Organization) -> QuerySet[Membership]:
    """Return the memberships of an organization, one writer at a time: two admins may both go."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    return Membership.objects.filter(organization=organization)


def _keep_an_admin(organization: Organization, leaving: User) -> None:
    others = Membership.objects.filter(organization=organization, role=Role.ADMIN)
    # Somebody who cannot sign in cannot let anybody in either.
    if not others.filter(user__is_active=True).exclude(user=leaving).exists():
        raise LastAdmin(f"{leaving} is the last admin of {organization}; name another one first")


def _note(
    organization: Organization,
    user: User,
    verb: Verb,
    changes: dict[str, list[str]],
    *,
    by: User | None,
    now: datetime,
) -> None:
    audit.append(
        organization,
        at=now,
        by=by,
        verb=verb,
        noun="membership",
        external_id=str(user.pk),  # not the address: a person may ask to be forgotten
        changes=changes,
    )
