"""A whole case into the register."""

from datetime import datetime

from django.db import transaction
from django_scopes import scope

from assessments import audit
from assessments.author import Author
from assessments.casefile import canonical, checks
from assessments.casefile.document import CaseDocument
from assessments.casefile.problems import Finding
from assessments.choices import Verb
from assessments.models import ApiKey, Organization, User
from assessments.register.cases import dump_document, write_document


class CaseRefused(Exception):  # noqa: N818 - what happened, in the words of a page
    """A case does not fit together, or is another organization's; nothing was written."""

    def findings(self) -> list[Finding]:
        """Return what is wrong, line by line, each at its path if it has one."""
        parts = (line.partition(": ") for line in str(self).splitlines())
        return [Finding(path, text) if text else Finding("", path) for path, _, text in parts]


class CaseChanged(Exception):  # noqa: N818 - what happened
    """The register says something else by now than whoever replaces it has seen."""


def load_document(
    document: CaseDocument,
    *,
    organization: Organization,
    by: User | None,
    now: datetime,
    api_key: ApiKey | None = None,
    request_id: str = "",
    expected_sha256: str = "",
) -> dict[str, dict[str, int]]:
    """Make the register say exactly what a document says; return what that changed.

    Rows that the document does not have are removed; their figures stay as history. The same
    document again changes nothing and leaves no audit event.

    Raises
    ------
    CaseRefused
        With everything that is wrong with the document.
    """
    _check(document, organization)
    with transaction.atomic(), scope(organization=organization):
        held = Organization.objects.select_for_update().get(pk=organization.pk)
        if expected_sha256 and canonical.sha256(dump_document(held)) != expected_sha256:
            raise CaseChanged
        changes = write_document(document, Author(organization=held, by=by, now=now))
        if any(changes.values()):
            audit.append(
                held,
                at=now,
                by=by,
                verb=Verb.LOAD,
                noun="case",
                external_id=document.case,
                changes=changes,
                api_key=api_key,
                request_id=request_id,
            )
    organization.refresh_from_db()
    return changes


def _check(document: CaseDocument, organization: Organization) -> None:
    name = document.organization.id
    if name != organization.slug:
        raise CaseRefused(f"the case is of {name}; load it into {name}, not {organization.slug}")
    problems = [f"{finding.path}: {finding.message}" for finding in checks.findings(document)]
    if problems:
        raise CaseRefused("\n".join(problems))
