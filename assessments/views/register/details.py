"""One row: what it says, what proves it, what it belongs to and what hangs on it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from assessments.access import Request, Right, member
from assessments.forms.layouts import LAYOUTS, PROOF
from assessments.models import Organization
from assessments.queries import hanging, history
from assessments.queries.titles import Titles
from assessments.register import rows
from assessments.views.register.facts import EVIDENCE, Fact, Facts, references
from assessments.views.register.pages import PAGES
from assessments.views.register.words import field_label

ADDED_FROM = {
    "suppliers": ("offerings", "contracts"),
    "offerings": ("dependencies", "upstream"),
    "functions": ("gates", "dependencies", "positions"),
    "gates": ("dependencies",),
    "dependencies": ("alternatives",),
    "upstream": ("links",),
    "alternatives": ("exit_plans",),
}  # fmt: skip

# Columns that say no more than that a row points here.
PLAIN = ("supplier", "offering", "function", "dependency", "alternative", "gate")


@dataclass(frozen=True, slots=True)
class Group:
    """Facts under one heading."""

    title: str
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of one noun that name this one, as ``column`` says."""

    title: str
    noun: str
    links: Sequence[Fact]
    is_more: bool


@member(Right.READ)
def show(request: Request, noun: str, external_id: str) -> HttpResponse:
    """Show one row."""
    organization = request.actor.organization
    entry = found_or_404(organization, noun, external_id)
    titles = Titles(organization)
    pointing = hanging.pointing_at(organization, noun, entry.row)
    above = owners_of(noun, external_id)
    titles.learn([(noun, external_id), *above, *references(entry.value)])
    titles.learn((p.noun, name) for p in pointing for name in p.external_ids)
    figures = history.figures_of(organization, noun, external_id)
    facts = Facts(titles)
    return render(
        request,
        "register/detail.html",
        {
            "page": PAGES[noun],
            "noun": rows.NOUNS[noun],
            "entry": entry,
            "title": titles(noun, external_id),
            "above": [link(titles, *address) for address in above],
            "groups": list(groups_of(entry, facts, history.latest(figures, noun))),
            "evidence": facts.of(entry.value, EVIDENCE) if noun != "sources" else [],
            "blocks": list(_blocks(titles, pointing)),
            "adds": [(name, rows.NOUNS[name].label) for name in ADDED_FROM.get(noun, ())],
            "resting": hanging.resting_on(organization, entry.row) if noun == "sources" else [],
        },
    )


def found_or_404(organization: Organization, noun: str, external_id: str) -> rows.Entry:
    """Return a row, or answer that there is none."""
    try:
        return rows.get(organization, noun, external_id)
    except rows.NotFound as error:
        raise Http404(str(error)) from error


def owners_of(noun: str, external_id: str) -> list[tuple[str, str]]:
    """Return the rows that a row stands below, the topmost first."""
    found: list[tuple[str, str]] = []
    owner, name = rows.NOUNS[noun].owner, external_id
    while owner:
        name = name.rpartition(".")[0]
        found.insert(0, (owner, name))
        owner = rows.NOUNS[owner].owner
    return found


def link(titles: Titles, noun: str, external_id: str) -> Fact:
    """Return a row as a link."""
    text = titles(noun, external_id)
    return Fact(name=noun, label="", text=text, noun=noun, external_id=external_id)


def groups_of(entry: rows.Entry, facts: Facts, figures: Mapping[str, Any]) -> Iterator[Group]:
    """Yield what a row says in the groups in which its form asks for it."""
    columns = rows.NOUNS[entry.noun].table.columns
    for step in LAYOUTS[entry.noun]:
        if step is not PROOF:
            found = facts.of(entry.value, step.fields)
            yield Group(
                step.title,
                [
                    replace(fact, entered=figures.get(columns.get(fact.name, fact.name)))
                    for fact in found
                ],
            )


def _blocks(titles: Titles, pointing: Sequence[hanging.Pointing]) -> Iterator[Block]:
    for found in pointing:
        links = [link(titles, found.noun, name) for name in found.external_ids]
        title = PAGES[found.noun].title
        if found.column not in (rows.NOUNS[found.noun].column, *PLAIN):
            title = f"{title}: as {field_label(found.column).lower()}"
        yield Block(title, found.noun, links, found.is_more)
