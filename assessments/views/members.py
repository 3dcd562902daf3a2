"""Who belongs to an organization: invite, give a role, remove, help back in."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.access import Actor, Request, Right, member
from assessments.actions import invitations, mails
from assessments.actions.invitations import InvitationOver
from assessments.actions.memberships import LastAdmin, remove_member, set_role
from assessments.actions.passwords import NotOursAlone, reset_link
from assessments.choices import Role
from assessments.forms.members import InviteForm, RoleForm
from assessments.models import ApiKey, Membership


@member(Right.ADMINISTER)
@require_GET
def members(request: Request) -> HttpResponse:
    """Show members and open invitations."""
    return _page(request, InviteForm())


@member(Right.ADMINISTER)
@never_cache
@require_POST
def invite(request: Request) -> HttpResponse:
    """Make an invitation, and show its link once."""
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            made, token = invitations.invite(author=_actor(request).author(), **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            url = request.build_absolute_uri(reverse("invitation", kwargs={"token": token}))
            return _link(request, made.user, url, mails.send_invitation(made, url), "a week")
    return _page(request, form, status=422)


@member(Right.ADMINISTER)
@require_POST
def withdraw(request: Request, event_id: uuid.UUID) -> HttpResponse:
    """Close an open invitation."""
    try:
        invitations.withdraw(author=_actor(request).author(), event_id=event_id)
    except InvitationOver:
        raise Http404 from None
    messages.success(request, "The invitation is withdrawn; its link opens nothing any more.")
    return _back(request)


@member(Right.ADMINISTER)
@require_POST
def change_role(request: Request, user_id: uuid.UUID) -> HttpResponse:
    """Give a member another role."""
    membership, form = _membership(request, user_id), RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one of the roles.")
        return _back(request)
    author, role = _actor(request).author(), Role(form.cleaned_data["role"])
    try:
        set_role(
            organization=author.organization,
            user=membership.user,
            role=role,
            by=author.by,
            now=author.now,
        )
    except LastAdmin as error:
        messages.error(request, f"{error}.")
    else:
        messages.success(request, f"{membership.user} is {role.label.lower()} now.")
    return _back(request)


@member(Right.ADMINISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: Request, user_id: uuid.UUID) -> HttpResponse:
    """Say what ends with a membership, then end it."""
    membership = _membership(request, user_id)
    if request.method == "POST":
        return _remove(request, membership)
    keys = ApiKey.objects.filter(created_by=user_id, revoked_at=None)
    context = {"membership": membership, "keys": keys}
    return render(request, "members/remove.html", context)


@member(Right.ADMINISTER)
@never_cache
@require_POST
def make_reset_link(request: Request, user_id: uuid.UUID) -> HttpResponse:
    """Make a link to a new password, and show it once."""
    user, author = _membership(request, user_id).user, _actor(request).author()
    try:
        path = reset_link(author=author, user=user)
    except NotOursAlone as error:
        messages.error(request, str(error))
        return _back(request)
    url = request.build_absolute_uri(path)
    return _link(request, user, url, mails.send_reset_link(user, author.organization, url), "a day")


@member(Right.READ)
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: Request) -> HttpResponse:
    """Let a member go, of their own will."""
    membership = _membership(request, request.user.pk)
    if request.method == "POST":
        return _remove(request, membership)
    keys = ApiKey.objects.filter(created_by=request.user.pk, revoked_at=None)
    context = {"membership": membership, "keys": keys, "is_own": True}
    return render(request, "members/remove.html", context)


def _remove(request: Request, membership: Membership) -> HttpResponse:
    author, user = _actor(request).author(), membership.user
    try:
        remove_member(organization=author.organization, user=user, by=author.by, now=author.now)
    except LastAdmin as error:
        messages.error(request, f"{error}.")
        return _back(request) if _actor(request).may_administer else redirect("home")
    messages.success(request, f"{user} is no member of {author.organization} any more.")
    return redirect("home") if user == author.by else _back(request)


def _actor(request: Request) -> Actor:
    found: Actor = request.actor
    return found


def _membership(request: Request, user_id: uuid.UUID) -> Membership:
    memberships = Membership.objects.select_related("user")
    return get_object_or_404(
        memberships, organization=_actor(request).organization, user_id=user_id
    )


def _page(request: Request, form: InviteForm, status: int = 200) -> HttpResponse:
    actor = _actor(request)
    memberships = Membership.objects.filter(organization=actor.organization)
    context = {
        "memberships": memberships.select_related("user").order_by("user__name", "user__email"),
        "invitations": invitations.open_invitations(actor.author()),
        "roles": Role.choices,
        "form": form,
    }
    return render(request, "members/list.html", context, status=status)


def _link(request: Request, user: object, url: str, is_sent: bool, lives: str) -> HttpResponse:
    context = {"person": user, "url": url, "is_sent": is_sent, "lives": lives}
    return render(request, "members/link.html", context)


def _back(request: Request) -> HttpResponse:
    return redirect("members", organization=_actor(request).organization.slug)
