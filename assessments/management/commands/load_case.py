"""``manage.py load_case CASE.yaml``: a case file into the register."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.actions.cases import CaseRefused, load_document
from assessments.actions.organizations import create_organization
from assessments.casefile import canonical, read
from assessments.casefile.document import CaseDocument
from assessments.casefile.problems import CaseFileError
from assessments.models import Organization

BAD_CASE = 2


class Command(BaseCommand):
    """Load a case file; the organization is created if it is not there yet."""

    help = "Make an organization's register say what a case file says."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file and whose it is."""
        parser.add_argument("case", metavar="CASE.yaml", type=Path)
        parser.add_argument("--organization", metavar="SLUG", help="the file's own if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, check, write, and say what changed."""
        document = self._document(options["case"])
        slug = options["organization"] or document.organization.id
        now = timezone.now()
        organization = Organization.objects.filter(slug=slug).first()
        try:
            if organization is None and slug == document.organization.id:
                head = document.organization
                organization = create_organization(
                    slug=slug,
                    name=head.name,
                    country=head.country,
                    currency=head.currency,
                    by=None,
                    now=now,
                )
            if organization is None:
                raise CommandError(f"there is no organization {slug}", returncode=BAD_CASE)
            changes = load_document(document, organization=organization, by=None, now=now)
        except CaseRefused as error:
            raise CommandError(f"{options['case']}: {error}", returncode=BAD_CASE) from error
        except ValidationError as error:
            problems = " ".join(error.messages)
            raise CommandError(f"{options['case']}: {problems}", returncode=BAD_CASE) from error
        counts = ", ".join(f"{sum(rows.values())} {verb}" for verb, rows in changes.items())
        self.stdout.write(f"{slug}: {counts}; input {canonical.sha256(document)}")

    def _document(self, path: Path) -> CaseDocument:
        try:
            return read.load(path.read_bytes(), path.name)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=BAD_CASE) from error
        except CaseFileError as error:
            raise CommandError(str(error), returncode=BAD_CASE) from error
