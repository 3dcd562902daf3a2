"""``manage.py backup FILE``: everything into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.upkeep import backup
from assessments.upkeep.archive import BackupRefused, Manifest

NOT_WRITTEN = 1


class Command(BaseCommand):
    """Write a backup while everybody goes on working; it is read back before it gets its name."""

    help = "Write every row and every report into one file, and verify it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to."""
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write, and say what is in it."""
        try:
            manifest = backup.write(options["file"], now=timezone.now())
        except BackupRefused as error:
            raise CommandError(str(error), returncode=NOT_WRITTEN) from error
        for file in manifest.lost_files:
            self.stderr.write(f"The report {file} is lost; it is not in the backup.")
        self.stdout.write(f"{options['file']}  written and verified: {contents(manifest)}")
        self.stdout.write("Keep SECRET_KEY as well, elsewhere: it is not in the file.")


def contents(manifest: Manifest) -> str:
    """Return in a few words what a backup holds."""
    counts = manifest.row_counts()
    n_files = len(manifest.members) - len(counts)
    return (
        f"{sum(counts.values()):,} rows of {len(counts)} tables, {n_files} reports, "
        f"version {manifest.version}, {manifest.made_at[:16]}"
    )
