"""Pages by key: the next page begins after the last row of this one, however deep it lies."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from rest_framework.request import Request

from assessments.api.problems import invalid
from assessments.casefile.problems import Finding
from assessments.casefile.read_leaves import advice

DEFAULT_SIZE, MAX_SIZE = 100, 200
PARAMETERS = frozenset(["cursor", "limit", "ordering"])


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and where the next page begins; empty: there is none."""

    rows: Sequence[Any]
    cursor: str


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page is asked for: orderings by name, each with columns that make it unique."""

    orderings: dict[str, tuple[str, ...]]

    def page(self, rows: QuerySet, request: Request) -> Page:
        """Return the page that a request's ``ordering``, ``limit`` and ``cursor`` name."""
        columns = self._columns(request)
        limit = _limit(request)
        rows = rows.order_by(*columns)
        if cursor := request.query_params.get("cursor"):
            rows = rows.filter(_after(rows.model, columns, cursor))
        found = list(rows[: limit + 1])
        is_last = len(found) <= limit
        return Page(found[:limit], "" if is_last else cursor_after(columns, found[limit - 1]))

    def _columns(self, request: Request) -> tuple[str, ...]:
        first = next(iter(self.orderings))
        wanted = request.query_params.get("ordering", first)
        columns = self.orderings.get(wanted.removeprefix("-"))
        if columns is None:
            raise _refused("ordering", f"unknown ordering; {advice(wanted, self.names())}")
        return tuple(f"-{name}" for name in columns) if wanted.startswith("-") else columns

    def names(self) -> list[str]:
        """Return all orderings, each also backwards."""
        return [f"{sign}{name}" for name in self.orderings for sign in ("", "-")]


def next_url(request: Request, page: Page) -> str | None:
    """Return the address of the next page, if there is one."""
    if not page.cursor:
        return None
    query = request.query_params.copy()
    query["cursor"] = page.cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _limit(request: Request) -> int:
    text = request.query_params.get("limit", str(DEFAULT_SIZE))
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MAX_SIZE):
        raise _refused("limit", f"is no size of a page; write a number from 1 to {MAX_SIZE}")
    return int(text)


def cursor_after(columns: tuple[str, ...], row: Any) -> str:
    """Return the cursor of the page that begins after a row, a mapping or an object.

    Parameters
    ----------
    columns : tuple of str
        What the rows are ordered by, unique together; ``-`` before a name: backwards.
    row : mapping or object
        The last row of this page, with a value for each column.
    """
    names = [column.removeprefix("-") for column in columns]
    values = [row[name] if isinstance(row, dict) else getattr(row, name) for name in names]
    text = json.dumps([list(columns), [str(value) for value in values]], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _after(model: type[Model], columns: tuple[str, ...], cursor: str) -> Q:
    """Return which rows come after the one that a cursor names."""
    values = _values(model, columns, cursor)
    (*earlier, (last, value)) = zip(columns, values, strict=True)
    condition = _beyond(last, value)
    for column, other in reversed(earlier):
        name = column.removeprefix("-")
        # The first part alone lets the index find the place; the second sorts out ties.
        condition = Q(**{f"{name}__{_way(column)}e": other}) & (_beyond(column, other) | condition)
    return condition


def _values(model: type[Model], columns: tuple[str, ...], cursor: str) -> list[Any]:
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        named, texts = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if named != list(columns) or len(texts) != len(columns):
            raise ValueError(named)
        fields = [model._meta.get_field(name.removeprefix("-")) for name in columns]
        return [_value(field, text) for field, text in zip(fields, texts, strict=True)]
    except (ValueError, TypeError, ValidationError, binascii.Error, RecursionError) as error:
        message = "is not of this list and ordering; follow the address in next as it is"
        raise _refused("cursor", message) from error


def _value(field: Any, text: Any) -> Any:
    if not isinstance(text, str) or "\0" in text:
        raise ValueError(text)
    text.encode()  # half of a surrogate pair is no text
    return field.to_python(text)


def _beyond(column: str, value: Any) -> Q:
    return Q(**{f"{column.removeprefix('-')}__{_way(column)}": value})


def _way(column: str) -> str:
    return "lt" if column.startswith("-") else "gt"


def _refused(name: str, message: str) -> Exception:
    return invalid([Finding(name, message)])
