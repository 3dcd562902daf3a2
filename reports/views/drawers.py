"""A number taken apart: what it is, its formula with its values, and who said each of them."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from assessments import wording
from assessments.access import Request, Right, member
from assessments.casefile.document import CaseDocument
from assessments.models import Assessment, Measure
from assessments.queries import drawers
from assessments.queries.assessments import Names, document_of
from assessments.queries.drawers import Drawer, Input
from assessments.scoring.codes import codes
from assessments.scoring.results import Results
from assessments.templatetags.numbers import is_assumed, measured
from assessments.titles import title_of
from assessments.views.assessments import assessment_of
from reports.content import labels
from reports.content.story import Story
from reports.views.numbers import drawer_url, source_urls

SHOWN = 12  # inputs at once; the others are one click away


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that went in: what it is, what was stated, by whom, and where to change it."""

    label: str
    value: str
    is_assumed: bool
    input: Input
    row_url: str
    edit_field: str
    source_url: str


@member(Right.READ)
def drawer(request: Request, assessment: UUID, code: str) -> HttpResponse:
    """Show what stands behind a measure, as a page or as the part that a page opens."""
    found = assessment_of(request.actor.organization, assessment)
    measure = _measure(found, code, request.GET)
    document = document_of(found)
    taken = drawers.drawer_of(found, measure, document)
    section, rule = _section_of(code)
    context = {
        "assessment": found,
        "measure": measure,
        "title": title_of(code),
        "subject": _subject(document, measure),
        "formula": taken.formula.symbols,
        "filled": filled(taken),
        "parts": [_part(found, part) for part in taken.parts],
        "section": section,
        "rule": rule,
        "position_url": _position_url(found, measure),
        **_inputs(found, document, taken),
    }
    template = "positions/_drawer.html" if request.htmx else "positions/drawer.html"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _section_of(code: str) -> tuple[str, str]:
    """Return where the method explains a measure: section and rule."""
    found = codes().get(code)
    return (found.formula, found.rule) if found else ("", "")


def _measure(assessment: Assessment, code: str, asked: Any) -> Measure:
    rows = Measure.objects.for_organization(assessment.organization_id)
    subject, kind = asked.get("subject", ""), asked.get("of", "").upper()
    found = rows.filter(assessment=assessment, code=code, subject=subject, subject_kind=kind)
    measure = found.first()
    if measure is None:
        raise Http404("The assessment has no such measure.")
    return measure


def _part(assessment: Assessment, part: drawers.Part) -> dict[str, Any]:
    measure = part.measure
    return {
        "symbol": part.symbol,
        "title": title_of(part.code),
        "measure": measure,
        "url": measure
        and drawer_url(assessment, measure.code, measure.subject_kind, measure.subject),
    }


def filled(drawer: Drawer) -> str:
    """Return the formula with this row's values in the place of its symbols.

    Empty where a symbol has no number of its own: half a formula would mislead.
    """
    name, equals, right = drawer.formula.symbols.partition(" = ")
    expression = right if equals else name
    values = {p.symbol: measured(p.measure) for p in drawer.parts if p.measure is not None}
    if not values or any(p.measure is None or p.measure.value is None for p in drawer.parts):
        return ""
    longest = sorted(values, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(key)}(?!\w)" for key in longest))
    put, n = pattern.subn(lambda match: values[match[0]], expression)
    return f"{put} = {measured(drawer.measure)}" if n else ""


def _inputs(assessment: Assessment, document: CaseDocument, taken: Drawer) -> dict[str, Any]:
    story = _story(assessment, document)
    keys = (item.figure.source for item in (*taken.inputs, *taken.missing))
    line = _liner(assessment, story, source_urls(assessment, keys))
    inputs = [line(item) for item in taken.inputs]
    return {
        "inputs": inputs[:SHOWN],
        "more": inputs[SHOWN:],
        "missing": [line(item) for item in taken.missing],
        "n_assumed": sum(item.is_assumed for item in inputs),
    }


def _story(assessment: Assessment, document: CaseDocument) -> Story:
    """Return a story that only names figures: it reads no result."""
    function, supplier = assessment.positions[0] if assessment.positions else ("", "")
    nothing = Results(method="", seed=0, parameters_sha256="", measures=())
    return Story(document, nothing, function, supplier)


def _liner(
    assessment: Assessment, story: Story, sources: dict[str, str]
) -> Callable[[Input], Line]:
    slug = assessment.organization.slug

    def line(item: Input) -> Line:
        place = item.today
        row = (
            reverse("register-detail", args=[slug, place.noun, place.external_id]) if place else ""
        )
        return Line(
            label=_label(story, item.address),
            value=wording.stated(item.figure, item.place.kind),
            is_assumed=is_assumed(item.figure),
            input=item,
            row_url=row if place else _policy_url(slug, item),
            edit_field=item.place.field,
            source_url=sources.get(item.figure.source, ""),
        )

    return line


def _policy_url(slug: str, item: Input) -> str:
    return "" if item.place.noun else reverse("policy", args=[slug])


def _label(story: Story, address: str) -> str:
    try:
        text = labels.figure_label(story, address, is_full=True)
    except (LookupError, ValueError):  # an address that no report has named yet
        text = labels.words(address.replace(".", " · "))
    return text[:1].upper() + text[1:]


def _subject(document: CaseDocument, measure: Measure) -> str:
    """Return who a measure is about, by name."""
    names = Names.of(document)
    known = {**names.functions, **names.suppliers}
    parts = [known.get(part, labels.words(part)) for part in measure.subject.split("/")]
    return " · ".join(_alternatives(document, measure, parts))


def _alternatives(document: CaseDocument, measure: Measure, parts: list[str]) -> Iterable[str]:
    key, *rest = measure.subject.split("/")
    found = document.alternatives.get(key)
    if measure.subject_kind != "ALTERNATIVE" or found is None:
        return parts
    return [
        found.name or parts[0],
        *(labels.COMPONENTS.get(part, labels.words(part)) for part in rest),
    ]


def _position_url(assessment: Assessment, measure: Measure) -> str:
    names = measure.subject.split("/")
    if names not in assessment.positions:
        return ""
    slug = assessment.organization.slug
    return reverse("position-detail", args=[slug, assessment.pk, *names])
