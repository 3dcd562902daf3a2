"""How an assessment begins: a question, and the job that answers it."""

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
    form = Start(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        author = request.actor.author()
        try:
            job = actions.request(author=author, as_of=form.cleaned_data["as_of"])
        except actions.CannotBeAssessed as error:
            form.add_error(None, str(error))
        else:
            return redirect("job-detail", organization=organization.slug, job=job.pk)
    status = 422 if form.errors else 200
    codes = lacking(organization) if form.non_field_errors() else {}
    context = {"form": form, "lacking": codes}
    return render(request, "assessments/start.html", context, status=status)
