"""Who is let in: by a link that an admin copies, or that is sent where there is a mail server.

An open invitation is an event of the trail that no later one answers, so no table can disagree with
the trail. The link holds the event's id, signed and dated; only whoever has the link can use it.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django_scopes import scopes_disabled

from assessments import audit
from assessments.access import RIGHTS, Right
from assessments.actions.memberships import set_role
from assessments.author import Author
from assessments.choices import Role, Verb
from assessments.models import AuditEvent, Membership, Organization, User

NOUN = "invitation"
ANSWERS = (Verb.ACCEPT, Verb.WITHDRAW)
LIVES = timedelta(days=7)
SIGNER = signing.TimestampSigner(salt="assessments.invitations")


class InvitationOver(Exception):  # noqa: N818 - what happened
    """The link is no link, expired, used, withdrawn, or its sender may not invite any more."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who was invited and has not answered."""

    event: AuditEvent
    user: User

    @property
    def organization(self) -> Organization:
        found: Organization = self.event.organization
        return found

    @property
    def role(self) -> Role:
        return Role(self.event.changes["role"])

    @property
    def expires_at(self) -> datetime:
        found: datetime = self.event.at + LIVES
        return found

    @property
    def sets_password(self) -> bool:
        """Return whether the link makes the person known: only where nobody else let them in."""
        return not self.user.has_usable_password() and not self.user.memberships.exists()


@transaction.atomic
def invite(*, author: Author, email: str, role: str) -> tuple[Invitation, str]:
    """Return an invitation and the token of its link, which nobody can be told again.

    Raises
    ------
    ValidationError
        If that is no address, no role, or somebody who is a member already.
    """
    user = _user_of(email)
    if Membership.objects.filter(organization=author.organization, user=user).exists():
        raise ValidationError({"email": "This person is a member already."})
    if role not in Role.values:
        raise ValidationError({"role": f"Choose one of {', '.join(Role.labels)}."})
    event = _note(author, Verb.INVITE, str(user.pk), {"role": str(role)})
    return Invitation(event, user), SIGNER.sign(event.pk.hex)


def invitation_of(token: str, now: datetime) -> Invitation:
    """Return the open invitation that a link stands for.

    Raises
    ------
    InvitationOver
        If it is not open, whatever the reason: a stranger learns no more than that.
    """
    try:
        event_id = uuid.UUID(SIGNER.unsign(token))
    except (signing.BadSignature, ValueError):
        raise InvitationOver from None
    with scopes_disabled():  # whose invitation it is, is what the link says
        events = AuditEvent.objects.select_related("organization", "by")
        event = events.filter(pk=event_id, noun=NOUN, verb=Verb.INVITE).first()
        if event is None or not _is_open(event, now):
            raise InvitationOver
    user = User.objects.filter(pk=event.external_id, is_active=True).first()
    if user is None:
        raise InvitationOver
    return Invitation(event, user)


@transaction.atomic
def accept(
    *, invitation: Invitation, now: datetime, name: str = "", password: str | None = None
) -> Membership:
    """Make the invited person a member; a new one gets a name and a password as well.

    Raises
    ------
    InvitationOver
        If somebody was quicker with the same link, or withdrew it.
    """
    organization = Organization.objects.select_for_update().get(pk=invitation.organization.pk)
    if not _is_open(invitation.event, now):
        raise InvitationOver
    user = User.objects.select_for_update().get(pk=invitation.user.pk)
    if password is not None and Invitation(invitation.event, user).sets_password:
        user.name = name
        user.set_password(password)
        user.save(update_fields=["name", "password"])
    by = invitation.event.by
    membership = set_role(
        organization=organization, user=user, role=invitation.role, by=by, now=now
    )
    _note(Author(organization=organization, by=user, now=now), Verb.ACCEPT, invitation.event.pk.hex)
    return membership


@transaction.atomic
def withdraw(*, author: Author, event_id: uuid.UUID) -> None:
    """Close an open invitation; its link opens nothing from now on.

    Raises
    ------
    InvitationOver
        If the organization has no such invitation open.
    """
    if all(invitation.event.pk != event_id for invitation in open_invitations(author)):
        raise InvitationOver
    _note(author, Verb.WITHDRAW, event_id.hex)


def open_invitations(author: Author) -> list[Invitation]:
    """Return who was invited to an organization and has not answered, newest first."""
    events = AuditEvent.objects.for_organization(author.organization).filter(
        noun=NOUN, at__gt=author.now - LIVES
    )
    found = list(events.select_related("by", "organization").order_by("-sequence"))
    answered = {event.external_id for event in found if event.verb in ANSWERS}
    waiting = [e for e in found if e.verb == Verb.INVITE and e.pk.hex not in answered]
    users = User.objects.in_bulk([uuid.UUID(event.external_id) for event in waiting])
    return list(_with_people(waiting, users))


def _with_people(events: list[AuditEvent], users: dict[uuid.UUID, User]) -> Iterator[Invitation]:
    for event in events:
        user = users.get(uuid.UUID(event.external_id))
        if user is not None:
            yield Invitation(event, user)


def _is_open(event: AuditEvent, now: datetime) -> bool:
    """Return whether an invitation lives, is unanswered, and comes from somebody who may invite."""
    organization = event.organization
    later = AuditEvent.objects.for_organization(organization).filter(sequence__gt=event.sequence)
    is_answered = later.filter(noun=NOUN, verb__in=ANSWERS, external_id=event.pk.hex).exists()
    members = Membership.objects.filter(organization=organization)
    return (
        event.at > now - LIVES
        and not is_answered
        and not members.filter(user=event.external_id).exists()
        and (event.by is None or _may_invite(event.by, organization))
    )


def _may_invite(user: User, organization: Organization) -> bool:
    roles = [role for role, rights in RIGHTS.items() if Right.ADMINISTER in rights]
    return Membership.objects.filter(
        user=user, user__is_active=True, organization=organization, role__in=roles
    ).exists()


def _user_of(email: str) -> User:
    """Return the person of an address; a new one cannot sign in before the link was used."""
    address = User.objects.normalize_email(email)
    try:
        validate_email(address)
    except ValidationError as error:
        raise ValidationError({"email": error}) from error
    return User.objects.filter(email__iexact=address).first() or User.objects.create_user(address)


def _note(
    author: Author, verb: Verb, external_id: str, changes: dict[str, str] | None = None
) -> AuditEvent:
    return audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=verb,
        noun=NOUN,
        external_id=external_id,
        changes=changes,
        api_key=author.api_key,
        request_id=author.request_id,
    )
