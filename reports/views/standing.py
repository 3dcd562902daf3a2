"""Where a report stands: made or not, draft or approved, the word that holds or an older one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from assessments.choices import AssessmentState, JobState, ReportState
from assessments.models import Organization
from assessments.queries.assessments import Names, published
from reports.actions import payload_sha256
from reports.models import Report

UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Standing:
    """A report with what a reader has to know before sending it on."""

    report: Report
    is_made: bool
    is_under_way: bool
    has_failed: bool
    is_draft: bool  # what its file says, if there is one; else what it would say
    is_stale: bool  # its assessment has been approved since, or it was never made
    is_standing: bool = False  # of the newest approved assessment of its position
    is_outdated: bool = False  # a newer assessment tells the same position
    name: str = ""  # the position, as people call it

    @property
    def file_name(self) -> str:
        """Return the name under which the file is saved."""
        report = self.report
        state = "-draft" if self.is_draft else ""
        position = report.position.replace("/", "-")
        return f"lockin-{position}-{report.assessment.snapshot.as_of}{state}.pdf"


def standing_of(report: Report) -> Standing:
    """Return where a report stands by itself."""
    job = report.job
    state = job.state if job else ""
    says_now = job is not None and job.payload_sha256 == payload_sha256(report)
    is_approved = report.assessment.state == AssessmentState.APPROVED
    is_made = report.state == ReportState.READY
    # A job that was not asked for the words of today was asked for the draft.
    made_as_draft = not (is_approved and says_now and state == JobState.DONE)
    return Standing(
        report=report,
        is_made=is_made,
        is_under_way=state in UNDER_WAY,
        has_failed=state in (JobState.QUARANTINED, JobState.CANCELLED),
        is_draft=made_as_draft if is_made else not is_approved,
        is_stale=not says_now,
    )


def standings(
    organization: Organization, reports: Iterable[Report], names: Names
) -> list[Standing]:
    """Return where some reports stand among all of their organization; one query."""
    newest, approved = _newest(organization)
    return [
        replace(
            own,
            name=_name(own.report.position, names),
            is_standing=own.is_made
            and not own.is_draft
            and approved.get(own.report.position) == own.report.assessment_id,
            is_outdated=newest.get(own.report.position) != own.report.assessment_id,
        )
        for own in map(standing_of, reports)
    ]


def _name(position: str, names: Names) -> str:
    function, _, supplier = position.partition("/")
    parts = names.functions.get(function, function), names.suppliers.get(supplier, supplier)
    return " · ".join(parts)


def _newest(organization: Organization) -> tuple[dict[str, object], dict[str, object]]:
    """Return for each position the newest assessment, and the newest that is approved."""
    newest: dict[str, object] = {}
    approved: dict[str, object] = {}
    columns = published(organization).values_list("pk", "state", "positions")
    for key, state, positions in columns.iterator(chunk_size=200):
        for names in positions:
            position = "/".join(names)
            newest.setdefault(position, key)
            if state == AssessmentState.APPROVED:
                approved.setdefault(position, key)
    return newest, approved
