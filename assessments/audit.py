"""The audit trail: each event carries a hash over itself and over the one before it.

Who edits, removes, inserts or reorders events needs the secret key to make the chain fit again.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from assessments.choices import Verb
from assessments.models import ApiKey, AuditEvent, Organization, User

SALT = "assessments.audit"


@transaction.atomic
def append(
    organization: Organization,
    *,
    at: datetime,
    by: User | None,
    verb: Verb,
    noun: str,
    external_id: str = "",
    changes: Mapping[str, Any] | None = None,
    api_key: ApiKey | None = None,
    request_id: str = "",
) -> AuditEvent:
    """Write the next event of an organization; ``changes`` holds texts, whole numbers and flags."""
    Organization.objects.select_for_update().get(pk=organization.pk)  # one writer per chain
    last = AuditEvent.objects.for_organization(organization).order_by("sequence").last()
    event = AuditEvent(
        organization=organization,
        sequence=last.sequence + 1 if last else 1,
        at=at,
        by=by,
        api_key=api_key,
        verb=verb,
        noun=noun,
        external_id=external_id,
        changes=dict(changes or {}),
        request_id=request_id,
    )
    event.clean()
    event.chain_hash = _hash(event, last.chain_hash if last else "", settings.SECRET_KEY)
    event.save(force_insert=True)
    return event


def broken_links(organization: Organization) -> Iterator[str]:
    """Yield what does not fit in an organization's chain; nothing: nobody touched it."""
    previous, expected = "", 1
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    for event in AuditEvent.objects.for_organization(organization).order_by("sequence").iterator():
        if event.sequence != expected:
            yield f"event {expected} is missing"
        if event.chain_hash not in [_hash(event, previous, key) for key in keys]:
            yield f"event {event.sequence} is not as it was written"
        previous, expected = event.chain_hash, event.sequence + 1


def _hash(event: AuditEvent, previous: str, key: str) -> str:
    body = {
        "organization": str(event.organization_id),
        "sequence": event.sequence,
        "at": event.at.astimezone(UTC).isoformat(),
        "by": str(event.by_id),
        "api_key": str(event.api_key_id),
        "verb": event.verb,
        "noun": event.noun,
        "external_id": event.external_id,
        "changes": event.changes,
        "request_id": event.request_id,
    }
    text = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return salted_hmac(SALT, f"{previous}\n{text}", secret=key, algorithm="sha256").hexdigest()
