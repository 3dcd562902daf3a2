"""Mails with a link in them; without a mail server the link is copied instead."""

import structlog
from django.conf import settings
from django.core.mail import send_mail

from assessments.actions.invitations import Invitation
from assessments.models import User

log = structlog.get_logger(__name__)

INVITATION = """{by} invites you to {organization} in Lockin.

Join here (good once, for a week):
{url}
"""
RESET = """An admin of {organization} made you a link to a new password for Lockin.

Set it here (good once, for a day):
{url}
"""


def send_invitation(invitation: Invitation, url: str) -> bool:
    """Send an invitation; return whether it left."""
    by, organization = invitation.event.by or "Lockin", invitation.organization
    text = INVITATION.format(by=by, organization=organization, url=url)
    return _send(f"Join {organization} in Lockin", text, invitation.user)


def send_reset_link(user: User, organization: object, url: str) -> bool:
    """Send a link to a new password; return whether it left."""
    text = RESET.format(organization=organization, url=url)
    return _send("A new password for Lockin", text, user)


def _send(subject: str, text: str, user: User) -> bool:
    if not settings.HAS_MAIL:
        return False
    try:
        send_mail(" ".join(subject.split()), text, None, [user.email])
    except OSError as error:  # smtplib's errors are OSErrors too
        log.warning("mail.refused", error=type(error).__name__)
        return False
    return True
