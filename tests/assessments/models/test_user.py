"""Users sign in by e-mail address."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from assessments.models import User

pytestmark = pytest.mark.django_db


def test_capitals_in_an_email_make_no_second_user():
    User.objects.create_user("Jo@example.com")

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("jo@EXAMPLE.com")

    assert User.objects.count() == 1


def test_a_form_learns_that_the_email_is_taken():
    User.objects.create_user("jo@example.com")

    with pytest.raises(ValidationError, match="this e-mail address exists already"):
        User(email="JO@example.com").validate_constraints()


def test_a_user_signs_in_whatever_the_capitals_of_the_email():
    user = User.objects.create_user("Jo@example.com", "correct horse battery")

    assert authenticate(email="jo@EXAMPLE.com", password="correct horse battery") == user


def test_nobody_signs_in_as_a_user_without_password():
    User.objects.create_user("jo@example.com")

    assert authenticate(email="jo@example.com", password="") is None


def test_nobody_signs_in_as_an_inactive_user():
    User.objects.create_user("jo@example.com", "correct horse battery", is_active=False)

    assert authenticate(email="jo@example.com", password="correct horse battery") is None


def test_a_user_needs_an_email():
    with pytest.raises(ValueError, match="needs an e-mail address"):
        User.objects.create_user("")


def test_a_superuser_is_staff():
    user = User.objects.create_superuser("jo@example.com", "correct horse battery", name="Jo")

    assert user.is_staff
    assert user.is_superuser


@pytest.mark.parametrize(("name", "shown"), [("Jo", "Jo"), ("", "jo@example.com")])
def test_a_user_is_shown_by_name_or_else_by_email(name, shown):
    assert str(User(email="jo@example.com", name=name)) == shown
