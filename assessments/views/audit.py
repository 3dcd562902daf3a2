"""The audit trail of an organization: who did what when, and whether nobody touched it."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from assessments import audit as trail
from assessments.access import Actor, Request, Right, member
from assessments.forms.audit import TrailFilter
from assessments.models import AuditEvent
from assessments.views.deeds import deeds
from assessments.views.register.exports import harmless

PAGE = 50
CHECKED_AT_ONCE = 2000
COLUMNS = ("sequence", "at", "by", "api_key", "verb", "noun", "id", "changes", "request_id")


@member(Right.ADMINISTER)
@require_GET
def audit(request: Request) -> HttpResponse:
    """Show a page of the trail, newest first, and whether the chain is whole."""
    form = _filter(request)
    before = request.GET.get("before", "")
    found = form.found()
    if before.isdecimal() and len(before) < 19:
        found = found.filter(sequence__lt=int(before))
    events = list(found[: PAGE + 1])
    context = {
        "form": form,
        "deeds": list(deeds(request.actor.organization, events[:PAGE])),
        "older": _query(request, before=events[PAGE - 1].sequence) if len(events) > PAGE else "",
        "newest": _query(request) if before else "",
        "query": _query(request),
        **_chain(request),
    }
    return render(request, "audit/list.html", context)


@member(Right.ADMINISTER)
@require_GET
def as_csv(request: Request) -> StreamingHttpResponse:
    """Return what the filters leave, as CSV."""
    rows = _rows(_filter(request).found())
    writer = csv.writer(_Echo())
    response = StreamingHttpResponse(map(writer.writerow, rows), content_type="text/csv")
    response["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return response


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def _rows(found: QuerySet[AuditEvent]) -> Iterator[list[str]]:
    yield list(COLUMNS)
    for event in found.iterator(chunk_size=1000):
        said = [
            str(event.sequence),
            event.at.isoformat(),
            str(event.by or ""),
            str(event.api_key or ""),
            event.verb,
            event.noun,
            event.external_id,
            json.dumps(event.changes, ensure_ascii=False, sort_keys=True),
            event.request_id,
        ]
        yield [harmless(text) for text in said]


def _filter(request: Request) -> TrailFilter:
    actor: Actor = request.actor
    return TrailFilter(request.GET, organization=actor.organization)


def _chain(request: Request) -> dict[str, Any]:
    """Return what is broken; a long trail is read whole only when asked."""
    organization = request.actor.organization
    last = AuditEvent.objects.for_organization(organization).order_by("sequence").last()
    n_events = last.sequence if last else 0
    is_checked = n_events <= CHECKED_AT_ONCE or "check" in request.GET
    broken = list(trail.broken_links(organization)) if is_checked else []
    return {"n_events": n_events, "is_checked": is_checked, "broken": broken}


def _query(request: Request, **more: Any) -> str:
    """Return the filters as a query, on another page."""
    query = request.GET.copy()
    for name in ("before", "check"):
        query.pop(name, None)
    query.update({name: str(value) for name, value in more.items()})
    return query.urlencode()
