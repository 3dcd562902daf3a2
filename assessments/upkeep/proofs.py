"""Whether what was hashed when it was written still says the same."""

import hashlib
from collections.abc import Iterator

from assessments import audit
from assessments.choices import AssessmentState
from assessments.models import Assessment, Snapshot
from assessments.queries.results import results_of
from assessments.scoring.export import result_sha256
from assessments.upkeep.finding import Finding, Look

CHANGED = "it was changed since it was written"
RESTORE = "Find out who writes to the database by hand, then restore the last backup."
KEY = (
    "If SECRET_KEY was changed, put the key before it into SECRET_KEY_FALLBACKS; else find out "
    "who writes to the database by hand."
)


def snapshots(look: Look) -> Iterator[Finding]:
    """Find snapshots whose text has another hash."""
    for organization in look.organizations():
        for snapshot in Snapshot.objects.for_organization(organization).iterator():
            if hashlib.sha256(snapshot.document.encode()).hexdigest() != snapshot.sha256:
                about = f"snapshot {snapshot.pk} of {organization.slug}"
                yield Finding("snapshots", about, CHANGED, RESTORE)


def results(look: Look) -> Iterator[Finding]:
    """Find results that hash to something else than was published."""
    for organization in look.organizations():
        assessments = Assessment.objects.for_organization(organization)
        for assessment in assessments.exclude(state=AssessmentState.COMPUTING).iterator():
            if result_sha256(results_of(assessment)) != assessment.result_sha256:
                about = f"assessment {assessment.pk} of {organization.slug}"
                yield Finding("results", about, CHANGED, RESTORE)


def audit_trail(look: Look) -> Iterator[Finding]:
    """Find links of the chain that do not fit."""
    for organization in look.organizations():
        for broken in audit.broken_links(organization):
            yield Finding("audit trail", organization.slug, broken, KEY)
