"""The head of a case: day, currency, policy and rates, written without touching a row."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction
from django_scopes import scope

from assessments import audit
from assessments.actions.cases import CaseRefused
from assessments.author import Author
from assessments.casefile import checks
from assessments.casefile.document import CaseDocument
from assessments.casefile.problems import Finding
from assessments.choices import Verb
from assessments.models import Organization
from assessments.register import head, store
from assessments.register.records import document_of
from assessments.register.top import Head, with_head

OWN = ("case", "organization", "as_of", "policy", "fx", "markets")


@transaction.atomic
def change(*, author: Author, said: Head) -> list[str]:
    """Make the head of a register say something else; return what that changed.

    What the rows lack under it, such as a rate for one of their currencies, is asked for when the
    register is assessed. The same head again changes nothing.

    Raises
    ------
    CaseRefused
        With what is wrong with the head itself.
    """
    organization = author.organization
    with scope(organization=organization):
        held = Organization.objects.select_for_update().get(pk=organization.pk)
        stored = store.read(held)
        wanted = document_of(stored.records, _empty(held, said))
        _check(wanted, said)
        changed = head.write(wanted, replace(author, organization=held), stored.source_ids)
        if changed:
            audit.append(
                held,
                at=author.now,
                by=author.by,
                verb=Verb.CHANGE,
                noun="case",
                external_id=wanted.case,
                changes={"changed": changed},
                api_key=author.api_key,
                request_id=author.request_id,
            )
    organization.refresh_from_db()
    return changed


def _empty(organization: Organization, said: Head) -> CaseDocument:
    """Return a case that has the head alone."""
    if said.as_of is None:
        raise CaseRefused("as_of: is missing; write the day that the register speaks of")
    if said.organization.id != organization.slug:
        raise CaseRefused(f"organization.id: is another organization's; write {organization.slug}")
    blank = CaseDocument(case="", organization=said.organization, as_of=said.as_of)
    return with_head(blank, replace(said, case=said.case or organization.slug), said.as_of)


def _check(wanted: CaseDocument, said: Head) -> None:
    if said.has_no_rivals and wanted.markets.rows:
        raise CaseRefused("has_no_rivals: there are markets with rivals; write false")
    wrong = [found for found in checks.findings(wanted) if _is_own(found)]
    wrong += _rates_to_come(said)
    if wrong:
        raise CaseRefused("\n".join(f"{found.path}: {found.message}" for found in wrong))


def _rates_to_come(said: Head) -> Iterator[Finding]:
    """Yield rates that the register would not show: it knows none of a day after its own."""
    assert said.as_of is not None  # refused before
    for currency, rate in said.fx.items():
        if rate.rate_date.first_day() > said.as_of.last_day():
            late = f"{rate.rate_date} is after {said.as_of}, the day of the case"
            yield Finding(f"fx.{currency}.rate_date", f"{late}; write a rate of then or before")


def _is_own(finding: Finding) -> bool:
    """Return whether a finding is about the head, not about a row or what is still to come."""
    return finding.path.split(".")[0] in OWN and not finding.is_incomplete
