"""The head of a case in the register: buyer, policy, exchange rates."""

import hashlib
import json
from typing import Any

from assessments import models
from assessments.author import Author
from assessments.casefile import document as nouns
from assessments.casefile.dates import date_of
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import UNKNOWN, Figure, Kind
from assessments.casefile.shapes import Listed
from assessments.casefile.words import Money
from assessments.choices import ListedState, PolicyState
from assessments.register.figures import held, row_of, rows_by_id
from assessments.register.records import Held

POLICY_FIGURES = {"discount_rate": Kind.RATE, "horizon_years": Kind.YEARS}


def read(organization: models.Organization, source_ids: dict[Any, str]) -> CaseDocument:
    """Return a document with the head alone."""
    if organization.as_of is None:
        raise ValueError(f"{organization.slug} has no case yet; load one, or say its date")
    return CaseDocument(
        case=organization.case or organization.slug,
        organization=nouns.Organization(
            id=organization.slug,
            name=organization.name,
            country=organization.country,
            currency=organization.currency,
            decision_days=organization.decision_days,
        ),
        as_of=date_of(organization.as_of),
        policy=policy_of(active_policy(organization), source_ids),
        fx=_rates(organization),
        markets=Listed({}, is_none=organization.rivalry_state == ListedState.NONE),
    )


def write(document: CaseDocument, author: Author, source_ids: dict[Any, str]) -> list[str]:
    """Write the head; return what changed."""
    changed = _write_organization(document, author.organization)
    changed += _write_policy(document.policy, author, source_ids)
    return changed + _write_rates(document, author.organization)


def _write_organization(document: CaseDocument, organization: models.Organization) -> list[str]:
    head = document.organization
    is_none = document.markets.is_none
    wanted = {
        "name": head.name,
        "country": head.country,
        "currency": head.currency,
        "decision_days": head.decision_days,
        "rivalry_state": ListedState.NONE if is_none else ListedState.UNKNOWN,
        "case": document.case,
        "as_of": document.as_of.first_day(),
    }
    changed = [name for name, value in wanted.items() if getattr(organization, name) != value]
    for name in changed:
        setattr(organization, name, wanted[name])
    if changed:
        organization.save(update_fields=changed)
    return [f"organization.{name}" for name in changed]


# Policy -----------------------------------------------------------------------------------------


def active_policy(organization: models.Organization) -> models.ScoringPolicy | None:
    """Return the policy by which an organization is scored, if there is one yet."""
    policies = models.ScoringPolicy.objects.for_organization(organization)
    found: models.ScoringPolicy | None = policies.filter(state=PolicyState.ACTIVE).first()
    return found


def policy_of(row: models.ScoringPolicy | None, source_ids: dict[Any, str]) -> nouns.Policy:
    """Return what a policy says; one that is not there says nothing."""
    if row is None:
        return nouns.Policy()
    ids = {getattr(row, f"{name}_id") for name in POLICY_FIGURES}
    figures = {
        pk: held(figure, source_ids).figure
        for pk, figure in rows_by_id(row.organization, ids - {None}).items()
    }
    return nouns.Policy(
        method=row.method,
        money=Money[row.money],
        parameters=json.loads(row.parameters),
        **{name: figures.get(getattr(row, f"{name}_id"), UNKNOWN) for name in POLICY_FIGURES},
    )


def _write_policy(policy: nouns.Policy, author: Author, source_ids: dict[Any, str]) -> list[str]:
    """Activate a new version where the policy differs; a policy once active is never edited."""
    active = active_policy(author.organization)
    if active is not None and policy_of(active, source_ids) == policy:
        return []
    if active is not None:
        active.state = PolicyState.RETIRED
        active.save(update_fields=["state"])
    policies = models.ScoringPolicy.objects.for_organization(author.organization)
    last = policies.order_by("version").last()
    parameters = parameters_json(policy)
    models.ScoringPolicy(
        organization=author.organization,
        version=last.version + 1 if last else 1,
        state=PolicyState.ACTIVE,
        method=policy.method,
        money=policy.money.name,
        parameters=parameters,
        sha256=policy_sha256(policy, parameters),
        activated_at=author.now,
        activated_by=author.by,
        **policy_figures(policy, author, source_ids),
    ).save(force_insert=True)
    return ["policy"]


def parameters_json(policy: nouns.Policy) -> str:
    """Return the parameters of a policy as they are stored."""
    return json.dumps(policy.parameters, sort_keys=True, separators=(",", ":"))


def policy_figures(
    policy: nouns.Policy, author: Author, source_ids: dict[Any, str]
) -> dict[str, models.Figure]:
    """Write the figures of a policy; return them by their columns."""
    by_name = {name: pk for pk, name in source_ids.items()}
    found = {}
    for name, kind in POLICY_FIGURES.items():
        figure: Figure = getattr(policy, name)
        if figure != UNKNOWN:
            address = ("policy", "policy", name)
            row = row_of(Held(kind, figure), address, author, by_name.__getitem__)
            row.save(force_insert=True)
            found[name] = row
    return found


def policy_sha256(policy: nouns.Policy, parameters: str) -> str:
    """Return the fingerprint of what a policy says."""
    parts = [policy.method, policy.money.value, parameters]
    parts += [repr(getattr(policy, name)) for name in POLICY_FIGURES]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


# Exchange rates ---------------------------------------------------------------------------------


def _rates(organization: models.Organization) -> dict[str, nouns.FxRate]:
    """Return each currency's own rate of the latest day that the case can know."""
    rates = organization.fx_rates.filter(date__lte=organization.as_of).order_by("date")
    found = {
        row.currency: nouns.FxRate(rate=row.rate, rate_date=date_of(row.date), source=row.source)
        for row in rates
        if row.rate is not None
    }
    return dict(sorted(found.items()))


def _write_rates(document: CaseDocument, organization: models.Organization) -> list[str]:
    stored = _rates(organization)
    changed = [name for name, rate in document.fx.items() if stored.get(name) != rate]
    changed += [name for name in stored if name not in document.fx]
    organization.fx_rates.filter(currency__in=changed).delete()
    models.FxRate.objects.bulk_create(
        models.FxRate(
            organization=organization,
            currency=name,
            date=document.fx[name].rate_date.first_day(),
            rate=document.fx[name].rate,
            source=document.fx[name].source,
        )
        for name in changed
        if name in document.fx
    )
    return [f"fx.{name}" for name in changed]
