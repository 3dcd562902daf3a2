"""What holds for every table, so that a new one cannot forget it."""

import pytest
from django.apps import apps
from django.db import models

MODELS = [
    model for model in apps.get_models() if model.__module__.startswith(("assessments", "reports"))
]

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


@each_model
def test_its_key_is_made_by_the_client(model):
    key = model._meta.pk

    assert isinstance(key, models.UUIDField)
    assert key.default is not models.NOT_PROVIDED


@each_model
def test_it_says_what_it_is_called(model):
    assert "__str__" in vars(model)


@each_model
def test_the_database_holds_each_of_its_choices(model):
    held = {
        lookup.removesuffix("__in")
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        for lookup, _ in constraint.condition.children
        if lookup.endswith("__in")
    }

    assert {field.name for field in model._meta.fields if field.choices} <= held
