"""``manage.py create_organization``: the first row of a tenant, and a link for its first admin."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from assessments.actions.invitations import invite
from assessments.actions.organizations import create_organization
from assessments.author import Author
from assessments.choices import Role
from assessments.management.links import add_address, tell
from assessments.models import Organization

REFUSED = 2


class Command(BaseCommand):
    """Make an organization and print the link by which its first admin joins."""

    help = "Make an organization and invite its first admin, by a link to hand over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask for what its pages show from the first day."""
        parser.add_argument("slug", metavar="SLUG", help="its part of every address, such as acme")
        parser.add_argument("--name", default="", help="what reports print; SLUG if left out")
        parser.add_argument("--country", default="", help="of ISO 3166, such as DE")
        parser.add_argument("--currency", default="EUR", help="of ISO 4217; EUR if left out")
        parser.add_argument("--admin", metavar="EMAIL", required=True, help="who lets others in")
        add_address(parser)

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Write both or neither, and print the link."""
        slug, now = options["slug"], timezone.now()
        if Organization.objects.filter(slug=slug).exists():
            raise CommandError(
                f"there is an organization {slug} already; another admin joins by: "
                f"python manage.py invite {slug} {options['admin']} --role admin",
                returncode=REFUSED,
            )
        try:
            organization = create_organization(
                slug=slug,
                name=options["name"],
                country=options["country"].upper(),
                currency=options["currency"].upper(),
                by=None,
                now=now,
            )
            author = Author(organization=organization, by=None, now=now)
            invitation, token = invite(author=author, email=options["admin"], role=Role.ADMIN)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages), returncode=REFUSED) from error
        self.stdout.write(f"{slug} is made: {organization.name}, in {organization.currency}.")
        tell(self.stdout, invitation, token, options["address"])
