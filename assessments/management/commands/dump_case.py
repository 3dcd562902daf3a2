"""``manage.py dump_case``: an organization's register as a case file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.casefile import write
from assessments.models import Organization
from assessments.register.cases import dump_document

NO_CASE = 2


class Command(BaseCommand):
    """Write the register as a case file that loads to the same register."""

    help = "Write an organization's register as a case file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whose, and where to."""
        parser.add_argument("--organization", metavar="SLUG", required=True)
        parser.add_argument("--out", metavar="FILE", type=Path, help="the screen if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the register and write the file."""
        organization = organization_called(options["organization"])
        try:
            text = write.dump(dump_document(organization))
        except ValueError as error:
            raise CommandError(str(error), returncode=NO_CASE) from error
        if options["out"] is None:
            self.stdout.write(text, ending="")
            return
        try:
            options["out"].write_text(text, encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}", returncode=1) from error
        self.stdout.write(f"{options['out']}  written")


def organization_called(slug: str) -> Organization:
    """Return an organization, or say which ones there are."""
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        known = ", ".join(Organization.objects.order_by("slug").values_list("slug", flat=True))
        remedy = f"use one of {known}" if known else "load a case first"
        raise CommandError(f"there is no organization {slug}; {remedy}", returncode=NO_CASE)
    return organization
