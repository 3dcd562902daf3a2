"""API keys of an organization: make one, see which are used, revoke."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from assessments.access import Actor, Request, Right, member
from assessments.actions import keys as actions
from assessments.forms.keys import KeyForm
from assessments.keys import is_open, with_backing
from assessments.models import ApiKey


@member(Right.ADMINISTER)
@require_GET
def keys(request: Request) -> HttpResponse:
    """Show the keys, and a form for another one."""
    return _page(request, KeyForm(roles=actions.grantable(_actor(request).author())))


@member(Right.ADMINISTER)
@never_cache
@require_POST
def create(request: Request) -> HttpResponse:
    """Make a key, and show its secret once."""
    author = _actor(request).author()
    form = KeyForm(request.POST, roles=actions.grantable(author))
    if form.is_valid():
        try:
            key, secret = actions.create(
                author=author,
                name=form.cleaned_data["name"],
                role=form.cleaned_data["role"],
                expires_at=form.expires_at(),
            )
        except ValidationError as error:
            for field, problems in error.message_dict.items():
                form.add_error("expires_on" if field == "expires_at" else field, problems)
        else:
            return render(request, "keys/created.html", {"key": key, "secret": secret})
    return _page(request, form, status=422)


@member(Right.ADMINISTER)
@require_POST
def revoke(request: Request, key_id: uuid.UUID) -> HttpResponse:
    """Close a key for good."""
    author = _actor(request).author()
    key = get_object_or_404(ApiKey.objects.for_organization(author.organization), pk=key_id)
    actions.revoke(author=author, key=key)
    messages.success(request, f"The key {key.name} is revoked; it opens nothing any more.")
    return redirect("keys", organization=author.organization.slug)


def _actor(request: Request) -> Actor:
    found: Actor = request.actor
    return found


def _page(request: Request, form: KeyForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    rows = with_backing(ApiKey.objects.for_organization(_actor(request).organization))
    found = [
        {"key": key, "is_open": is_open(key, now)} for key in rows.select_related("created_by")
    ]
    return render(request, "keys/list.html", {"keys": found, "form": form}, status=status)
