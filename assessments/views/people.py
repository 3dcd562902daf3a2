"""Where somebody arrives: their organizations, or an invitation into one; and how they leave."""

from allauth.account import views as allauth
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from assessments.actions import invitations
from assessments.actions.invitations import Invitation, InvitationOver
from assessments.forms.people import JoinForm
from assessments.models import Membership


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Lead to the only organization, or let choose."""
    memberships = Membership.objects.select_related("organization").filter(user=request.user.pk)
    found = list(memberships.order_by("organization__name"))
    if len(found) == 1:
        return redirect("dashboard", organization=found[0].organization.slug)
    return render(request, "organizations/list.html", {"memberships": found})


def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out, and let the browser forget the pages that it could still go back to."""
    answer: HttpResponseBase = allauth.logout(request)
    if request.method == "POST":
        answer["Clear-Site-Data"] = '"cache"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the invited person in: a new one with a name and a password, a known one signed in."""
    try:
        found = invitations.invitation_of(token, timezone.now())
        if found.sets_password:
            return _join_as_new(request, found)
        return _join_as_known(request, found)
    except InvitationOver:
        return render(request, "organizations/invitation_over.html", status=404)


def _join_as_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = JoinForm(request.POST or None, user=found.user)
    if request.method == "POST" and form.is_valid():
        invitations.accept(invitation=found, now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"You are a member of {found.organization}. Sign in to begin.")
        return redirect("account_login")
    return render(request, "organizations/join.html", {"invitation": found, "form": form})


def _join_as_known(request: HttpRequest, found: Invitation) -> HttpResponse:
    is_invited = request.user.is_authenticated and request.user.pk == found.user.pk
    if request.method == "POST" and is_invited:
        invitations.accept(invitation=found, now=timezone.now())
        messages.success(request, f"You are a member of {found.organization}.")
        return redirect("dashboard", organization=found.organization.slug)
    context = {"invitation": found, "is_invited": is_invited}
    return render(request, "organizations/join_known.html", context)
