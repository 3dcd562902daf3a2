"""An organization is the buyer and the tenant; the database holds its rules."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments.choices import ListedState
from assessments.models import Organization

pytestmark = pytest.mark.django_db


def organization(**fields):
    return Organization(
        **{"slug": "apple", "name": "Apple", "country": "US", "currency": "USD", **fields}
    )


def test_an_organization_starts_with_60_decision_days_and_unknown_rivalry():
    saved = organization()
    saved.full_clean()
    saved.save()

    found = Organization.objects.get(slug="apple")

    assert (found.decision_days, found.rivalry_state) == (60, ListedState.UNKNOWN)
    assert str(found) == "Apple"


def test_two_organizations_cannot_share_a_slug():
    organization().save()

    with pytest.raises(IntegrityError), transaction.atomic():
        organization(name="Another Apple").save()


BAD = [
    ("slug", "Apple Inc"),
    ("slug", "apple-"),
    ("slug", "apple\n"),
    ("country", "us"),
    ("country", "U"),
    ("currency", "$"),
    ("currency", "usd"),
    ("rivalry_state", "PERHAPS"),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_a_form_refuses_what_is_no_code(field, value):
    with pytest.raises(ValidationError) as error:
        organization(**{field: value}).full_clean()

    assert field in error.value.message_dict


@pytest.mark.parametrize(("field", "value"), [*BAD, ("decision_days", -1)])
def test_the_database_refuses_what_slipped_past_the_form(field, value):
    with pytest.raises(IntegrityError), transaction.atomic():
        organization(**{field: value}).save()
