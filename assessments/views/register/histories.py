"""What happened to a row: who changed what, when, from what to what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from assessments.access import Request, Right, member
from assessments.casefile import exchange
from assessments.casefile.figure import UNKNOWN, Figure
from assessments.casefile.provenance import Context
from assessments.models import AuditEvent
from assessments.queries import history
from assessments.queries.titles import Titles
from assessments.register import rows
from assessments.register.figures import held
from assessments.views.register.facts import Fact, Facts, figure_fact, references
from assessments.views.register.pages import PAGES
from assessments.views.register.words import field_label, verb_label


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One event of a row."""

    event: AuditEvent
    title: str
    at: datetime
    who: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Past:
    """One figure and every value it has had, the latest first."""

    label: str
    values: Sequence[tuple[Any, Fact]]


@member(Right.READ)
def show(request: Request, noun: str, external_id: str) -> HttpResponse:
    """Show the history of a row, of one that is gone too."""
    organization = request.actor.organization
    events = list(history.events_of(organization, noun, external_id))
    figures = history.figures_of(organization, noun, external_id)
    is_there = rows.queryset(organization, noun).filter(external_id=external_id).exists()
    if not (events or figures or is_there):
        raise Http404(f"there is no {rows.NOUNS[noun].label} {external_id}")
    titles = Titles(organization)
    titles.learn([(noun, external_id)])
    context = rows.context_of(organization)
    return render(
        request,
        "register/history.html",
        {
            "page": PAGES[noun],
            "noun": rows.NOUNS[noun],
            "external_id": external_id,
            "title": title_of(events[0], titles) if events else titles(noun, external_id),
            "is_there": is_there,
            "steps": [_step(event, titles, context) for event in events],
            "may_undo": _may_undo(request, events),
            "past": list(_past(figures, noun)),
        },
    )


def _may_undo(request: Request, events: Sequence[AuditEvent]) -> bool:
    """Return whether the last thing done can be taken back here: what was done to the row alone."""
    return request.actor.may(Right.WRITE) and bool(events) and "rows" in events[0].changes


def title_of(event: AuditEvent, titles: Titles) -> str:
    """Return what the row of an event is called now; of one that is gone, what it was called."""
    at = (event.noun, event.external_id)
    told = event.changes.get("rows", ())
    own = (name_in(row) for row in told if (row["noun"], row["external_id"]) == at)
    return titles.known(*at) or next(own, "") or titles(*at)


def name_in(row: Mapping[str, Any]) -> str:
    """Return the name that a row of an event has, or had before it went."""
    return str((row["after"] or row["before"] or {}).get("name") or "")


def who(event: Any) -> str:
    """Return who did something: a person, a key, or the terminal."""
    if event.api_key is not None:
        return f"API key {event.api_key.name}"
    return str(event.by) if event.by else "the terminal"


def _step(event: Any, titles: Titles, context: Context) -> Step:
    said = next(
        (
            row
            for row in event.changes.get("rows", ())
            if (row["noun"], row["external_id"]) == (event.noun, event.external_id)
        ),
        {"before": None, "after": None},
    )
    before, after = (read_body(event.noun, said[side], context) for side in ("before", "after"))
    titles.learn(address for value in (before, after) if value for address in references(value))
    changes = changes_between(Facts(titles), before, after)
    return Step(event, verb_label(event.verb), event.at, who(event), list(changes))


def read_body(noun: str, body: Mapping[str, Any] | None, context: Context) -> Any:
    """Return a body as its noun; None where there is none, or it is of an older form."""
    try:
        return body and exchange.from_json(rows.NOUNS[noun].type, body, context)
    except exchange.BodyRefused:
        return None


def changes_between(facts: Facts, before: Any, after: Any) -> Iterator[Change]:
    """Yield the fields in which two states of a row differ."""
    old, new = (
        {fact.label: words(fact) for fact in facts.of(value)} if value else {}
        for value in (before, after)
    )
    for label in dict.fromkeys([*old, *new]):
        was, becomes = old.get(label, ""), new.get(label, "")
        if was != becomes:
            yield Change(label, was, becomes)


def words(fact: Fact) -> str:
    """Return a fact on one line, with what proves a figure."""
    if fact.facts:
        parts = [(part.label, words(part)) for part in fact.facts]
        return "; ".join(f"{label}: {text}" if label else text for label, text in parts)
    proof = ""
    if fact.figure is not None and fact.figure != UNKNOWN:
        proof = " · ".join(filter(None, [fact.figure.grade or "", fact.figure.source]))
    text = f"{fact.text}{fact.mark}" + (f" ({fact.range})" if fact.range else "")
    return f"{text} [{proof}]" if proof else text


def _past(figures: Sequence[Any], noun: str) -> Iterator[Past]:
    """Yield each figure that has had more than one value."""
    values: dict[tuple[str, str, str], list[Any]] = {}
    for figure in figures:
        values.setdefault((figure.noun, figure.external_id, figure.field), []).append(figure)
    for (table, external_id, field), found in values.items():
        part = "" if table == noun else f" of {external_id.rpartition('.')[2]}"
        if len(found) > 1:
            label = f"{field_label(field)}{part}"
            yield Past(label, [(row, _fact(row, label)) for row in found])


def _fact(row: Any, label: str) -> Fact:
    sources = {row.source_id: row.source.external_id} if row.source_id else {}
    stated = held(row, sources)
    figure: Figure = stated.figure
    return figure_fact(figure, stated.kind, name=row.field, label=label)
