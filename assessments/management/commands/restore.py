"""``manage.py restore FILE``: a backup into this installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.management.commands.backup import contents
from assessments.upkeep import backup, restore
from assessments.upkeep.archive import BackupRefused

REFUSED = 2


class Command(BaseCommand):
    """Restore all of a backup or nothing; --verify and --dry-run change nothing."""

    help = "Restore a backup into an empty database, or with --replace into any."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file and how far to go."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--verify", action="store_true", help="read the file and no more")
        parser.add_argument("--dry-run", action="store_true", help="restore, then undo it")
        parser.add_argument("--replace", action="store_true", help="remove all rows that are there")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what came back."""
        file = options["file"]
        try:
            if options["verify"]:
                manifest, said = backup.verify(file), "is whole"
            else:
                manifest = restore.read(
                    file, is_replacing=options["replace"], is_rehearsal=options["dry_run"]
                )
                said = "would be restored" if options["dry_run"] else "restored"
        except BackupRefused as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        self.stdout.write(f"{file}  {said}: {contents(manifest)}")
        for warning in restore.warnings(manifest):
            self.stderr.write(warning)
