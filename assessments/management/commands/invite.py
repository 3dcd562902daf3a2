"""``manage.py invite``: a link into an organization, for when none of its admins can make one."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.actions.invitations import invite
from assessments.author import Author
from assessments.choices import Role
from assessments.management.commands.dump_case import organization_called
from assessments.management.links import add_address, tell

REFUSED = 2


class Command(BaseCommand):
    """Invite somebody and print the link."""

    help = "Invite somebody into an organization, by a link to hand over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask who, where, as what."""
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("email", metavar="EMAIL")
        roles = [role.lower() for role in Role.values]
        parser.add_argument("--role", choices=roles, default="viewer", help="viewer if left out")
        add_address(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Invite, and print the link."""
        organization = organization_called(options["slug"])
        author = Author(organization=organization, by=None, now=timezone.now())
        role = Role(options["role"].upper())
        try:
            invitation, token = invite(author=author, email=options["email"], role=role)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=REFUSED) from error
        tell(self.stdout, invitation, token, options["address"])
