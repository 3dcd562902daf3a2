"""API keys: made by an admin, shown once, revoked at any time."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction

from assessments import audit
from assessments.access import RIGHTS
from assessments.author import Author
from assessments.choices import Role, Verb
from assessments.keys import new_secret
from assessments.models import ApiKey, Membership

LONGEST = timedelta(days=366)


@transaction.atomic
def create(*, author: Author, name: str, role: str, expires_at: datetime) -> tuple[ApiKey, str]:
    """Return a new key and its secret, which nobody can be told again.

    Raises
    ------
    ValidationError
        If it would live longer than a year, or may do more than whoever makes it.
    """
    _check(author, role, expires_at)
    secret = new_secret()
    key = ApiKey(
        organization=author.organization,
        name=name,
        prefix=secret.prefix,
        secret_sha256=secret.sha256,
        role=role,
        expires_at=expires_at,
        created_by=author.by,
    )
    key.clean_fields()
    key.save(force_insert=True)
    _note(author, key, Verb.CREATE, {"role": ["", str(role)], "expires_at": expires_at.isoformat()})
    return key, secret.text


@transaction.atomic
def revoke(*, author: Author, key: ApiKey) -> None:
    """Close a key for good; one that is revoked already stays as it is."""
    keys = ApiKey.objects.for_organization(author.organization)
    if keys.filter(pk=key.pk, revoked_at=None).update(revoked_at=author.now):
        _note(author, key, Verb.REVOKE, {})
    key.refresh_from_db(fields=["revoked_at"], from_queryset=keys)


def grantable(author: Author) -> list[str]:
    """Return the roles that a key may have: no more than its maker may do."""
    own = _role_of(author)
    return [role for role in Role.values if RIGHTS[role] <= RIGHTS[own]] if own else []


def _role_of(author: Author) -> str:
    if author.by is None:
        return Role.ADMIN  # the terminal
    own = Membership.objects.filter(organization=author.organization, user=author.by).first()
    if own is None:
        return ""
    roles: list[str] = [own.role, *([author.api_key.role] if author.api_key else [])]
    return min(roles, key=_reach)


def _reach(role: str) -> int:
    return len(RIGHTS[role])


def _check(author: Author, role: str, expires_at: datetime) -> None:
    if role not in grantable(author):
        raise ValidationError({"role": "A key may do no more than you; choose another role."})
    if not author.now < expires_at <= author.now + LONGEST:
        raise ValidationError({"expires_at": "Choose a day after today, at most a year ahead."})


def _note(author: Author, key: ApiKey, verb: Verb, changes: dict[str, object]) -> None:
    audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=verb,
        noun="api_key",
        external_id=key.prefix,
        changes={"name": key.name, **changes},
        api_key=author.api_key,
        request_id=author.request_id,
    )
