"""What is signed."""

# ruff: noqa: RUF009 - each call declares a field

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.casefile import declare
from assessments.casefile.dates import PartialDate
from assessments.casefile.document.rows import Row
from assessments.casefile.figure import Figure
from assessments.casefile.shapes import Form, Listed, ListedShape, ListShape, RecordShape
from assessments.casefile.words import Answer, Purpose, Renewal


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment(Row):
    """Money paid under a contract, compensations included."""

    period: PartialDate | None = declare.date()
    kind: str = declare.text(Form.ID, required=True)
    amount: Figure = declare.money()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Row):
    """Whether a contract has a clause, and its words."""

    present: Answer = declare.choice(Answer, Answer.UNKNOWN)
    text: str = declare.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Row):
    """What is signed with a supplier."""

    supplier: str = declare.reference("suppliers", required=True)
    channel: str = declare.reference("suppliers")
    reference: str = declare.text()
    covers: tuple[str, ...] = declare.references("offerings")
    purpose: Purpose = declare.choice(Purpose, Purpose.NORMAL)
    start: Figure = declare.date_figure()
    end: Figure = declare.date_figure()
    term_years: Figure = declare.years()
    renewal: Renewal = declare.choice(Renewal, Renewal.UNKNOWN)
    renewal_months: int | None = declare.integer()
    notice_days_ours: Figure = declare.count()
    notice_days_theirs: Figure = declare.count()
    decision_days: int | None = declare.integer()
    convenience_exit: Answer = declare.choice(Answer, Answer.UNKNOWN)
    is_custom_built: bool = declare.flag()
    commitment_per_month: Figure = declare.money()
    committed_due: Figure = declare.money()
    total: Figure = declare.money()
    option: Figure = declare.money()
    fee: Figure = declare.money()
    prepayment: Figure = declare.money()
    prepayment_share: Figure = declare.share()
    prepayment_used_share: Figure = declare.share()
    clawback: Figure = declare.money()
    price_cap_share: Figure = declare.share()
    take_or_pay_share: Figure = declare.share()
    min_volume_per_year: Figure = declare.count()
    unit_price: Figure = declare.money()
    governing_law: str = declare.text()
    status: str = declare.text()
    payments: Listed[tuple[Payment, ...]] = declare.declared(
        ListedShape(ListShape(RecordShape(Payment))), Listed(())
    )
    clauses: Mapping[str, Clause] = declare.named(Clause)
