"""Links for the terminal, which no request tells under which address people reach this server."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.urls import reverse

from assessments.actions import mails
from assessments.actions.invitations import Invitation


def add_address(parser: ArgumentParser) -> None:
    """Ask under which address people reach this server."""
    parser.add_argument(
        "--address",
        metavar="URL",
        default=address(),
        help="where people reach this server; %(default)s if left out",
    )


def address() -> str:
    """Return where people most likely reach this server."""
    hosts = [host for host in settings.ALLOWED_HOSTS if host.strip("*.")]
    scheme = "https" if settings.HTTPS else "http"
    port = getattr(settings, "PORT", 8000)
    return f"{scheme}://{hosts[0].lstrip('.')}" if hosts else f"http://127.0.0.1:{port}"


def tell(output: Any, invitation: Invitation, token: str, base: str) -> None:
    """Print the link of an invitation, and send it where there is a mail server."""
    url = base.rstrip("/") + reverse("invitation", kwargs={"token": token})
    is_sent = mails.send_invitation(invitation, url)
    person = f"{invitation.user.email} as {invitation.role.label.lower()}"
    output.write(f"{'Sent to' if is_sent else 'Hand this link to'} {person}.")
    output.write(f"It is good once, for a week, and whoever has it can join:\n\n  {url}\n")
