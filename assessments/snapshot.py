"""The register of one organization at one date, frozen and hashed: what one assessment reads."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from assessments.casefile import canonical, checks, select
from assessments.casefile.problems import Finding
from assessments.casefile.rates import for_a_file
from assessments.models import Organization, Snapshot
from assessments.register.cases import dump_document


class Incomplete(ValueError):  # noqa: N818 - what it is
    """A register cannot be scored yet; the message says what it needs, a line each."""


def take(organization: Organization, *, as_of: date | None, now: datetime) -> Snapshot:
    """Return the snapshot of what the register says at a date; the same content is stored once.

    Raises
    ------
    Incomplete
        If the rows do not make up a case that can be scored.
    """
    said = dump_document(organization)
    if found := sorted(checks.findings(said)):
        raise Incomplete("\n".join(_lines(found)))
    document = select.at(said, as_of) if as_of else select.in_force(said)
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


def _lines(found: list[Finding]) -> Iterator[str]:
    """Yield what is needed; a rate once, however many figures need it."""
    for finding in found:
        if finding.rate is None:
            yield f"{finding.path}: {finding.message}"
    needed = Counter(finding.rate for finding in found if finding.rate)
    for rate, n in needed.items():
        yield f"fx.{rate.currency}: {for_a_file(rate)} ({n} figure{'s' if n > 1 else ''})"
