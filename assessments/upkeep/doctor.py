"""The doctor: looks everything over and changes nothing.

Checks of the installation are for whoever runs it; those of one organization also for its admins,
who are told nothing about anybody else's rows.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import DatabaseError
from django.utils import timezone
from django_scopes import scopes_disabled

from assessments.models import Organization
from assessments.upkeep import proofs, structure, work
from assessments.upkeep.finding import Check, Finding, Look

OF_THE_INSTALLATION: dict[str, Check] = {
    "migrations": structure.migrations,
    "database": structure.database,
    "references": structure.references,
    "workers": work.workers,
    "stray files": work.stray_files,
}
OF_AN_ORGANIZATION: dict[str, Check] = {
    "walls": structure.walls,
    "snapshots": proofs.snapshots,
    "results": proofs.results,
    "audit trail": proofs.audit_trail,
    "report files": work.report_files,
    "jobs": work.jobs,
}
SAID = {
    "migrations": "the tables are those of this version",
    "database": "the database is whole",
    "references": "each row that is pointed at is there",
    "workers": "a worker was heard of just now",
    "stray files": "each file belongs to a report",
    "walls": "no row points into another organization",
    "snapshots": "each says what its hash says",
    "results": "each set of results says what its hash says",
    "audit trail": "each event is as it was written",
    "report files": "each is there and as it was written",
    "jobs": "none is stuck",
}


def findings(
    organization: Organization | None = None, *, now: datetime | None = None
) -> Iterator[Finding]:
    """Yield what is wrong, with the whole installation or in one organization."""
    for _, found in examine(organization, now=now):
        yield from found


def examine(
    organization: Organization | None = None, *, now: datetime | None = None
) -> Iterator[tuple[str, list[Finding]]]:
    """Yield each check's name with what it found, as soon as it is done."""
    look = Look(organization, now or timezone.now())
    installation = {} if organization else OF_THE_INSTALLATION
    for name, check in {**installation, **OF_AN_ORGANIZATION}.items():
        found = _run(name, check, look)
        yield name, found
        if found and check is structure.migrations:
            return  # the others ask for tables that may not be there


def _run(name: str, check: Check, look: Look) -> list[Finding]:
    try:
        with scopes_disabled():
            return list(check(look))
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        return [
            Finding(name, "database", f"it does not answer ({reason})", "Is DATABASE_URL right?")
        ]
