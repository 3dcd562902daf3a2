"""Which rows of a noun a list shows: a filter for each word, flag, code and reference declared."""

from datetime import MINYEAR, UTC, datetime
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django_filters import FilterSet
from rest_framework.request import Request

from assessments import choices
from assessments.api.problems import invalid
from assessments.casefile.fields import Field
from assessments.casefile.problems import Finding
from assessments.casefile.read_leaves import advice
from assessments.casefile.shapes import ChoiceShape, FlagShape, Form, ReferenceShape, TextShape
from assessments.register.rows import NOUNS, Noun

CODES = (Form.COUNTRY, Form.LEI)
SEARCHED = ("external_id", "name", "legal_name", "title", "reference")
FLAGS = {"true": True, "false": False}


@cache
def filters_of(noun: str) -> type[FilterSet]:
    """Return the filters of a noun's list."""
    found: dict[str, Any] = {
        "q": _search(NOUNS[noun]),
        "updated_since": django_filters.IsoDateTimeFilter(
            method=_since, label="Changed at or after this time, with its zone."
        ),
    }
    if column := NOUNS[noun].column:
        found[column] = _reference(column, NOUNS[noun].owner)
    for item in NOUNS[noun].fields:
        if (made := _filter(NOUNS[noun], item)) is not None:
            found.setdefault(item.key, made)
    return type(f"{noun}Filters", (FilterSet,), found)


def _filter(noun: Noun, item: Field) -> django_filters.Filter | None:
    column = noun.table.columns.get(item.name, item.name)
    match item.shape:
        case ReferenceShape(other):
            return _reference(column, other)
        case ChoiceShape(words):
            stored = getattr(choices, words.__name__)
            values = {word.value: stored[word.name].value for word in words}
            return _words(column, values)
        case FlagShape() if column == item.name:
            return _words(column, FLAGS)
        case TextShape(form) if form in CODES or item.key == "category":
            return django_filters.CharFilter(column, label="Exactly this.")
    return None


def _reference(column: str, noun: str) -> django_filters.Filter:
    label = f"External id of {noun.replace('_', ' ')}."
    return django_filters.CharFilter(f"{column}__external_id", label=label)


def _words(column: str, values: dict[str, Any]) -> django_filters.Filter:
    return django_filters.TypedChoiceFilter(
        field_name=column,
        choices=[(value, value) for value in values],
        coerce=values.__getitem__,
        label="Exactly this word.",
    )


def _since(rows: QuerySet, name: str, value: datetime) -> QuerySet:
    """Keep what was changed since; PostgreSQL knows no zone as far off as some write."""
    try:
        return rows.filter(updated_at__gte=value.astimezone(UTC))
    except OverflowError:  # before the first or after the last day that there is
        return rows if value.year == MINYEAR else rows.none()


def _search(noun: Noun) -> django_filters.Filter:
    known = {field.name for field in noun.table.model._meta.concrete_fields}
    columns = [name for name in SEARCHED if name in known]

    def search(rows: QuerySet, name: str, value: str) -> QuerySet:
        found = Q()
        for column in columns:
            found |= Q(**{f"{column}__icontains": value})
        return rows.filter(found)

    label = f"Text anywhere in {' or '.join(columns)}."
    return django_filters.CharFilter(method=search, label=label)


def filtered(filters: type[FilterSet], rows: QuerySet, request: Request) -> QuerySet:
    """Return the rows that a request asks for.

    Raises
    ------
    Problem
        With one error for each parameter that cannot be read.
    """
    if not filters.base_filters.keys() & request.query_params.keys():
        return rows
    bound = filters(request.query_params, queryset=rows, request=request)
    if not bound.form.is_valid():
        raise invalid(
            Finding(name, _advice(bound.form.fields[name], bound.data.get(name, ""), str(message)))
            for name, messages in bound.form.errors.items()
            for message in messages
        )
    return bound.qs


def _advice(field: Any, said: str, message: str) -> str:
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return f"is not in the list; {advice(said, [str(word) for word, _ in choices if word])}"
    return message
