"""``manage.py report``: the PDF of a position, as the newest assessment tells it."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_scopes import scope

from assessments.author import Author
from assessments.choices import JobState
from assessments.management.commands.dump_case import organization_called
from assessments.models import Assessment, Organization
from assessments.queries.assessments import published
from reports import actions, store
from reports.models import Report
from reports.tasks import make

REFUSED, NOT_MADE = 2, 1
OVER = (JobState.DONE, JobState.CANCELLED, JobState.QUARANTINED)
WAIT_SECONDS, LOOK_SECONDS = 300.0, 0.3


class Command(BaseCommand):
    """Make the report here and now, by the same steps that a worker takes."""

    help = "Print the report of a position of an organization's newest assessment."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name whose report it is."""
        parser.add_argument("--organization", metavar="SLUG", required=True)
        parser.add_argument("--position", metavar="FUNCTION/SUPPLIER", help="all if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, make, and say where the file is."""
        organization = organization_called(options["organization"])
        with scope(organization=organization):
            assessment = published(organization).first()
            if assessment is None:
                raise CommandError(
                    f"{organization.slug} is not assessed yet: run "
                    f"`manage.py assess --organization {organization.slug}`",
                    returncode=REFUSED,
                )
            known = ["/".join(names) for names in assessment.positions]
            for position in [options["position"]] if options["position"] else known:
                self._make(organization, assessment, position)

    def _make(self, organization: Organization, assessment: Assessment, position: str) -> None:
        author = Author(organization=organization, by=None, now=timezone.now())
        try:
            report = actions.request(author=author, assessment=assessment, position=position)
        except actions.NoSuchPosition as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        if report.job and report.job.state != JobState.DONE:
            make(job_id=str(report.job_id))
            report = _awaited(report)
        # By the job, not by the file: that of a draft is there until its successor is.
        if report.job is None or report.job.state != JobState.DONE:
            said = (
                report.job and report.job.message
            ) or "a worker is still making it; ask again soon"
            raise CommandError(f"{position}: {said}", returncode=NOT_MADE)
        self.stdout.write(f"{store.path_of(report)}  {report.pages} pages")


def _awaited(report: Report) -> Report:
    """Return a report once its job is over: a worker that was quicker may be at it."""
    end = time.monotonic() + WAIT_SECONDS
    while True:
        report = Report.objects.select_related("organization", "job").get(pk=report.pk)
        is_over = report.job is None or report.job.state in OVER
        if is_over or time.monotonic() > end:
            return report
        time.sleep(LOOK_SECONDS)
