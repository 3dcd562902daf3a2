"""An assessment beside an earlier one: what the numbers say now, and what was changed since."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render

from assessments.access import Request, Right, member
from assessments.models import Assessment
from assessments.queries import assessments as queries
from assessments.queries import changes
from assessments.templatetags.numbers import measured
from assessments.views.assessments import assessment_of

MOST_SHOWN = 200


@member(Right.READ)
def compare(request: Request, assessment: UUID) -> HttpResponse:
    """Compare an assessment with the one named by ``with``, else with the one before it."""
    organization = request.actor.organization
    later = assessment_of(organization, assessment)
    others = queries.published(organization).exclude(pk=later.pk)
    earlier = _other(request, others) or others.filter(created_at__lt=later.created_at).first()
    if earlier is None:
        return redirect("assessment-detail", organization=organization.slug, assessment=later.pk)
    before, after = queries.document_of(earlier), queries.document_of(later)
    found = changes.compare(earlier, later, before, after)
    # What moved by less than is printed would read as if nothing had moved.
    shown = [
        change for change in found.measures if measured(change.before) != measured(change.after)
    ]
    context = {
        "assessment": later,
        "earlier": earlier,
        "others": others[:50],
        "scores": changes.score_changes(earlier, later),
        "names": queries.Names.of(after),
        "measures": shown[:MOST_SHOWN],
        "figures": found.figures[:MOST_SHOWN],
        "texts": found.texts[:MOST_SHOWN],
        "counts": {
            "measures": len(shown),
            "alike": len(found.measures) - len(shown),
            "figures": len(found.figures),
            "texts": len(found.texts),
        },
    }
    return render(request, "assessments/compare.html", context)


def _other(request: Request, others: QuerySet[Assessment]) -> Assessment | None:
    """Return the assessment asked for, if it is one of ours."""
    try:
        key = UUID(request.GET.get("with", ""))
    except ValueError:
        return None
    return others.filter(pk=key).first()
