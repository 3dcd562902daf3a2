"""``manage.py doctor``: is everything as it should be?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.management.commands.dump_case import organization_called
from assessments.upkeep import doctor
from assessments.upkeep.finding import Finding

UNWELL = 1


class Command(BaseCommand):
    """Look everything over; a line per check, and exit code 1 if anything is wrong."""

    help = "Check tables, walls, hashes, audit trail, files, jobs and workers; changes nothing."
    requires_migrations_checks = False
    stealth_options = ("now",)

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say whose rows, and how to tell."""
        parser.add_argument("--organization", metavar="SLUG", help="all if left out")
        parser.add_argument("--json", action="store_true", help="findings as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and say what was found."""
        slug = options["organization"]
        organization = organization_called(slug) if slug else None
        found: list[Finding] = []
        for name, troubles in doctor.examine(organization, now=options.get("now")):
            found += troubles
            if not options["json"]:
                self._tell(name, troubles)
        if options["json"]:
            self.stdout.write(json.dumps([asdict(finding) for finding in found], indent=1))
        if found:
            raise CommandError(f"{len(found)} things need somebody", returncode=UNWELL)

    def _tell(self, name: str, troubles: list[Finding]) -> None:
        if not troubles:
            self.stdout.write(f"ok    {name}: {doctor.SAID[name]}")
        for finding in troubles:
            self.stdout.write(f"WRONG {name}: {finding}")
