"""``manage.py assess``: score what an organization's register says and store the results."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments import run
from assessments.management.commands.dump_case import organization_called
from assessments.scoring.parameters import DEFAULT_SEED

BAD_CASE = 2


class Command(BaseCommand):
    """Assess here and now; the same question is answered once."""

    help = "Assess an organization's register and store the results."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whose register, at which date."""
        parser.add_argument("--organization", metavar="SLUG", required=True)
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Assess and print the hashes."""
        organization = organization_called(options["organization"])
        try:
            assessment = run.assess(
                organization,
                by=None,
                now=timezone.now(),
                as_of=options["as_of"],
                seed=options["seed"],
            )
        except ValueError as error:  # ScoringError is one
            raise CommandError(f"{organization.slug}: {error}", returncode=BAD_CASE) from error
        self.stdout.write(
            f"{organization.slug}: {len(assessment.positions)} positions at "
            f"{assessment.snapshot.as_of}; input {assessment.snapshot.sha256}, "
            f"results {assessment.result_sha256}"
        )
