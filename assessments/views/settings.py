"""Settings of an organization, and from one page whether all is well."""

from datetime import timedelta
from typing import Any

from django.conf import settings as installation
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Count, Min
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from assessments.access import Actor, Request, Right, member
from assessments.actions.organizations import change_settings
from assessments.choices import JobState
from assessments.forms.organization import OrganizationForm
from assessments.models import Job, WorkerHeartbeat
from assessments.queries.rates import lacking
from assessments.scoring.parameters import METHOD
from assessments.upkeep import doctor

LATE = timedelta(minutes=1)


@member(Right.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: Request) -> HttpResponse:
    """Show and change what the organization says of itself."""
    actor = _actor(request)
    form = OrganizationForm(request.POST or None, organization=actor.organization)
    if request.method == "POST" and form.is_valid():
        try:
            changed = change_settings(author=actor.author(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The settings are saved.")
            if "currency" in form.changed_data and (codes := lacking(changed)):
                words = f"Figures wait for a rate of {', '.join(codes)}: see Exchange rates."
                messages.warning(request, words)
            return redirect("settings", organization=actor.organization.slug)
    status = 422 if form.errors else 200
    return render(request, "settings/organization.html", {"form": form}, status=status)


@member(Right.ADMINISTER)
@require_GET
def health(request: Request) -> HttpResponse:
    """Show whether all is well: workers, queue, what waits for a person, what the doctor finds."""
    actor, now = _actor(request), timezone.now()
    jobs = Job.objects.for_organization(actor.organization)
    workers = list(WorkerHeartbeat.objects.order_by("-seen_at")[:20])
    context: dict[str, Any] = {
        "now": now,
        "workers": [(worker, worker.seen_at > now - LATE) for worker in workers],
        "works": any(worker.seen_at > now - LATE for worker in workers),
        "states": _states(jobs),
        "oldest": jobs.filter(state=JobState.QUEUED).aggregate(at=Min("requested_at"))["at"],
        "aside": jobs.filter(state=JobState.QUARANTINED).select_related("requested_by")[:50],
        "versions": _versions(),
    }
    if "examine" in request.GET:
        context["examined"] = [
            (name, found, doctor.SAID[name])
            for name, found in doctor.examine(actor.organization, now=now)
        ]
    return render(request, "settings/health.html", context)


def _actor(request: Request) -> Actor:
    found: Actor = request.actor
    return found


def _states(jobs: Any) -> list[tuple[str, int]]:
    counts = dict(jobs.order_by().values_list("state").annotate(Count("pk")))
    return [(state.label, counts.get(state.value, 0)) for state in JobState]


def _versions() -> list[tuple[str, str]]:
    return [
        ("Lockin", installation.VERSION),
        ("Method", METHOD),
        ("Database", "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"),
    ]
