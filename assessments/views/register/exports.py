"""A whole list as CSV: every field, one figure in several columns, safe to open anywhere."""

import csv
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import StreamingHttpResponse

from assessments.casefile import exchange
from assessments.casefile.fields import Field
from assessments.casefile.figure import Figure
from assessments.casefile.shapes import FigureShape, Listed
from assessments.models import Organization
from assessments.register import rows

BATCH = 500
FIGURE = ("", "_low", "_high", "_unit", "_state", "_grade", "_source")
RISKY = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Echo:
    """Gives back what a writer writes."""

    def write(self, text: str) -> str:
        return text


def csv_of(organization: Organization, noun: str, found: QuerySet) -> StreamingHttpResponse:
    """Return the rows of a list, written while they are read."""
    writer = csv.writer(_Echo())
    lines = (writer.writerow(line) for line in _lines(organization, noun, found))
    response = StreamingHttpResponse(
        ("\ufeff" + line if n == 0 else line for n, line in enumerate(lines)),
        content_type="text/csv; charset=utf-8",
    )
    name = f"{organization.slug}-{noun.replace('_', '-')}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def harmless(text: str) -> str:
    """Return a text that no spreadsheet runs as a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("Warta")
    ("'=1+1", 'Warta')
    """
    return f"'{text}" if text.startswith(RISKY) else text


def _lines(organization: Organization, noun: str, found: QuerySet) -> Iterator[list[str]]:
    fields = [item for item in rows.NOUNS[noun].fields if _is_flat(item)]
    yield ["external_id", *(name for item in fields for name in _names(item))]
    ids = list(found.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        part = rows.queryset(organization, noun).in_bulk(ids[start : start + BATCH])
        in_order = [part[pk] for pk in ids[start : start + BATCH] if pk in part]
        for entry in rows.entries(organization, noun, in_order):
            values = (_values(item, getattr(entry.value, item.name)) for item in fields)
            yield [harmless(entry.external_id), *(cell for cells in values for cell in cells)]


def _is_flat(item: Field) -> bool:
    """Return whether a field fits into cells: rows inside a row do not."""
    return isinstance(item.shape, FigureShape) or not isinstance(
        item.default, dict | tuple | Listed
    )


def _names(item: Field) -> list[str]:
    if isinstance(item.shape, FigureShape):
        return [f"{item.key}{ending}" for ending in FIGURE]
    return [item.key]


def _values(item: Field, value: Any) -> list[str]:
    if isinstance(item.shape, FigureShape):
        return _figure(value)
    text = "" if value is None else str(value)
    return [{"True": "yes", "False": "no"}.get(text, harmless(text))]


def _figure(figure: Figure) -> list[str]:
    said = exchange.figure_to_json(figure)
    low, likely, high = figure.low, figure.likely, figure.high
    number = str(figure.date or "") or _plain(likely)
    unit = figure.currency or figure.unit
    evidence = (unit, said["state"], said.get("grade", ""), figure.source)
    return [number, _plain(low), _plain(high), *map(harmless, evidence)]


def _plain(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"
