"""What holds for every table, so that a new one cannot forget it."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django_scopes import scope, scopes_disabled
from django_scopes.exceptions import ScopeError

from assessments import choices
from assessments.casefile import figure, words
from assessments.models import Organization
from assessments.models.base import Scoped
from assessments.scoring import results

MODELS = [
    model for model in apps.get_models() if model.__module__.startswith(("assessments", "reports"))
]
SCOPED = [model for model in MODELS if issubclass(model, Scoped)]
WALLS = [
    (model, field)
    for model in SCOPED
    for field in model._meta.concrete_fields
    if field.is_relation and issubclass(field.related_model, Scoped)
]

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
each_scoped = pytest.mark.parametrize("model", SCOPED, ids=lambda model: model.__name__)


@each_model
def test_its_key_is_made_by_the_client(model):
    key = model._meta.pk

    assert isinstance(key, models.UUIDField)
    assert key.default is not models.NOT_PROVIDED


@each_model
def test_it_says_what_it_is_called(model):
    assert model.__str__ is not models.Model.__str__


def lookups(condition):
    """Yield the lookups of a condition, nested ones included."""
    for child in condition.children:
        if isinstance(child, Q):
            yield from lookups(child)
        else:
            yield child[0]


@each_model
def test_the_database_holds_each_of_its_choices(model):
    held = {
        lookup.removesuffix("__in")
        for constraint in model._meta.constraints
        if isinstance(constraint, models.CheckConstraint)
        for lookup in lookups(constraint.condition)
        if lookup.endswith("__in")
    }

    assert {field.name for field in model._meta.fields if field.choices} <= held


@each_scoped
def test_a_query_that_names_no_organization_raises(model):
    with pytest.raises(ScopeError):
        model.objects.all()
    with pytest.raises(ScopeError):
        model._default_manager.filter(pk=None)


@each_scoped
def test_a_scope_does_not_open_another_organization(model, ours, theirs):
    with scope(organization=ours):
        found = model.objects.for_organization(theirs)

    assert not found.exists()
    assert str(theirs.pk.hex) in str(found.query).replace("-", "")


@each_scoped
def test_rows_of_an_organization_are_its_own_with_and_without_a_scope(model, ours):
    with scope(organization=ours):
        within = model.objects.for_organization(ours)
        with scopes_disabled():  # the scope around is still there, but holds nobody any more
            without = model.objects.for_organization(ours)
            by_hand = model.objects.with_scopes_disabled().for_organization(ours)
        by_key = model.objects.for_organization(ours.pk)

    for found in (within, without, by_hand, by_key):
        assert str(found.query).replace("-", "").count(ours.pk.hex) == 1


@pytest.mark.parametrize(
    ("model", "field"), WALLS, ids=[f"{model.__name__}.{field.name}" for model, field in WALLS]
)
def test_no_foreign_key_leads_into_another_organization(model, field):
    ours, theirs = Organization(slug="ours"), Organization(slug="theirs")
    foreign = field.related_model(organization=theirs)

    with pytest.raises(ValidationError) as error:
        model(organization=ours, **{field.name: foreign}).clean()

    assert list(error.value.message_dict) == [field.name]


def test_rows_of_one_organization_may_point_at_each_other():
    ours = Organization(slug="ours")

    for model, field in WALLS:
        model(organization=ours, **{field.name: field.related_model(organization=ours)}).clean()


PAIRS = [
    (kind, getattr(place, name))
    for name, kind in vars(choices).items()
    if isinstance(kind, type) and issubclass(kind, models.TextChoices)
    for place in (words, figure, results)
    if hasattr(place, name)
]


@pytest.mark.parametrize(("kind", "word"), PAIRS, ids=[kind.__name__ for kind, _ in PAIRS])
def test_a_choice_has_the_words_of_the_case_file(kind, word):
    assert kind.names == [member.name for member in word]
