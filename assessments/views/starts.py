"""How an assessment begins: a question, and the job that answers it."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render

from assessments.access import Request, Right, member
from assessments.actions import assessments as actions
from assessments.forms.assessments import Start
from assessments.queries.rates import lacking


@member(Right.WRITE)
def start(request: Request) -> HttpResponse:
    """Ask for an assessment; the answer is a job that can be followed."""
    organization = request.actor.organization
    codes: Mapping[str, int] = {}
    initial = {"as_of": organization.as_of}
    form = Start(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        author, day = request.actor.author(), form.cleaned_data["as_of"]
        # The day of the register is no other day: its case stays as it was written.
        as_of = None if day == organization.as_of else day
        try:
            job = actions.request(author=author, as_of=as_of)
        except actions.CannotBeAssessed as error:
            codes = lacking(organization)  # first, and in the words of a page
            form.add_error(None, _without_rates(codes) if codes else str(error))
        else:
            return redirect("job-detail", organization=organization.slug, job=job.pk)
    status = 422 if form.errors else 200
    context = {"form": form, "lacking": codes}
    return render(request, "assessments/start.html", context, status=status)


def _without_rates(codes: Mapping[str, int]) -> str:
    said = ", ".join(f"{code} ({n} figure{'s' if n > 1 else ''})" for code, n in codes.items())
    return f"Nothing can be assessed yet: there is no exchange rate of {said}."
