"""API keys: what one looks like, and whether it opens anything.

A key acts for the person who made it: it opens nothing once that person is no member any more, or
may do less than the key.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_scopes import scopes_disabled

from assessments.access import RIGHTS
from assessments.models import ApiKey, Membership

MARK = "lk"
PREFIX_BYTES, SECRET_BYTES = 6, 32
NOTED_EVERY = timedelta(minutes=1)


class NewSecret(NamedTuple):
    """The whole text of a key, shown once, and the two parts of it that are kept."""

    text: str
    prefix: str
    sha256: str


def new_secret() -> NewSecret:
    """Return a key that nobody has seen before."""
    prefix = secrets.token_hex(PREFIX_BYTES)
    text = f"{MARK}_{prefix}_{secrets.token_urlsafe(SECRET_BYTES)}"
    return NewSecret(text, prefix, _sha256(text))


def authenticate(secret: str, now: datetime | None = None) -> ApiKey | None:
    """Return the key that a text is, if it opens anything now; note that it was used.

    The key's organization is the only one that it opens.
    """
    now = now or timezone.now()
    with scopes_disabled():  # which organization it is for is what the key says
        key = _key_of(secret)
        if key is None or not is_open(key, now):
            return None
        _note_use(key, now)
    return key


def is_open(key: ApiKey, now: datetime) -> bool:
    """Return whether a key is neither revoked nor expired nor left behind by its maker.

    The key is one of ``with_backing``, so that a request asks for it once and a page for all.
    """
    is_over = key.expires_at is not None and key.expires_at <= now
    return key.revoked_at is None and not is_over and _is_backed(key)


def _key_of(secret: str) -> ApiKey | None:
    mark, _, rest = secret.partition("_")
    prefix, _, _ = rest.partition("_")
    keys = with_backing(ApiKey.objects.select_related("organization", "created_by"))
    # A prefix is unique, so there is nothing to put in order.
    key = next(iter(keys.filter(prefix=prefix).order_by()), None) if mark == MARK else None
    # Compared even with nothing, so that time does not tell which prefixes exist.
    is_right = constant_time_compare(_sha256(secret), key.secret_sha256 if key else "")
    return key if is_right else None


def with_backing(keys: QuerySet[ApiKey]) -> QuerySet[ApiKey]:
    """Add the role that whoever made a key has in its organization now; nothing if they left."""
    makers = Membership.objects.filter(
        user=OuterRef("created_by"),
        user__is_active=True,
        organization=OuterRef("organization"),
    )
    return keys.annotate(backing=Subquery(makers.values("role")[:1]))


def _is_backed(key: ApiKey) -> bool:
    """Return whether whoever made it may still do as much; one of the terminal stands alone."""
    if key.created_by_id is None:
        return True
    role: str | None = key.backing  # type: ignore[attr-defined]
    return role is not None and RIGHTS[key.role] <= RIGHTS[role]


def _note_use(key: ApiKey, now: datetime) -> None:
    """Write the time of use, at most once a minute: a busy key must not write at every request."""
    if key.last_used_at is not None and key.last_used_at > now - NOTED_EVERY:
        return
    is_due = Q(last_used_at=None) | Q(last_used_at__lte=now - NOTED_EVERY)
    ApiKey.objects.filter(is_due, pk=key.pk).update(last_used_at=now)
    key.last_used_at = now


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
