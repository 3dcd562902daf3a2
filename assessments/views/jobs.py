"""A job that is under way: its stages, how far it is, and what came of it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.access import Request, Right, member
from assessments.actions import jobs as actions
from assessments.choices import JobKind, JobState
from assessments.models import Job
from assessments.queries import jobs as queries

UNDER_WAY = (JobState.QUEUED, JobState.RUNNING)


def job_of(request: Request, key: UUID) -> Job:
    """Return a job of the organization that is asked about, or 404."""
    rows = Job.objects.for_organization(request.actor.organization)
    return get_object_or_404(rows.select_related("requested_by"), pk=key)


@never_cache
@member(Right.READ)
def detail(request: Request, job: UUID) -> HttpResponse:
    """Show a job; one that is done leads to what it made."""
    found = job_of(request, job)
    address = _made(found)
    if address:
        return HttpResponseRedirect(address)
    return render(request, "jobs/detail.html", _context(found))


@never_cache
@member(Right.READ)
def progress(request: Request, job: UUID) -> HttpResponse:
    """Return how far a job is, for a page that is open; once it is done the page goes there."""
    found = job_of(request, job)
    response = render(request, "jobs/_progress.html", _context(found))
    address = _made(found)
    if address:
        response["HX-Redirect"] = address
    return response


def _context(job: Job) -> dict[str, Any]:
    is_report = job.kind == JobKind.REPORT
    return {
        "job": job,
        "stages": queries.stages_of(job),
        "is_under_way": job.state in UNDER_WAY,
        "is_quarantined": job.state == JobState.QUARANTINED,
        "is_cancelled": job.state == JobState.CANCELLED,
        "is_report": is_report,
    }


def _made(job: Job) -> str:
    """Return the address of what a finished job made, or nothing."""
    if job.state != JobState.DONE:
        return ""
    slug = job.organization.slug
    if job.kind == JobKind.REPORT:
        return reverse("report-detail", args=[slug, job.subject_id])
    assessment = queries.assessment_of(job)
    if assessment is None:
        return reverse("assessment-list", args=[slug])
    return reverse("assessment-detail", args=[slug, assessment.pk])


@require_POST
@member(Right.WRITE)
def cancel(request: Request, job: UUID) -> HttpResponse:
    """Ask for an end."""
    return _act(request, job, actions.cancel, "Cancelled. Nothing of the register was changed.")


@require_POST
@member(Right.WRITE)
def retry(request: Request, job: UUID) -> HttpResponse:
    """Try a job again that failed too often."""
    return _act(request, job, actions.retry, "It waits for its turn again.")


def _act(request: Request, key: UUID, action: Any, said: str) -> HttpResponse:
    actor = request.actor
    found = job_of(request, key)
    try:
        action(author=actor.author(), job=found)
    except (actions.JobIsOver, actions.JobIsNotAside) as error:  # somebody was quicker
        messages.warning(request, str(error))
    else:
        messages.info(request, said)
    return redirect("job-detail", organization=actor.organization.slug, job=found.pk)
