"""The filters of a list: what stands in its address, checked, and applied to its rows."""

from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import F, QuerySet

from assessments.models import Organization
from assessments.queries import register
from assessments.queries.titles import titles
from assessments.register import rows
from assessments.views.register.pages import PAGES, Page
from assessments.views.register.words import key_label

MANY = 100  # more rows than this are named by their id, not chosen from a list
MAX_LENGTH = 200
ANY = "Any"
FLAGS = [("", ANY), ("true", "Yes"), ("false", "No")]


class Searched(django_filters.CharFilter):
    """Words that each stand somewhere in a row."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Return the rows that hold them."""
        return register.matching(qs, value) if value else qs


def filterset_of(organization: Organization, noun: str, data: Any) -> django_filters.FilterSet:
    """Return the filters of a noun's list, bound to an address."""
    found = rows.queryset(organization, noun)
    page = PAGES[noun]
    filters: dict[str, Any] = {"q": Searched(label="Search", max_length=MAX_LENGTH)}
    for name, path in page.filters.items():
        filters[name] = _filter(organization, found.model, name, path)
    filters["changed_since"] = django_filters.DateFilter(
        field_name="updated_at",
        lookup_expr="date__gte",
        label="Changed since",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Write a day as 2026-01-31."},
    )
    kind = type("ListFilters", (django_filters.FilterSet,), filters)
    bound = kind(data=data, queryset=found)
    for name, item in bound.form.fields.items():
        is_choice = isinstance(item.widget, forms.Select)
        item.widget.attrs["class"] = "form-select" if is_choice else "form-control"
        item.widget.attrs["id"] = f"filter-{name}"
    return bound


def _filter(organization: Organization, model: Any, name: str, path: str) -> Any:
    label = key_label(name)
    column = model._meta.get_field(path.split("__")[0])
    if path.endswith("__external_id"):
        return _reference(organization, model, label, path)
    if isinstance(column, models.BooleanField):
        return django_filters.TypedChoiceFilter(
            field_name=path, label=label, choices=FLAGS, coerce=lambda word: word == "true"
        )
    if column.choices:
        return django_filters.ChoiceFilter(
            field_name=path, label=label, empty_label=ANY, choices=column.choices
        )
    return django_filters.CharFilter(
        field_name=path, lookup_expr="icontains", label=label, max_length=MAX_LENGTH
    )


def _reference(organization: Organization, model: Any, label: str, path: str) -> Any:
    """Return a filter by another row: a choice of all of them, or an id where they are many."""
    for part in path.split("__")[:-1]:
        model = model._meta.get_field(part).related_model
    noun = next(name for name, noun in rows.NOUNS.items() if noun.table.model is model)
    ids = list(
        rows.queryset(organization, noun).order_by("external_id")
        .values_list("external_id", flat=True)[: MANY + 1]
    )  # fmt: skip
    if len(ids) > MANY:
        return django_filters.CharFilter(
            field_name=path, label=f"{label} (id)", max_length=MAX_LENGTH
        )
    named = sorted(titles(organization, noun, ids).items(), key=lambda pair: pair[1].lower())
    return django_filters.ChoiceFilter(field_name=path, label=label, empty_label=ANY, choices=named)


def ordered(found: QuerySet, page: Page, order: str) -> QuerySet:
    """Return rows in an order that the list offers; what is not known stands last."""
    name = order.removeprefix("-")
    path = page.order.get(name)
    if path is None:
        return found.order_by("external_id")
    if "__" not in path and not found.model._meta.get_field(path).null:
        sign = "-" if order.startswith("-") else ""
        return found.order_by(f"{sign}{path}", "external_id")  # as its index goes, if there is one
    column = F(path)
    by = column.desc(nulls_last=True) if order.startswith("-") else column.asc(nulls_last=True)
    return found.order_by(by, "external_id")
