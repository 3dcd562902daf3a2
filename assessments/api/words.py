"""Words, people and times as the API writes them."""

from datetime import datetime
from typing import Any

import django_filters
from django.db.models import TextChoices


def word(value: str) -> str:
    """Return a word of a list as the case file writes such words: ``SENT_BACK`` → sent-back."""
    return value.lower().replace("_", "-")


def words(choices: type[TextChoices]) -> list[str]:
    """Return the words of a list."""
    return [word(value) for value in choices.values]


def person(user: Any) -> str | None:
    """Return who somebody is; None for the terminal, or for one who is gone."""
    return str(user) if user is not None else None


def time(at: datetime | None) -> str | None:
    """Return a time with its zone."""
    return at.isoformat() if at is not None else None


def word_filter(column: str, choices: type[TextChoices]) -> django_filters.Filter:
    """Return a filter by one word of a list."""
    stored = {word(value): value for value in choices.values}
    return django_filters.TypedChoiceFilter(
        field_name=column,
        choices=[(name, name) for name in stored],
        coerce=stored.__getitem__,
        label="Exactly this word.",
    )


def key_filter(column: str, label: str) -> django_filters.Filter:
    """Return a filter by the id of something that we named."""
    return django_filters.UUIDFilter(field_name=column, label=label)
