"""Organizations: the first row of a tenant."""

from datetime import datetime

from django.db import transaction

from assessments import audit
from assessments.models import Organization, User


@transaction.atomic
def create_organization(
    *, slug: str, name: str, country: str, currency: str, by: User | None, now: datetime
) -> Organization:
    """Return a new organization, its register dated today; its audit trail begins with it.

    Raises
    ------
    django.core.exceptions.ValidationError
        If the slug is taken, or one of them is no code.
    """
    organization = Organization(
        slug=slug, name=name or slug, country=country, currency=currency, as_of=now.date()
    )
    organization.full_clean()
    organization.save(force_insert=True)
    audit.append(organization, at=now, by=by, verb="create", noun="organization", external_id=slug)
    return organization
