"""Which tables a backup holds, and each of their rows as a line that every database reads alike."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models

from assessments.casefile.scalars import plain

# Made again by `migrate`, by signing in, or by a worker that starts.
LEFT_OUT_APPS = {"auth", "contenttypes", "sessions"}
LEFT_OUT = {"assessments.WorkerHeartbeat"}

Model = type[models.Model]


def saved() -> list[Model]:
    """Return the models whose rows a backup holds, by label."""
    found = [model for model in _ours() if model._meta.label not in LEFT_OUT]
    # Who is in which of Django's groups means nothing without those groups.
    return [model for model in found if not any(map(_is_left_out, _targets(model)))]


def emptied() -> list[str]:
    """Return the tables that are emptied before a restore: more than are filled again."""
    sessions = [model for model in apps.get_models() if model._meta.app_label == "sessions"]
    return sorted(model._meta.db_table for model in [*_ours(), *sessions])


def _ours() -> list[Model]:
    found = apps.get_models(include_auto_created=True)
    return sorted(
        (model for model in found if not _is_left_out(model)), key=lambda model: model._meta.label
    )


def _is_left_out(model: Model) -> bool:
    return model._meta.app_label in LEFT_OUT_APPS


def _targets(model: Model) -> Iterator[Model]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            yield field.related_model


def rows(model: Model) -> models.QuerySet[Any]:
    """Return all rows of a model, of every organization; call it with scopes disabled."""
    return model._default_manager.order_by("pk")


# One row, one line ------------------------------------------------------------------------------


def line_of(row: models.Model) -> str:
    """Return a row as JSON: texts that lose no digit and no microsecond, null, or JSON itself."""
    values = {field.attname: _text(field, row) for field in row._meta.concrete_fields}
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _text(field: Any, row: models.Model) -> Any:
    value = getattr(row, field.attname)
    if isinstance(value, Decimal):
        return plain(value)  # databases differ in how many zeros they give back
    # A date that nobody knows is None here and empty in the table.
    return None if value is None and field.null else field.value_to_string(row)


def row_of(model: Model, line: str) -> models.Model:
    """Return the row of a line.

    Raises
    ------
    ValueError
        If the line is of another table.
    """
    values = json.loads(line)
    fields = model._meta.concrete_fields
    if not isinstance(values, dict) or set(values) != {field.attname for field in fields}:
        raise ValueError(f"a row of {model._meta.label} has other columns")
    return model(**{field.attname: _value(field, values[field.attname]) for field in fields})


def _value(field: Any, text: Any) -> Any:
    return None if text is None else field.to_python(text)
