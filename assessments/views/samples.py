"""Loads a sample into an empty register, and removes it again."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assessments.access import Request, Right, member
from assessments.actions import samples
from assessments.actions.cases import CaseRefused


@require_POST
@member(Right.WRITE)
def load(request: Request) -> HttpResponse:
    """Fill the register with the sample that was chosen, else the first."""
    name = request.POST.get("sample") or next(iter(samples.SAMPLES))
    done = "The sample is loaded. Assess it to see its finding."
    return _answer(request, lambda: samples.load(author=request.actor.author(), name=name), done)


@require_POST
@member(Right.WRITE)
def remove(request: Request) -> HttpResponse:
    """Take the sample out again."""
    done = "The sample is gone. The register is empty."
    return _answer(request, lambda: samples.remove(author=request.actor.author()), done)


def _answer(request: Request, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except CaseRefused as error:
        messages.error(request, f"Nothing was changed: {error}.")
    else:
        messages.success(request, done)
    return redirect("dashboard", organization=request.actor.organization.slug)
