"""Rows to choose from while a form is filled in."""

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from assessments.access import Request, Right, member
from assessments.forms import options

MAX_LENGTH = 200


@member(Right.WRITE)
@require_safe
def search(request: Request, noun: str) -> HttpResponse:
    """Return the first rows of a noun that have the words in id or title."""
    words = request.GET.get("q", "").strip()[:MAX_LENGTH].replace("\0", "")
    found = options.search(request.actor.organization, noun, words)
    return JsonResponse({"rows": [{"value": key, "text": text} for key, text in found]})
