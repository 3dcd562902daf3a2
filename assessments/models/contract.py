"""What is signed: its dates and money, what it covers, its clauses and payments."""

from django.db import models

from assessments.choices import Answer, ListedState, Purpose, Renewal
from assessments.models.base import Part, Row
from assessments.models.fields import (
    PartialDateField,
    figure,
    owner,
    reference,
    text,
    words,
    words_are_listed,
)


class Contract(Row):
    supplier = reference("Supplier", "contracts", required=True)
    channel = reference("Supplier", "contracts_sold")
    reference = text()
    purpose = words(Purpose, Purpose.NORMAL)
    start = figure()
    end = figure()
    term_years = figure()
    renewal = words(Renewal, Renewal.UNKNOWN)
    renewal_months = models.PositiveIntegerField(null=True, blank=True)
    notice_days_ours = figure()
    notice_days_theirs = figure()
    decision_days = models.PositiveIntegerField(null=True, blank=True)
    convenience_exit = words(Answer, Answer.UNKNOWN)
    is_custom_built = models.BooleanField(default=False)
    commitment_per_month = figure()
    committed_due = figure()
    total = figure()
    option = figure()
    fee = figure()
    prepayment = figure()
    prepayment_share = figure()
    prepayment_used_share = figure()
    clawback = figure()
    price_cap_share = figure()
    take_or_pay_share = figure()
    min_volume_per_year = figure()
    unit_price = figure()
    governing_law = text()
    status = text()
    payments_state = words(ListedState, ListedState.UNKNOWN)

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(
                purpose=Purpose,
                renewal=Renewal,
                convenience_exit=Answer,
                payments_state=ListedState,
            ),
        ]


class ContractCover(Part):
    contract = owner("Contract", "covers")
    offering = reference("Offering", "covers", required=True)


class Clause(Row):
    contract = owner("Contract", "clauses")
    kind = models.CharField()
    present = words(Answer, Answer.UNKNOWN)
    text = models.TextField(blank=True, default="")

    class Meta(Row.Meta):
        constraints = [
            *Row.Meta.constraints,
            words_are_listed(present=Answer),
            models.UniqueConstraint(fields=["contract", "kind"], name="clause_once_per_kind"),
        ]


class Payment(Row):
    contract = owner("Contract", "payments")
    position = models.PositiveIntegerField(default=0)
    period = PartialDateField()
    kind = models.CharField()
    amount = figure()

    class Meta(Row.Meta):
        ordering = ["contract", "position"]
