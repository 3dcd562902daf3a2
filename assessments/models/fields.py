"""Columns that the tables of the register share, and the constraints that go with them."""

from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from assessments.casefile.dates import FORMS, PartialDate
from assessments.casefile.figure import digits_problem

# 15 digits before or after the point, wherever the checks of a case let it stand.
MAX_WHOLE, MAX_PLACES = 19, 33
DATE_OPTIONS = {"max_length": 10, "blank": True, "default": None}


def check_digits(number: Decimal) -> None:
    """Refuse a number that SQLite would not keep to its last digit."""
    if message := digits_problem(number):
        raise ValidationError(message, code="digits")


class NumberField(models.DecimalField):
    """A number of at most 15 significant digits, the same on every database."""

    default_validators = [check_digits]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"max_digits": MAX_WHOLE + MAX_PLACES, "decimal_places": MAX_PLACES}
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_digits"], kwargs["decimal_places"]
        return name, path, args, kwargs


# A list has the same few days in each of its rows.
_parsed = lru_cache(maxsize=4096)(PartialDate.parse)


class PartialDateField(models.Field):
    """A date as precise as it is known, kept as its ISO text; empty where nobody knows it."""

    description = "Day, month, quarter or year"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**DATE_OPTIONS, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.blank:
            del kwargs["blank"]
        else:
            kwargs["blank"] = False
        del kwargs["max_length"], kwargs["default"]
        return name, path, args, kwargs

    def get_internal_type(self) -> str:
        return "CharField"

    def from_db_value(self, value: str, expression: Any, connection: Any) -> PartialDate | None:
        return _parsed(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value is None or isinstance(value, PartialDate):
            return value
        try:
            return PartialDate.parse(value) if value else None
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value: Any, model_instance: Any) -> None:
        if value is not None or not self.blank:
            super().validate(value, model_instance)

    def get_prep_value(self, value: Any) -> str:
        return str(value) if value else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(
            **{"form_class": forms.CharField, "help_text": f"Write {FORMS}.", **kwargs}
        )


def figure() -> Any:
    """Declare a scored value: the row that holds it, or nothing where it is unknown."""
    return models.ForeignKey(
        "assessments.Figure",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,  # nobody asks which row a figure belongs to: it says so itself
    )


def owner(to: str, related_name: str) -> Any:
    """Declare the row that this one is a part of and goes with."""
    return models.ForeignKey(
        f"assessments.{to}", on_delete=models.CASCADE, related_name=related_name
    )


def reference(to: str, related_name: str = "+", *, required: bool = False) -> Any:
    """Declare a row that this one names and that cannot go before it."""
    return models.ForeignKey(
        f"assessments.{to}",
        on_delete=models.RESTRICT,
        related_name=related_name,
        null=not required,
        blank=not required,
    )


def text() -> Any:
    """Declare a text of one line, as long as somebody needs."""
    return models.CharField(blank=True, default="")


def words(choices: type[models.TextChoices], default: str | None = None) -> Any:
    """Declare a word of a list; without a default it has to be said."""
    length = max(map(len, choices.values))
    if default is None:
        return models.CharField(max_length=length, choices=choices.choices)
    return models.CharField(
        max_length=length, choices=choices.choices, default=default, blank=default == ""
    )


def words_are_listed(
    name: str = "words", **choices: type[models.TextChoices]
) -> models.CheckConstraint:
    """Hold the words of several fields in the database; what is optional may be empty."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [*kind.values, ""] for field, kind in choices.items()}),
        name=f"%(class)s_{name}",
        violation_error_message="One of the words is not in its list.",
    )
