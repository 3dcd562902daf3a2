"""The register of one organization at one date, frozen and hashed: what one assessment reads."""

from datetime import date, datetime

from assessments.casefile import canonical
from assessments.models import Organization, Snapshot
from assessments.register.cases import document_at


def take(organization: Organization, *, as_of: date | None, now: datetime) -> Snapshot:
    """Return the snapshot of what the register says at a date; the same content is stored once."""
    document = document_at(organization, as_of)
    snapshot, _ = Snapshot.objects.get_or_create(
        organization=organization,
        sha256=canonical.sha256(document),
        defaults={
            "as_of": document.as_of.last_day(),
            "format_version": document.lockin,
            "document": canonical.canonical_json(document),
            "fx": {
                currency: {"rate": str(rate.rate), "rate_date": str(rate.rate_date)}
                for currency, rate in document.fx.items()
            },
            "created_at": now,
        },
    )
    return snapshot
