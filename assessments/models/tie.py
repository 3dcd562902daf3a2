"""What ties two parties beside supply."""

from django.db import models
from django.db.models import Q

from assessments.choices import TieKind
from assessments.models.base import Row
from assessments.models.fields import (
    PartialDateField,
    figure,
    reference,
    words,
    words_are_listed,
)


class Tie(Row):
    # None is us. CUSTOMER: the holder buys from the target.
    holder = reference("Supplier", "ties_held")
    target = reference("Supplier", "ties_suffered")
    kind = words(TieKind)
    share = figure()
    amount = figure()
    amount_per_year = figure()
    since = PartialDateField()
    until = PartialDateField()

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(kind=TieKind),
            models.CheckConstraint(
                condition=Q(holder__isnull=False) | Q(target__isnull=False),
                name="tie_has_another_party",
                violation_error_message="A tie needs a holder or a target.",
            ),
        ]
