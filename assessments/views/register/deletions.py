"""Rows deleted with what hangs on them, and put back."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import Request, Right, member
from assessments.actions import rows as actions
from assessments.casefile.problems import Finding
from assessments.models import AuditEvent
from assessments.queries.titles import Titles
from assessments.register import rows
from assessments.register.paths import address_at
from assessments.views.register.details import found_or_404, link, owners_of
from assessments.views.register.facts import Fact
from assessments.views.register.pages import PAGES
from assessments.views.register.words import field_label


@member(Right.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: Request, noun: str, external_id: str) -> HttpResponse:
    """Show what goes with a row, and delete all of it."""
    organization = request.actor.organization
    entry = found_or_404(organization, noun, external_id)
    titles = Titles(organization)
    titles.learn([(noun, external_id), *owners_of(noun, external_id)])
    is_changed = False
    if request.method == "POST":
        said = request.POST.get("version", "")
        version = int(said) if said.isdecimal() and len(said) < 10 else None
        try:
            event = actions.delete(
                author=request.actor.author(), noun=noun, external_id=external_id, version=version
            )
        except actions.Conflict as conflict:
            entry, is_changed = conflict.entry, True
        except actions.RowRefused as refusal:
            messages.error(request, f"It was not deleted: {refusal}")
            return redirect("register-detail", organization.slug, noun, external_id)
        else:
            undo = reverse("register-undo", args=[organization.slug, event.pk])
            words = f"{titles(noun, external_id)} is deleted."
            messages.success(request, words, extra_tags=f"undo:{undo}")
            return redirect("register-list", organization.slug, noun)
    hanging = actions.hanging_on(organization, noun, external_id)
    held = actions.held_by(organization, noun, external_id) if noun == "sources" else []
    context = {
        "page": PAGES[noun],
        "noun": rows.NOUNS[noun],
        "entry": entry,
        "title": titles(noun, external_id),
        "above": [link(titles, *at) for at in [*owners_of(noun, external_id), (noun, external_id)]],
        "n_goes": len(hanging.goes),
        "groups": _groups(titles, hanging) if not held else _held(titles, held),
        "is_held": bool(held),
        "is_changed": is_changed,
    }
    status = 409 if is_changed else 200
    return render(request, "register/delete.html", context, status=status)


def _groups(titles: Titles, hanging: actions.Hanging) -> list[tuple[str, list[Any]]]:
    titles.learn(hanging.goes)
    titles.learn((noun, name) for noun, name, _ in hanging.loses)
    goes = [(link(titles, *at), rows.NOUNS[at[0]].label) for at in hanging.goes]
    loses = [
        (link(titles, noun, name), f"{rows.NOUNS[noun].label}: {field_label(field).lower()}")
        for noun, name, field in hanging.loses
    ]
    groups = [("Goes with it", goes), ("Stays, but no longer names it", loses)]
    return [(heading, links) for heading, links in groups if links]


def _held(titles: Titles, held: list[Finding]) -> list[tuple[str, list[Any]]]:
    """Return the rows that keep one from being deleted, each with the fields that do."""
    found: dict[tuple[str, str], list[str]] = {}
    for finding in held:
        # What is no row is of the policy, the one part of a head that figures prove.
        noun, external_id, field = address_at(finding.path) or ("", "", finding.path)
        names = [name for name in field.split(".") if name and not name.isdecimal()]
        words = ", ".join(field_label(name).lower() for name in names)
        found.setdefault((noun, external_id), []).append(words)
    titles.learn(at for at in found if at[0])
    policy = Fact(name="policy", label="", text="Scoring policy")
    links = [
        (
            link(titles, *at) if at[0] else policy,
            "; ".join(dict.fromkeys(filter(None, fields))) or "what it says itself",
        )
        for at, fields in found.items()
    ]
    return [("Name another source in these rows first", links)]


@member(Right.WRITE)
@require_POST
def undo(request: Request, event_id: uuid.UUID) -> HttpResponse:
    """Put back what an event changed."""
    organization = request.actor.organization
    events = AuditEvent.objects.for_organization(organization)
    event = get_object_or_404(events, pk=event_id)
    try:
        actions.undo(author=request.actor.author(), event=event)
    except (actions.RowRefused, actions.NotFound) as refusal:
        findings = getattr(refusal, "findings", [])
        words = "; ".join(found.message for found in findings) or str(refusal)
        messages.error(request, f"That cannot be undone: {words}.")
    else:
        messages.success(request, "Undone: everything is as it was before.")
    if event.noun not in rows.NOUNS:
        return redirect("dashboard", organization.slug)
    is_there = rows.queryset(organization, event.noun).filter(external_id=event.external_id)
    if is_there.exists():
        return redirect("register-detail", organization.slug, event.noun, event.external_id)
    return redirect("register-list", organization.slug, event.noun)
