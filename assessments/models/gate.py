"""Interchangeable or joint inputs of a function or of an offering."""

from django.db import models
from django.db.models import Q

from assessments.choices import Rule, Stops
from assessments.models.base import Row
from assessments.models.fields import figure, text, words, words_are_listed

OF_A_FUNCTION = Q(function__isnull=False, offering__isnull=True)
OF_AN_OFFERING = Q(function__isnull=True, offering__isnull=False)


def owner_or_none(to: str, related_name: str) -> models.ForeignKey:
    return models.ForeignKey(
        f"assessments.{to}", models.CASCADE, null=True, blank=True, related_name=related_name
    )


class Gate(Row):
    function = owner_or_none("BusinessFunction", "gates")
    offering = owner_or_none("Offering", "gates")
    name = text()
    rule = words(Rule)
    k = models.PositiveSmallIntegerField(null=True, blank=True)
    # Of a function's gate alone.
    need_share = figure()
    buffer_months = figure()
    volume_per_year = figure()
    # Of an offering's gate alone.
    stops = words(Stops, "")
    link_buffer_months = figure()

    class Meta(Row.Meta):
        constraints = [
            # A function and an offering may have the same id, and so may their gates.
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=Q(function__isnull=False),
                name="gate_external_id_is_unique_of_functions",
            ),
            models.UniqueConstraint(
                fields=["organization", "external_id"],
                condition=Q(offering__isnull=False),
                name="gate_external_id_is_unique_of_offerings",
            ),
            *Row.Meta.constraints[1:],
            words_are_listed(rule=Rule, stops=Stops),
            models.CheckConstraint(
                condition=OF_A_FUNCTION | OF_AN_OFFERING,
                name="gate_has_one_owner",
                violation_error_message="A gate belongs to a function or to an offering.",
            ),
            models.CheckConstraint(
                condition=Q(rule=Rule.K_OF_M, k__isnull=False, k__gte=1)
                | (~Q(rule=Rule.K_OF_M) & Q(k=None)),
                name="gate_has_k_with_k_of_m",
                violation_error_message="k goes with k-of-m, and with it alone.",
            ),
            models.CheckConstraint(
                condition=Q(function__isnull=True)
                | (Q(stops="", link_buffer_months=None) & ~Q(rule=Rule.MONEY_ONLY)),
                name="gate_of_a_function_stops_the_function",
                violation_error_message="money-only, stops and link buffer are of an offering.",
            ),
            models.CheckConstraint(
                condition=Q(offering__isnull=True)
                | (Q(need_share=None, buffer_months=None, volume_per_year=None) & ~Q(stops="")),
                name="gate_of_an_offering_says_what_it_stops",
                violation_error_message="need, buffer and volume are of a function.",
            ),
        ]
