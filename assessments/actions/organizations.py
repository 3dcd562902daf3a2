"""Organizations: the first row of a tenant."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments import audit
from assessments.author import Author
from assessments.casefile.checks.codes import country_problem, currency_problem
from assessments.casefile.scalars import plain
from assessments.choices import Verb
from assessments.models import Organization, User

# What stands where an organization's name would stand in an address, now or one day.
RESERVED = frozenset(
    {
        *("accounts", "admin", "api", "assets", "docs", "favicon", "health", "healthz", "help"),
        *("login", "logout", "media", "new", "readyz", "robots", "signup", "static", "www"),
    }
)
SETTINGS = ("name", "country", "currency", "decision_days", "as_of")


def refuse_reserved(slug: str) -> None:
    """Raise ValidationError if pages of the installation have the address already."""
    if slug in RESERVED:
        raise ValidationError({"slug": f"“{slug}” is an address of Lockin itself; choose another."})


def refuse_no_codes(country: str, currency: str) -> None:
    """Raise ValidationError for what a case file could not say: it could not be dumped again."""
    problems = {"currency": currency_problem(currency)}
    problems["country"] = country_problem(country) if country else ""
    if any(problems.values()):
        raise ValidationError({name: f"{text}." for name, text in problems.items() if text})


@transaction.atomic
def create_organization(
    *, slug: str, name: str, country: str, currency: str, by: User | None, now: datetime
) -> Organization:
    """Return a new organization, its register dated today; its audit trail begins with it.

    Raises
    ------
    django.core.exceptions.ValidationError
        If the slug is taken or reserved, or one of them is no code.
    """
    refuse_reserved(slug)
    organization = Organization(
        slug=slug, name=name or slug, country=country, currency=currency, as_of=now.date()
    )
    organization.full_clean()
    refuse_no_codes(country, currency)
    organization.save(force_insert=True)
    audit.append(
        organization, at=now, by=by, verb=Verb.CREATE, noun="organization", external_id=slug
    )
    return organization


@transaction.atomic
def change_settings(
    *,
    author: Author,
    name: str,
    country: str,
    currency: str,
    decision_days: int,
    as_of: date | None,
) -> Organization:
    """Change what an organization says of itself; figures keep the currency they were stated in.

    Exchange rates go with the currency that they are stated in.

    Raises
    ------
    django.core.exceptions.ValidationError
        If one of them is no code.
    """
    organization = Organization.objects.select_for_update().get(pk=author.organization.pk)
    wanted = dict(zip(SETTINGS, (name, country, currency, decision_days, as_of), strict=True))
    changes = {
        key: [str(getattr(organization, key) or ""), str(value or "")]
        for key, value in wanted.items()
        if getattr(organization, key) != value
    }
    for key in changes:
        setattr(organization, key, wanted[key])
    if changes:
        organization.full_clean()
        refuse_no_codes(country, currency)
        organization.save(update_fields=list(changes))
        _note(author, organization, changes | _without_rates(organization, changes))
    return organization


def _without_rates(
    organization: Organization, changes: dict[str, list[str]]
) -> dict[str, list[str]]:
    """Remove the rates where the currency changed: they are in money that the case left behind."""
    if "currency" not in changes:
        return {}
    rates = organization.fx_rates.order_by("currency", "date")
    said = [f"{rate.currency} {plain(rate.rate)} of {rate.date}" for rate in rates if rate.rate]
    rates.delete()
    return {"fx": ["; ".join(said), ""]} if said else {}


def _note(author: Author, organization: Organization, changes: dict[str, list[str]]) -> None:
    audit.append(
        organization,
        at=author.now,
        by=author.by,
        verb=Verb.CHANGE,
        noun="organization",
        external_id=organization.slug,
        changes=changes,
        api_key=author.api_key,
        request_id=author.request_id,
    )
