"""Searching the register: which rows of a noun hold some words."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q, QuerySet

from assessments.models import Organization
from assessments.register import rows

# Where somebody looks for words, if the noun has the column.
SEARCHED = (
    "external_id", "name", "legal_name", "lei", "country", "category", "reference", "title",
    "publisher", "url", "status", "decision", "owner_name", "governing_law", "note",
)  # fmt: skip
# Names that a reader sees in a row although another row has them.
SEARCHED_BEHIND = (
    "supplier__name", "holder__name", "target__name", "offering__name", "function__name",
    "alternative__name",
)  # fmt: skip
MAX_WORDS = 8
FOUND_AT_MOST = 8


def matching(found: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Return the rows in which each word stands somewhere."""
    parts = words.split()[:MAX_WORDS]
    return found.filter(reduce(and_, (_holds(found.model, part) for part in parts), Q()))


def _holds(model: Any, word: str) -> Q:
    columns = {field.name for field in model._meta.concrete_fields}
    own = [name for name in SEARCHED if name in columns]
    behind = [name for name in SEARCHED_BEHIND if name.partition("__")[0] in columns]
    return reduce(or_, (Q(**{f"{name}__icontains": word}) for name in [*own, *behind]))


def search(organization: Organization, words: str) -> list[tuple[rows.Noun, list[Any]]]:
    """Return the first rows of each noun that hold some words; nouns without one are left out."""
    found = (
        (noun, list(matching(rows.queryset(organization, name), words)[:FOUND_AT_MOST]))
        for name, noun in rows.NOUNS.items()
    )
    return [(noun, hits) for noun, hits in found if hits]
