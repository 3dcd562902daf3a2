"""What a register still needs before it can be assessed."""

from assessments.casefile import checks
from assessments.casefile.problems import Finding
from assessments.models import Organization
from assessments.register.cases import dump_document


def open_findings(organization: Organization) -> list[Finding]:
    """Return what does not fit together, or is not complete, each with path and what to do."""
    if organization.as_of is None:
        return [Finding("as_of", "is missing; say the date of the case in Settings")]
    return sorted(checks.findings(dump_document(organization)))
