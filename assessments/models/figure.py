"""One scored value as somebody stated it; a changed value is a new row."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from assessments.choices import Basis, Grade, Kind, State
from assessments.models.base import Scoped
from assessments.models.fields import (
    NumberField,
    PartialDateField,
    reference,
    text,
    words,
    words_are_listed,
)

HAS_VALUE = Q(state__in=[State.KNOWN, State.ESTIMATED])
# A comparison with nothing is no refusal, so each condition says what must be there.
HAS_RANGE = Q(low__isnull=False, likely__isnull=False, high__isnull=False)
HAS_NO_RANGE = Q(low__isnull=True, high__isnull=True)
HAS_NUMBER = Q(likely__isnull=False, date="") & ~Q(kind=Kind.DATE)
HAS_DATE = Q(likely__isnull=True, kind=Kind.DATE) & ~Q(date="")


def check(name: str, condition: Q, message: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=condition, name=f"figure_{name}", violation_error_message=message
    )


class Figure(Scoped):
    # Which field of which row this is or was: the history of a value is a query.
    noun = models.CharField(max_length=40)
    external_id = models.CharField()
    field = models.CharField(max_length=40)

    kind = words(Kind)
    state = words(State)
    low = NumberField(null=True, blank=True)
    likely = NumberField(null=True, blank=True)
    high = NumberField(null=True, blank=True)
    # Only the range was stated; `likely` is its middle, and print says so.
    is_midpoint = models.BooleanField(default=False)
    date = PartialDateField()
    unit = text()
    currency = models.CharField(max_length=3, blank=True, default="")
    basis = words(Basis, "")
    grade = words(Grade, "")
    as_of = PartialDateField()
    source = reference("Source", "figures")
    note = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["organization", "noun", "external_id", "field"], name="figure_history"
            )
        ]
        constraints = [
            words_are_listed(kind=Kind, state=State, basis=Basis, grade=Grade),
            check(
                "has_a_value_where_its_state_says_so",
                (HAS_VALUE & (HAS_NUMBER | HAS_DATE)) | (~HAS_VALUE & Q(likely=None, date="")),
                "Known and estimated need a value; the other states have none.",
            ),
            check(
                "range_holds_the_value",
                HAS_NO_RANGE | (HAS_RANGE & Q(low__lte=F("likely"), likely__lte=F("high"))),
                "Write low, likely and high in this order, or no range.",
            ),
            check(
                "known_has_no_range",
                HAS_NO_RANGE | Q(state=State.ESTIMATED),
                "A range is estimated.",
            ),
            check(
                "midpoint_has_a_range",
                Q(is_midpoint=False) | HAS_RANGE,
                "Only a range has a middle.",
            ),
            check(
                "money_has_a_currency",
                ~HAS_VALUE | ~Q(kind=Kind.MONEY) | ~Q(currency=""),
                "An amount of money needs a currency.",
            ),
            check(
                "share_is_a_share",
                ~Q(kind=Kind.SHARE)
                | Q(likely__isnull=True)
                | (HAS_NO_RANGE & Q(likely__gte=0, likely__lte=1))
                | (HAS_RANGE & Q(low__gte=0, high__lte=1)),
                "A share is a number from 0 to 1.",
            ),
            check(
                "assumption_has_grade_e",
                ~Q(basis=Basis.ASSUMPTION) | Q(grade=Grade.E),
                "An assumption has grade E.",
            ),
            check(
                "public_has_a_source",
                ~Q(basis=Basis.PUBLIC) | Q(source__isnull=False),
                "A public figure names its source.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.external_id}.{self.field}"
