"""Rows made and changed by a form; whatever goes wrong, what was typed is still there."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from assessments.access import Request, Right, member
from assessments.actions import rows as actions
from assessments.casefile.exchange import BodyRefused
from assessments.forms.nouns import NounForm, read, with_more, without
from assessments.forms.options import World
from assessments.queries import history
from assessments.queries.titles import Titles
from assessments.register import rows
from assessments.views.register.details import found_or_404, link, owners_of
from assessments.views.register.facts import Facts, references
from assessments.views.register.histories import changes_between
from assessments.views.register.pages import PAGES, add_label
from assessments.views.register.words import field_label, word_label

SAVED_COOKIE = "lockin_saved"
TWICE = timedelta(minutes=1)  # a form sent again within it is the same form
methods = require_http_methods(["GET", "HEAD", "POST"])


@member(Right.WRITE)
@methods
def add(request: Request, noun: str) -> HttpResponse:
    """Show a blank form of a noun, and make the row."""
    initial = {name: request.GET[name] for name in rows.NOUNS if request.GET.get(name)}
    return _make(request, noun, initial=initial)


@member(Right.WRITE)
@methods
def duplicate(request: Request, noun: str, external_id: str) -> HttpResponse:
    """Show a form filled in as another row is, and make the row."""
    entry = found_or_404(request.actor.organization, noun, external_id)
    owner = rows.NOUNS[noun].owner
    initial = {owner: external_id.rpartition(".")[0]} if owner else {}
    return _make(request, noun, initial=initial, copied=entry)


@member(Right.WRITE)
@methods
def edit(request: Request, noun: str, external_id: str) -> HttpResponse:
    """Show a row as a form, and keep what was changed."""
    entry = found_or_404(request.actor.organization, noun, external_id)
    form, is_sent = _form(request, noun, value=entry.value, external_id=external_id)
    page: dict[str, Any] = {"version": request.POST.get("version") or entry.version}
    if is_sent and form.is_right():
        try:
            value = read(noun, form.body(), form.record.world)
            saved = actions.update(
                author=request.actor.author(),
                noun=noun,
                external_id=external_id,
                value=value,
                version=_version(request),
            )
        except actions.Conflict as conflict:
            now = conflict.entry
            page = {
                "version": now.version,
                "is_conflict": True,
                "differences": _differences(request, now.value, value),
            }
        except (BodyRefused, actions.RowRefused) as refusal:
            form.refuse(refusal.findings)
        else:
            return _done(request, saved, is_changed=saved.version != entry.version)
    titles = Titles(request.actor.organization)
    titles.learn([(noun, external_id), *owners_of(noun, external_id)])
    page |= {
        "above": [link(titles, *at) for at in [*owners_of(noun, external_id), (noun, external_id)]],
        "heading": f"Edit {titles(noun, external_id)}",
        "cancel_url": _url(request, "register-detail", noun=noun, external_id=external_id),
    }
    return _page(request, noun, form, is_sent=is_sent, page=page)


def _make(
    request: Request, noun: str, *, initial: Mapping[str, str], copied: rows.Entry | None = None
) -> HttpResponse:
    value = copied.value if copied else None
    form, is_sent = _form(request, noun, value=value, initial=initial)
    if is_sent and form.is_right():
        try:
            value = read(noun, form.body(), form.record.world)
            made = _created(request, noun, form.external_id, value)
        except (BodyRefused, actions.RowRefused) as refusal:
            form.refuse(refusal.findings)
        except actions.NotFound as missing:
            form.others.append(f"{missing}; it may have been deleted.")
        else:
            return _done(request, made, is_new=True, initial=initial)
    titles = Titles(request.actor.organization)
    above = [(name, at) for name, at in initial.items()]
    titles.learn([*above, *([(noun, copied.external_id)] if copied else [])])
    heading = add_label(noun)
    if copied:
        heading = f"Duplicate {titles(noun, copied.external_id)}"
    back = {"noun": noun, "external_id": copied.external_id} if copied else None
    page = {
        "above": [link(titles, *at) for at in above],
        "heading": heading,
        "cancel_url": _url(request, "register-detail", **back)
        if back
        else _url(request, "register-list", noun=noun),
    }
    return _page(request, noun, form, is_sent=is_sent, page=page)


def _created(request: Request, noun: str, external_id: str, value: Any) -> rows.Entry:
    """Return the new row; the same form sent twice makes one row."""
    author = request.actor.author()
    try:
        if rows.NOUNS[noun].is_numbered and (last := _just_made(request, noun, value)):
            return last
        return actions.create(author=author, noun=noun, value=value, external_id=external_id)
    except actions.Taken:
        entry = rows.get(author.organization, noun, external_id)
        if _is_just_made(request, entry, value):
            return entry
        raise


def _just_made(request: Request, noun: str, value: Any) -> rows.Entry | None:
    organization = request.actor.organization
    row = rows.queryset(organization, noun).order_by("-created_at").first()
    entry = row and rows.entries(organization, noun, [row])[0]
    return entry if entry and _is_just_made(request, entry, value) else None


def _is_just_made(request: Request, entry: rows.Entry, value: Any) -> bool:
    author = request.actor.author()
    is_mine = entry.row.created_by_id == request.user.pk and entry.version == 1
    return is_mine and author.now - entry.row.created_at < TWICE and entry.value == value


def _form(request: Request, noun: str, **options: Any) -> tuple[NounForm, bool]:
    """Return the form, and whether it was sent to be saved and not only for another row."""
    world = World.of(request.actor.organization, field_label, word_label)
    data: Any = None
    is_sent = False
    if request.method == "POST":
        data, is_sent = request.POST, True
        if more := data.get("more"):
            data, is_sent = with_more(data, more), False
        elif less := data.get("less"):
            data, is_sent = without(data, less), False
    return NounForm(noun, world, data=data, **options), is_sent


def _version(request: Request) -> int | None:
    said = request.POST.get("version", "")
    return int(said) if said.isdecimal() and len(said) < 10 else None


def _page(
    request: Request, noun: str, form: NounForm, *, is_sent: bool, page: Mapping[str, Any]
) -> HttpResponse:
    is_refilled = request.method == "POST" and not is_sent
    problems = list(form.problems()) if is_sent else []
    status = 409 if page.get("is_conflict") else 422 if problems else 200
    context = {
        "page": PAGES[noun],
        "noun": rows.NOUNS[noun],
        "lead": rows.NOUNS[noun].about,
        "form": form,
        "problems": problems,
        "is_refilled": is_refilled,
        "token": request.POST.get("draft") or uuid.uuid4().hex,
        "choices_url": _url(request, "register-choices", noun="suppliers"),
        **page,
    }
    return render(request, "register/form.html", context, status=status)


def _differences(request: Request, theirs: Any, yours: Any) -> list[tuple[str, str, str]]:
    titles = Titles(request.actor.organization)
    titles.learn(at for value in (theirs, yours) for at in references(value))
    found = changes_between(Facts(titles), theirs, yours)
    return [(change.label, change.before, change.after) for change in found]


def _done(
    request: Request,
    entry: rows.Entry,
    *,
    is_new: bool = False,
    is_changed: bool = True,
    initial: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Say what was saved, with a way back, and lead on."""
    organization, noun = request.actor.organization, entry.noun
    titles = Titles(organization)
    titles.learn([(noun, entry.external_id)])
    title = titles(noun, entry.external_id)
    if is_changed:
        event = history.events_of(organization, noun, entry.external_id)[:1]
        undo = f"undo:{_url(request, 'register-undo', event_id=event[0].pk)}" if event else ""
        messages.success(request, f"{title} is {'added' if is_new else 'saved'}.", extra_tags=undo)
    else:
        messages.info(request, f"{title} said all that before; nothing was changed.")
    if request.POST.get("then") == "another":
        address = _url(request, "register-add", noun=noun)
        address += f"?{urlencode(initial)}" if initial else ""
    else:
        address = _url(request, "register-detail", noun=noun, external_id=entry.external_id)
    return _remembering(request, redirect(address))


def _remembering(request: Request, response: HttpResponse) -> HttpResponse:
    """Tell the browser which draft is saved, so that it is not offered again."""
    token = "".join(filter(str.isalnum, request.POST.get("draft", "")))[:32]
    kept = request.COOKIES.get(SAVED_COOKIE, "").split(".")[-9:]
    response.set_cookie(
        SAVED_COOKIE,
        ".".join(filter(None, [*kept, token])),
        max_age=7 * 24 * 60 * 60,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _url(request: Request, name: str, **kwargs: Any) -> str:
    return reverse(name, kwargs={"organization": request.actor.organization.slug, **kwargs})
