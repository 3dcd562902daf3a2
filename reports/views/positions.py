"""A position: the finding, its numbers, the story in tabs, and the decision that is asked."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from assessments.access import Request, Right, member
from assessments.models import Assessment, Measure, Organization
from assessments.models import Position as Row
from assessments.queries.assessments import document_of, published
from assessments.queries.results import results_of
from assessments.views.assessments import assessment_of
from reports import build
from reports.content.parts import CaseReport
from reports.content.told import CARDS, Told, told
from reports.models import Report
from reports.views.numbers import Linked, Piece, drawer_url, source_urls
from reports.views.standing import standing_of

LOOKED_BACK = 100  # assessments, for the newest that speaks about a position

Rows = dict[tuple[str, str], Measure]


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab and the chapters of the report that it shows."""

    key: str
    label: str
    chapters: tuple[str, ...] = ()


TABS = (
    Tab("why", "Why locked in", ("supply", "concentration")),
    Tab("leaving", "Money and time", ("leaving", "alternatives")),
    Tab("exit", "Exit plan", ("exit",)),
    Tab("rivals", "Rivals", ("rivals",)),
    Tab("stop", "What if nothing", ("stop",)),
    Tab("sources", "Sources", ("evidence",)),
)


@member(Right.READ)
def newest(request: Request, function: str, supplier: str) -> HttpResponse:
    """Lead to a position in the newest assessment that speaks about it."""
    organization = request.actor.organization
    names = [function, supplier]
    for assessment in published(organization)[:LOOKED_BACK]:
        if names in assessment.positions:
            return HttpResponseRedirect(page_of(assessment, function, supplier))
    messages.info(request, "No assessment tells this position yet. Assess to see where it stands.")
    return redirect("dashboard", organization=organization.slug)


def page_of(assessment: Assessment, function: str, supplier: str) -> str:
    """Return the address of a position's page."""
    slug = assessment.organization.slug
    return reverse("position-detail", args=[slug, assessment.pk, function, supplier])


@member(Right.READ)
def detail(request: Request, assessment: UUID, function: str, supplier: str) -> HttpResponse:
    """Show a position as the report tells it."""
    organization = request.actor.organization
    found = assessment_of(organization, assessment)
    if [function, supplier] not in found.positions:
        raise Http404
    case = told(document_of(found), results_of(found), function, supplier)
    rows = _rows(found, case)
    subject = f"{function}/{supplier}"
    context = {
        "assessment": found,
        "report": case.report,
        "function": function,
        "supplier": supplier,
        "subject": subject,
        "figures": _figures(case.report),
        "newer": _newer(found, function, supplier),
        "recorded": _recorded(organization, function, supplier),
        "standing": _standing(found, subject),
        **_front(found, case, rows, subject),
        "tabs": [_tab(found, case, rows, tab) for tab in TABS],
        "sources": _sources(found, case),
    }
    return render(request, "positions/detail.html", context)


def _rows(assessment: Assessment, case: Told) -> Rows:
    """Return the stored measures behind the page, in one query."""
    wanted = {(m.code, m.subject) for m in case.every()}
    found = Measure.objects.for_organization(assessment.organization_id).filter(
        assessment=assessment, code__in={code for code, _ in wanted}
    )
    return {key: row for row in found if (key := (row.code, row.subject)) in wanted}


def _front(assessment: Assessment, case: Told, rows: Rows, subject: str) -> dict[str, Any]:
    report = case.report
    parts = {
        name: Linked(assessment, case.measures[name])
        for name in ("front", "cards", "reasons", "decision", "sureness")
    }
    sure = report.sureness
    return {
        "lede": parts["front"](report.lede),
        "cards": [
            {
                "card": card,
                "url": drawer_url(assessment, code, "POSITION", subject),
                "range": parts["cards"](card.range),
                "meaning": parts["cards"](card.meaning),
            }
            for card, code in zip(report.cards, CARDS, strict=True)
        ],
        "reasons": parts["reasons"].points(report.reasons),
        "decision": report.decision,
        "consequence": parts["decision"](report.decision.consequence),
        "levers": parts["decision"].points(report.decision.levers),
        "sureness": {
            "sentence": parts["sureness"](sure.sentence),
            "url": drawer_url(assessment, "score.risk", "POSITION", subject),
            "width": None if sure.p5 is None or sure.p95 is None else sure.p95 - sure.p5,
        },
        "risk": rows.get(("score.risk", subject)),
        "confidence": rows.get(("score.confidence", subject)),
        "confidence_url": drawer_url(assessment, "score.confidence", "POSITION", subject),
        "last_day": rows.get(("contract.last_day_to_act", subject)),
        "last_day_url": drawer_url(assessment, "contract.last_day_to_act", "POSITION", subject),
    }


def _tab(assessment: Assessment, case: Told, rows: Rows, tab: Tab) -> dict[str, Any]:
    sections = {section.key: section for section in case.report.sections}
    linked = {key: Linked(assessment, case.measures[key]) for key in tab.chapters}
    seen: set[tuple[str, str]] = set()
    behind = []
    for key in tab.chapters:
        new = [m for m in linked[key].measures if (m.code, m.subject) not in seen]
        seen |= {(m.code, m.subject) for m in new}
        behind += Linked(assessment, new).behind(rows)
    return {
        "tab": tab,
        "chapters": [linked[key].section(sections[key]) for key in tab.chapters],
        "behind": behind,
        "is_sources": tab.key == "sources",
    }


def _sources(assessment: Assessment, case: Told) -> dict[str, Any]:
    plain = Linked(assessment, ())
    report = case.report
    sources = plain.table(report.sources)
    urls = source_urls(assessment, (row[0] for row in report.sources.rows))
    for row in sources["rows"]:
        column, text = row["cells"][0]
        row["cells"][0] = (column, tuple(_to_source(piece, urls) for piece in text))
    return {
        "assumptions": plain.table(report.assumptions),
        "sources": sources,
        "method": plain.points(report.method),
        "disclaimer": report.disclaimer,
    }


def _to_source(piece: Piece, urls: dict[str, str]) -> Piece:
    """Return the id of a source as the way to its row, if there still is one."""
    url = urls.get(piece.text, "")
    return Piece(piece.text, url, is_row=bool(url))


def _figures(report: CaseReport) -> dict[str, Any]:
    """Return every picture as Plotly's JSON, with the colours that it takes in the dark."""
    from assessments.charts.theme import DARK

    drawn = {key: figure.to_plotly_json() for key, figure in build.figures(report).items()}
    return {"figures": drawn, "dark": DARK}


def _newer(assessment: Assessment, function: str, supplier: str) -> str:
    """Return where a newer assessment tells this position, or nothing."""
    newest = published(assessment.organization).first()
    if newest is None or newest.pk == assessment.pk:
        return ""
    if [function, supplier] not in newest.positions:
        return ""
    return page_of(newest, function, supplier)


def _recorded(organization: Organization, function: str, supplier: str) -> str:
    """Return the external id of the row that records a decision, or nothing."""
    rows = Row.objects.for_organization(organization)
    found = rows.filter(function__external_id=function, supplier__external_id=supplier)
    return found.values_list("external_id", flat=True).first() or ""


def _standing(assessment: Assessment, subject: str) -> Any:
    """Return the report of this very position and assessment, or None."""
    rows = Report.objects.for_organization(assessment.organization_id)
    found = rows.select_related("assessment__snapshot", "job__requested_by", "organization").filter(
        assessment=assessment, position=subject
    )
    report = found.first()
    return standing_of(report) if report else None
