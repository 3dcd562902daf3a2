"""The scoring policy of an organization: what is active, what was, and drafts."""

import uuid
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.access import Actor, Request, Right, member
from assessments.actions import policies
from assessments.actions.policies import NotADraft, PolicyRefused
from assessments.casefile.exchange import BodyRefused
from assessments.choices import PolicyState
from assessments.forms.policy import PARAMETERS, PolicyForm
from assessments.models import ScoringPolicy
from assessments.register.rows import context_of
from assessments.scoring.parameters import Parameters
from assessments.titles import PILLARS


@member(Right.READ)
@require_GET
def policy(request: Request) -> HttpResponse:
    """Show the active policy in words, and all versions."""
    rows = ScoringPolicy.objects.for_organization(_actor(request).organization)
    found = list(rows.select_related("activated_by").order_by("-version"))
    active = next((row for row in found if row.state == PolicyState.ACTIVE), None)
    context = {"active": active, "policies": found, **_read(request, active)}
    return render(request, "policy/show.html", context)


@member(Right.READ)
@require_GET
def version(request: Request, policy_id: uuid.UUID) -> HttpResponse:
    """Show one version."""
    row = _policy(request, policy_id)
    return render(request, "policy/version.html", {"policy": row, **_read(request, row)})


@member(Right.WRITE)
@require_POST
def draft(request: Request) -> HttpResponse:
    """Begin a draft with what the active policy says."""
    row = policies.draft(author=_actor(request).author())
    return redirect("policy-edit", organization=_actor(request).organization.slug, policy_id=row.pk)


@member(Right.WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, policy_id: uuid.UUID) -> HttpResponse:
    """Show a draft as a form, and keep what was entered."""
    row, author = _policy(request, policy_id), _actor(request).author()
    if row.state != PolicyState.DRAFT:
        messages.error(request, str(NotADraft()))
        return _back(request)
    form = PolicyForm(
        request.POST or None,
        initial={"name": row.name},
        policy=policies.value_of(row, author),
        context=context_of(author.organization),
    )
    if request.method == "POST" and form.is_valid() and _kept(form, row, request):
        messages.success(request, f"Draft {row.version} is saved.")
        return redirect("policy-version", organization=author.organization.slug, policy_id=row.pk)
    status = 422 if form.errors else 200
    return render(request, "policy/edit.html", {"policy": row, "form": form}, status=status)


def _kept(form: PolicyForm, row: ScoringPolicy, request: Request) -> bool:
    try:
        policies.edit(
            author=_actor(request).author(),
            policy=row,
            name=form.cleaned_data["name"],
            value=form.value(),
        )
    except BodyRefused as error:
        for finding in error.findings:
            form.add_error(finding.path if finding.path in form.fields else None, finding.message)
    except (NotADraft, PolicyRefused) as error:
        form.add_error(None, str(error))
    return not form.errors


@member(Right.APPROVE)
@require_POST
def activate(request: Request, policy_id: uuid.UUID) -> HttpResponse:
    """Score by a draft from now on."""
    try:
        row = policies.activate(author=_actor(request).author(), policy=_policy(request, policy_id))
    except (NotADraft, PolicyRefused) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Policy {row.version} is active; the next assessment uses it.")
    return _back(request)


@member(Right.WRITE)
@require_POST
def discard(request: Request, policy_id: uuid.UUID) -> HttpResponse:
    """Throw a draft away."""
    try:
        policies.discard(author=_actor(request).author(), policy=_policy(request, policy_id))
    except NotADraft as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The draft is gone.")
    return _back(request)


def _actor(request: Request) -> Actor:
    found: Actor = request.actor
    return found


def _policy(request: Request, policy_id: uuid.UUID) -> ScoringPolicy:
    rows = ScoringPolicy.objects.for_organization(_actor(request).organization)
    found: ScoringPolicy = get_object_or_404(rows, pk=policy_id)
    return found


def _back(request: Request) -> HttpResponse:
    return redirect("policy", organization=_actor(request).organization.slug)


def _read(request: Request, row: ScoringPolicy | None) -> dict[str, Any]:
    """Return what a policy says as a page shows it: each parameter beside the method's own."""
    value = policies.value_of(row, _actor(request).author())
    own, used = Parameters(), Parameters().with_policy(value.parameters)
    rows = [(label, getattr(used, name), getattr(own, name)) for name, label in PARAMETERS.items()]
    rows += [
        (_label(name), _words(getattr(used, name)), _words(getattr(own, name)))
        for name in ("share_concentration", "grade_quality", "cost_if_unknown")
    ]
    weights = [(label, used.pillar_weights[key] * 100) for key, label in PILLARS.items()]
    rate, years = value.discount_rate.likely, value.horizon_years.likely
    return {
        "value": value,
        "discount_percent": None if rate is None else _plain(rate * 100),
        "horizon": None if years is None else _plain(years),
        "weights": weights,
        "parameters": rows,
    }


def _plain(number: Decimal) -> str:
    """Return a number without zeros at its end, and without an exponent."""
    return format(number.normalize(), "f")


def _label(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _words(numbers: Any) -> str:
    if isinstance(numbers, dict):
        return ", ".join(f"{key} {number:g}" for key, number in numbers.items())
    return " / ".join(f"{number:g}" for number in numbers)
