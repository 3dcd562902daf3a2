"""What a report says as long as nobody has approved its numbers."""

from dataclasses import replace

from reports.content.parts import CaseReport

DRAFT = "Draft, not approved"


def as_draft(report: CaseReport) -> CaseReport:
    """Return the report marked as a draft in its title, on its first page and at every head."""
    return replace(
        report,
        title=f"Draft: {report.title}",
        kicker=f"{DRAFT} · {report.kicker}",
        running_title=f"{DRAFT} · {report.running_title}",
    )
