"""``manage.py score CASE.yaml``: the main job on one file, with no database at all."""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.casefile import canonical, project, read, select
from assessments.casefile.document import CaseDocument
from assessments.casefile.problems import CaseFileError
from assessments.scoring.errors import ScoringError
from assessments.scoring.export import as_document
from assessments.scoring.parameters import DEFAULT_SEED
from assessments.scoring.results import Results
from assessments.scoring.score import score
from reports.terminal import positions_table

BAD_CASE, NO_REPORT = 2, 3


def _day(text: str) -> date:
    """Return the day of a text, or say how a day is written."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text} is not a day; write 2026-01-31") from error


class Command(BaseCommand):
    """Score one case file; print its positions, write results as JSON and a position as PDF."""

    help = "Score a case file and print its positions; --json and --pdf write more."
    requires_system_checks: list[str] = []  # noqa: RUF012 - no database and no server needed here

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file and what to do with it."""
        parser.add_argument("case", metavar="CASE.yaml", type=Path)
        parser.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD")
        parser.add_argument("--position", metavar="FUNCTION/SUPPLIER", help="for --pdf")
        parser.add_argument("--json", type=Path, metavar="OUT.json", help="- for the screen")
        parser.add_argument("--pdf", type=Path, metavar="OUT.pdf")
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, score, print, write."""
        if options["position"] and not options["pdf"]:
            raise CommandError("--position says whose PDF; add --pdf OUT.pdf", returncode=BAD_CASE)
        document = self._document(options["case"], options["as_of"])
        try:
            results = score(project.to_case(document), options["seed"])
        except ScoringError as error:
            raise CommandError(f"{options['case']}: {error}", returncode=BAD_CASE) from error
        if str(options["json"]) == "-":
            self.stdout.write(self._json(document, results))
        else:
            self.stdout.write(positions_table(document, results))
        if options["json"] and str(options["json"]) != "-":
            self._write(options["json"], self._json(document, results).encode())
        if options["pdf"]:
            self._pdf(document, results, options["position"], options["pdf"])

    def _document(self, path: Path, as_of: date | None) -> CaseDocument:
        try:
            document = read.load(path.read_bytes(), path.name)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=BAD_CASE) from error
        except CaseFileError as error:
            raise CommandError(str(error), returncode=BAD_CASE) from error
        return select.at(document, as_of) if as_of else select.in_force(document)

    def _json(self, document: CaseDocument, results: Results) -> str:
        head = {
            "case": document.case,
            "as_of": str(document.as_of),
            "currency": document.organization.currency,
            "input_sha256": canonical.sha256(document),
        }
        return json.dumps({**head, **as_document(results)}, indent=1, ensure_ascii=False) + "\n"

    def _pdf(
        self, document: CaseDocument, results: Results, position: str | None, path: Path
    ) -> None:
        from reports import build  # loads Plotly and WeasyPrint: only where a PDF is asked for

        try:
            made = build.case_report(document, results, position, progress=self._progress)
        except build.ReportError as error:
            raise CommandError(str(error), returncode=NO_REPORT) from error
        self._write(path, made.data)
        for warning in made.warnings:
            self.stderr.write(warning)

    def _progress(self, stage: str) -> None:
        if sys.stderr.isatty():
            self.stderr.write(f"  {stage} …")

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}", returncode=NO_REPORT) from error
        self.stdout.write(f"{path}  written, {len(data):,} bytes")
