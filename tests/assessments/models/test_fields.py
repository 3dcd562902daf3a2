"""Dates as precise as known, and numbers to their last digit, on any database."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from assessments.casefile.dates import PartialDate
from assessments.models import Figure, Tie
from assessments.models.fields import PartialDateField, check_digits

pytestmark = pytest.mark.django_db

NUMBERS = [
    "0",
    "0.645",
    "-683000000",
    "209600000000",
    "999999999999999000",
    "0.000000000000001234567890123",
    "0.333333333333333",
    "123456789012.345",
]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_comes_back_to_its_last_digit(save, ours, now, number):
    save(
        Figure,
        kind="RATE",
        state="ESTIMATED",
        likely=Decimal(number),
        basis="ASSUMPTION",
        grade="E",
        created_at=now,
    )

    assert Figure.objects.for_organization(ours).get().likely == Decimal(number)


def test_a_number_with_sixteen_digits_is_refused():
    with pytest.raises(ValidationError, match=r"16 significant digits; write 123456789012\.346"):
        check_digits(Decimal("123456789012.3456"))


@pytest.mark.parametrize("date", ["2025", "2019-Q2", "2025-10", "2025-10-28"])
def test_a_date_stays_as_precise_as_it_was(save, ours, date):
    from assessments.models import Supplier

    supplier = save(Supplier)

    save(Tie, holder=supplier, kind="EQUITY", since=PartialDate.parse(date))

    found = Tie.objects.for_organization(ours).get()
    assert (str(found.since), found.until) == (date, None)


def test_a_form_says_what_is_no_date():
    field = PartialDateField().formfield()

    with pytest.raises(ValidationError, match="2019-Q2"):
        PartialDateField().to_python("last spring")
    assert field.required is False


def test_a_form_takes_a_date_as_it_is_written():
    assert PartialDateField().clean("2019-Q2", None) == PartialDate(2019, quarter=2)
    assert PartialDateField().clean("", None) is None
