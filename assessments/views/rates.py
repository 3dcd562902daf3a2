"""Exchange rates: what each currency was worth, with the ECB's own rate a button away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from assessments.access import Request, Right, member
from assessments.actions import rates as actions
from assessments.actions.cases import CaseRefused
from assessments.casefile.document import FxRate
from assessments.casefile.exchange import BodyRefused
from assessments.forms.rates import NAMES, Offer, RateForm, filled, initial_of, mark_of
from assessments.forms.typed_numbers import typed
from assessments.queries.rates import uses_of
from assessments.register.rows import context_of
from assessments.register.top import Head, head_of

methods = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True, slots=True)
class Line:
    """A currency of the list; ``rate`` is None where figures wait for one."""

    currency: str
    name: str
    rate: FxRate | None
    n_uses: int

    @property
    def worth(self) -> str:
        return typed(self.rate.rate) if self.rate else ""


@member(Right.READ)
@require_GET
def index(request: Request) -> HttpResponse:
    """Show the rates that there are, and those that figures wait for."""
    head, uses = _head(request), uses_of(request.actor.organization)
    lines = [
        Line(code, NAMES.get(code, code), head.fx.get(code), uses[code])
        for code in sorted({*head.fx, *uses})
    ]
    context = {
        "lines": [line for line in lines if line.rate],
        "lacking": [line for line in lines if not line.rate],
        "own": head.organization.currency,
    }
    return render(request, "rates/list.html", context)


@member(Right.WRITE)
@methods
def add(request: Request) -> HttpResponse:
    """Show a blank form, or one that the ECB has filled in, and keep the rate."""
    head = _head(request)
    initial = {
        "currency": request.GET.get("currency", "")[:3],
        "rate_date": str(head.as_of or ""),
        "asked": request.GET.get("asked", "")[:1],
    }
    return _answer(request, head, initial=initial)


@member(Right.WRITE)
@methods
def edit(request: Request, currency: str) -> HttpResponse:
    """Show a rate as a form, and keep what was changed."""
    head = _head(request)
    if currency not in head.fx:
        raise Http404
    return _answer(request, head, currency, initial=initial_of(head.fx[currency]))


@member(Right.WRITE)
@require_POST
def remove(request: Request, currency: str) -> HttpResponse:
    """Take a rate away that no figure needs."""
    try:
        actions.remove_rate(author=request.actor.author(), currency=currency)
    except actions.RateInUse:
        words = f"Figures are stated in {currency}, so its rate stays: without it they say nothing."
        messages.error(request, words)
    else:
        messages.success(request, f"The rate of {currency} is gone.")
    return _back(request)


def _answer(
    request: Request, head: Head, currency: str = "", *, initial: Mapping[str, Any]
) -> HttpResponse:
    options = {"own": head.organization.currency, "currency": currency}
    is_sent = request.method == "POST"
    if "fill" in (request.POST if is_sent else request.GET):
        typed_in = {**initial, **request.POST.dict()}
        form = RateForm(typed_in, **options)
        offer = form.offer()
        if offer:
            form = RateForm(initial={**typed_in, **filled(offer, typed_in)}, **options)
        return _page(request, form, currency, offer)
    form = RateForm(request.POST if is_sent else None, initial=initial, **options)
    if is_sent and form.is_valid() and _saved(request, form, head):
        return _back(request)
    return _page(request, form, currency)


def _saved(request: Request, form: RateForm, head: Head) -> bool:
    """Keep the rate, or put at its field why it cannot be kept."""
    currency = form.cleaned_data["currency"]
    now = head.fx.get(currency)
    try:
        rate = form.value(context_of(request.actor.organization))
        if now != rate and mark_of(now) != form.cleaned_data["was"]:
            raise actions.RateDiffers(now)
        author = request.actor.author()
        actions.set_rate(author=author, currency=currency, rate=rate, was=now)
    except BodyRefused as refusal:
        form.refuse(refusal.findings)
    except CaseRefused as refusal:
        form.refuse(refusal.findings())
    except actions.RateDiffers as differs:
        form.show_other(currency, differs.now)
    else:
        words = f"1 {currency} = {typed(rate.rate)} {form.own} of {rate.rate_date} is saved."
        if form.cleaned_data["asked"]:
            words += " The form that asked for it waits in another tab: save it again there."
        messages.success(request, words)
    return form.is_valid()


def _page(
    request: Request, form: RateForm, currency: str, offer: Offer | None = None
) -> HttpResponse:
    problems = form.problems()
    context = {"form": form, "currency": currency, "offer": offer, "problems": problems}
    is_refused = problems and "fill" not in request.POST  # htmx swaps no refusal
    return render(request, "rates/form.html", context, status=422 if is_refused else 200)


def _head(request: Request) -> Head:
    return head_of(request.actor.organization)


def _back(request: Request) -> HttpResponse:
    return redirect("rate-list", organization=request.actor.organization.slug)
