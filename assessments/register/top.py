"""The head of an organization's case as one noun: what REST reads and writes beside the rows."""

# ruff: noqa: RUF009 - each call declares a field

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assessments import models
from assessments.casefile import declare
from assessments.casefile import document as nouns
from assessments.casefile.dates import PartialDate, date_of
from assessments.casefile.document import CaseDocument
from assessments.casefile.shapes import Form, Listed, TextShape
from assessments.choices import ListedState
from assessments.register import head


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Whose case it is, of which day, how it is scored, at which exchange rates."""

    case: str = declare.text(Form.ID)
    organization: nouns.Organization = declare.record(nouns.Organization, required=True)
    as_of: PartialDate | None = declare.day()
    policy: nouns.Policy = declare.record(nouns.Policy)
    fx: Mapping[str, nouns.FxRate] = declare.named(nouns.FxRate, TextShape(Form.CURRENCY))
    has_no_rivals: bool = declare.flag()  # said, not only not yet written down


def head_of(organization: models.Organization) -> Head:
    """Return the head of a register; one that is new says little."""
    sources = models.Source.objects.for_organization(organization)
    source_ids = dict(sources.values_list("pk", "external_id"))
    if organization.as_of is None:
        policy = head.policy_of(head.active_policy(organization), source_ids)
        return Head(case=organization.case, organization=_buyer(organization), policy=policy)
    said = head.read(organization, source_ids)
    return Head(
        case=organization.case,
        organization=said.organization,
        as_of=date_of(organization.as_of),
        policy=said.policy,
        fx=said.fx,
        has_no_rivals=organization.rivalry_state == ListedState.NONE,
    )


def _buyer(organization: models.Organization) -> nouns.Organization:
    return nouns.Organization(
        id=organization.slug,
        name=organization.name,
        country=organization.country,
        currency=organization.currency,
        decision_days=organization.decision_days,
    )


def with_head(document: CaseDocument, said: Head, as_of: PartialDate) -> CaseDocument:
    """Return a document under another head."""
    return replace(
        document,
        case=said.case,
        organization=said.organization,
        as_of=as_of,
        policy=said.policy,
        fx=said.fx,
        markets=Listed(
            document.markets.rows, is_none=said.has_no_rivals and not document.markets.rows
        ),
    )
