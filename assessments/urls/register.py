"""The nouns of the register: lists, details, forms; and its exchange rates."""

from django.urls import URLPattern, URLResolver, path, register_converter

from assessments.register.rows import NOUNS
from assessments.views import rates, samples
from assessments.views.register import (
    choices,
    deletions,
    details,
    edits,
    histories,
    lists,
    searches,
)


class NounConverter:
    """The name of a noun in an address, words joined by "-"; nothing else is one."""

    regex = "|".join(name.replace("_", "-") for name in NOUNS)

    def to_python(self, value: str) -> str:
        return value.replace("-", "_")

    def to_url(self, value: str) -> str:
        return value.replace("_", "-")


class CurrencyConverter:
    """A currency by its code of ISO 4217."""

    regex = r"[A-Z]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class RowConverter:
    """The external id of a row."""

    regex = r"[A-Za-z0-9][A-Za-z0-9.-]*"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NounConverter, "noun")
register_converter(RowConverter, "row")
register_converter(CurrencyConverter, "currency")

urlpatterns: list[URLPattern | URLResolver] = [
    path("search/", searches.search, name="register-search"),
    path("sample/load/", samples.load, name="sample-load"),
    path("sample/remove/", samples.remove, name="sample-remove"),
    path("rates/", rates.index, name="rate-list"),
    path("rates/new/", rates.add, name="rate-add"),
    path("rates/<currency:currency>/", rates.edit, name="rate-edit"),
    path("rates/<currency:currency>/remove/", rates.remove, name="rate-remove"),
    # In front of the noun, because behind it a row could have that name.
    path("new/<noun:noun>/", edits.add, name="register-add"),
    path("choices/<noun:noun>/", choices.search, name="register-choices"),
    path("undo/<uuid:event_id>/", deletions.undo, name="register-undo"),
    path("<noun:noun>/", lists.show, name="register-list"),
    path("<noun:noun>/<row:external_id>/", details.show, name="register-detail"),
    path("<noun:noun>/<row:external_id>/history/", histories.show, name="register-history"),
    path("<noun:noun>/<row:external_id>/edit/", edits.edit, name="register-edit"),
    path("<noun:noun>/<row:external_id>/duplicate/", edits.duplicate, name="register-duplicate"),
    path("<noun:noun>/<row:external_id>/delete/", deletions.delete, name="register-delete"),
]
