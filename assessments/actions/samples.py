"""The shipped cases as samples: into an empty register in one go, and out again."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.db import transaction
from django_scopes import scope

from assessments import audit
from assessments.actions.cases import CaseRefused, load_document
from assessments.author import Author
from assessments.casefile import canonical, read
from assessments.casefile.document import CaseDocument, Policy
from assessments.choices import Verb
from assessments.models import AuditEvent, Organization
from assessments.register import rows
from assessments.register.cases import dump_document

FOLDER = Path(__file__).parents[1] / "cases"
NOUN = "sample"


@dataclass(frozen=True, slots=True)
class Sample:
    """A shipped case, and what it shows."""

    title: str
    lead: str


SAMPLES: Mapping[str, Sample] = {
    "apple-samsung-displays": Sample(
        "A phone maker and its displays", "One rival makes most of the panels."
    ),
    "microsoft-anthropic": Sample(
        "An office suite and its AI models", "Models come through a rival’s cloud; margins stack."
    ),
}


class SampleRefused(CaseRefused):
    """A sample cannot be loaded or removed; the message says what to do instead."""


@cache
def _shipped(name: str) -> CaseDocument:
    path = FOLDER / f"{name}.yaml"
    return read.load(path.read_bytes(), path.name)


def document_for(organization: Organization, name: str) -> CaseDocument:
    """Return a sample as an organization's own case: its names, the currency of the sample."""
    shipped = _shipped(name)
    ours = replace(
        shipped.organization,
        id=organization.slug,
        name=organization.name,
        country=organization.country,
    )
    return replace(shipped, organization=ours)


def is_empty(organization: Organization) -> bool:
    """Return whether a register has no row yet."""
    return not any(
        rows.queryset(organization, noun).exists() for noun in ("suppliers", "functions", "sources")
    )


def loaded(organization: Organization) -> AuditEvent | None:
    """Return the event that loaded the sample which is there now."""
    events = AuditEvent.objects.for_organization(organization).filter(noun=NOUN)
    last = events.order_by("sequence").last()
    return last if last is not None and last.verb == Verb.LOAD else None


@transaction.atomic
def load(*, author: Author, name: str) -> None:
    """Fill an empty register with a sample.

    Raises
    ------
    SampleRefused
        If the register has rows already, or there is no such sample.
    """
    organization = author.organization
    if name not in SAMPLES:
        raise SampleRefused(f"there is no sample {name}; choose one of {', '.join(SAMPLES)}")
    with scope(organization=organization):
        if not is_empty(organization):
            raise SampleRefused("the register has rows already; a sample needs an empty one")
        before = {"currency": organization.currency, "decision_days": organization.decision_days}
        document = document_for(organization, name)
        load_document(document, organization=organization, by=author.by, now=author.now)
        _append(author, Verb.LOAD, name, before)


@transaction.atomic
def remove(*, author: Author) -> None:
    """Empty a register that still says exactly what its sample brought.

    Raises
    ------
    SampleRefused
        If there is no sample, or somebody has worked on it since.
    """
    organization = author.organization
    with scope(organization=organization):
        event = loaded(organization)
        if event is None:
            raise SampleRefused("no sample is loaded; there is nothing to remove")
        document = document_for(organization, event.external_id)
        if canonical.sha256(dump_document(organization)) != canonical.sha256(document):
            raise SampleRefused(
                "the sample was changed since it was loaded, so it is your work now; "
                "delete what you do not need: what hangs on a supplier or function goes with it"
            )
        load_document(
            _emptied(document, event), organization=organization, by=author.by, now=author.now
        )
        Organization.objects.filter(pk=organization.pk).update(case="", as_of=None)
        organization.refresh_from_db()
        _append(author, Verb.REMOVE, event.external_id, {})


def _emptied(document: CaseDocument, event: AuditEvent) -> CaseDocument:
    head = replace(document.organization, **event.changes)
    return CaseDocument(
        case=document.case,
        organization=head,
        as_of=document.as_of,
        policy=Policy(method=document.policy.method),
    )


def _append(author: Author, verb: Verb, name: str, changes: Mapping[str, object]) -> None:
    audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=verb,
        noun=NOUN,
        external_id=name,
        changes=changes,
        api_key=author.api_key,
        request_id=author.request_id,
    )
