"""The list of a noun: search, filters, order and pages in its address, and all of it as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from assessments.access import Request, Right, member
from assessments.models import Organization
from assessments.queries.titles import Titles
from assessments.register import rows
from assessments.register.store import named
from assessments.views.register.exports import csv_of
from assessments.views.register.facts import Fact, Facts, references
from assessments.views.register.filters import filterset_of, ordered
from assessments.views.register.pages import PAGES, Page
from assessments.views.register.words import field_label

SIZES = (25, 50, 100, 200)
SIZE = 50
# As far as a list can be paged; what lies behind is found by search, filters and CSV.
FAR = 10_000
NEAR = 500


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column, and where a click on it leads."""

    label: str
    is_number: bool
    sort: str = ""  # the query of the list in this order
    direction: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list."""

    external_id: str
    title: str
    cells: Sequence[Fact]


@member(Right.READ)
def show(request: Request, noun: str) -> HttpResponseBase:
    """Show a page of the list; htmx gets the table alone."""
    organization, page = request.actor.organization, PAGES[noun]
    filters = filterset_of(organization, noun, request.GET)
    order = request.GET.get("order", "title")
    found = ordered(filters.qs, page, order)
    if request.GET.get("as") == "csv":
        return csv_of(organization, noun, found)
    size = _size(request)
    n_rows = found.order_by()[: FAR + 1].count()
    n_pages = max(1, -(-min(n_rows, FAR) // size))
    number = min(max(_whole(request.GET.get("page"), 1), 1), n_pages)
    start = (number - 1) * size
    # Far behind, names are better asked for: they would be looked up for all that is passed over.
    shown = named(found) if start < NEAR else found
    lines = lines_of(organization, noun, list(shown[start : start + size]))
    is_part = request.htmx and not request.htmx.history_restore_request
    return render(
        request,
        "register/_table.html" if is_part else "register/list.html",
        {
            "page": page,
            "noun": rows.NOUNS[noun],
            "filters": filters.form,
            "is_filtered": any(filters.form.data.get(name) for name in filters.filters),
            "is_narrowed": any(
                filters.form.data.get(name) for name in filters.filters if name != "q"
            ),
            "columns": list(_columns(request, noun, lines, order)),
            "lines": lines,
            "order": order,
            "size": size,
            "sizes": SIZES,
            "n_rows": n_rows,
            "is_far": n_rows > FAR,
            "first": (number - 1) * size + 1,
            "last": min(number * size, n_rows),
            "previous": _query(request, page=number - 1) if number > 1 else "",
            "next": _query(request, page=number + 1) if number < n_pages else "",
            "number": number,
            "n_pages": n_pages,
            "csv": _query(request, **{"as": "csv", "page": None, "size": None}),
            "list_url": reverse(
                "register-list", kwargs={"organization": organization.slug, "noun": noun}
            ),
        },
    )


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else default


def _size(request: Request) -> int:
    size = _whole(request.GET.get("size"), SIZE)
    return size if size in SIZES else SIZE


def _query(request: Request, **changes: Any) -> str:
    """Return the address of this list with some of its parts changed."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


def _columns(request: Request, noun: str, lines: list[Line], order: str) -> list[Column]:
    page = PAGES[noun]
    names = ["title", *(field_key(label) for label, _, _ in page.above), *page.columns]
    labels = ["Name", *(label for label, _, _ in page.above), *map(field_label, page.columns)]
    numbers = numeric(noun)
    return [
        Column(
            label=label,
            is_number=name in numbers,
            sort=_query(request, order=_next(name, order), page=None)
            if name in page.order or name == "title"
            else "",
            direction={name: "ascending", f"-{name}": "descending"}.get(order, ""),
        )
        for name, label in zip(names, labels, strict=True)
    ]


def field_key(label: str) -> str:
    """Return the name by which a column that is no field orders the list."""
    return label.lower().replace(" ", "_")


def _next(name: str, order: str) -> str:
    return f"-{name}" if order == name else name


def numeric(noun: str) -> set[str]:
    """Return the fields of a noun whose columns align to the right."""
    return {
        item.name
        for item in rows.NOUNS[noun].fields
        if getattr(item.shape, "kind", None) not in (None, "date")
    }


def lines_of(organization: Organization, noun: str, found: list[Any]) -> list[Line]:
    """Return rows as lines, in a number of queries that does not grow with them."""
    page, titles = PAGES[noun], Titles(organization)
    entries = rows.entries(organization, noun, found)
    above = _above(organization, noun, page, found)
    titles.know(noun, [entry.row for entry in entries])
    titles.learn(
        [
            *((fact.noun, fact.external_id) for cells in above.values() for fact in cells),
            *(name for entry in entries for name in references(entry.value, page.columns)),
        ]
    )
    facts = Facts(titles)
    return [
        Line(
            entry.external_id,
            titles(noun, entry.external_id),
            [
                *(facts.link(cell) for cell in above.get(entry.row.pk, ())),
                *facts.of(entry.value, page.columns),
            ],
        )
        for entry in entries
    ]


def _above(
    organization: Organization, noun: str, page: Page, found: list[Any]
) -> dict[Any, list[Fact]]:
    """Return the rows above each row that its noun does not name."""
    if not page.above:
        return {}
    ids = [f"{path}__external_id" for _, _, path in page.above]
    same = rows.queryset(organization, noun).filter(pk__in=[row.pk for row in found])
    return {
        pk: [
            Fact(name=field_key(label), label=label, noun=of, external_id=external_id)
            for (label, of, _), external_id in zip(page.above, names, strict=True)
        ]
        for pk, *names in same.values_list("pk", *ids)
    }
