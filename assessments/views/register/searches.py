"""One search over the whole register."""

from django.http import HttpResponse
from django.shortcuts import render

from assessments.access import Request, Right, member
from assessments.queries import register
from assessments.queries.titles import Titles

MAX_LENGTH = 200


@member(Right.READ)
def search(request: Request) -> HttpResponse:
    """Show which rows of any noun hold the words that are looked for."""
    words = request.GET.get("q", "").strip()[:MAX_LENGTH].replace("\0", "")
    found = register.search(request.actor.organization, words) if words else []
    titles = Titles(request.actor.organization)
    for noun, hits in found:
        titles.know(noun.name, hits)
    named = [
        (noun, [(row.external_id, titles(noun.name, row.external_id)) for row in hits])
        for noun, hits in found
    ]
    return render(request, "register/search.html", {"search": words, "found": named})
