"""Last days to act: by when a contract, a decision or an exit plan needs somebody."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from assessments import models
from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument, Contract
from assessments.casefile.scalars import plain
from assessments.choices import AssessmentState
from assessments.models import Organization
from assessments.register.cases import document_at

LAST_DAY_TO_ACT = "contract.last_day_to_act"
DAYS_PER_MONTH = 365 / 12


class Kind(StrEnum):
    """What is due."""

    ACT = "Last day to act"
    NOTICE = "Last day to give notice"
    END = "Contract ends"
    DECIDE = "Decision asked"
    EXIT = "Exit planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One entry of the calendar; ``why`` says how it comes about, or why there is no day."""

    day: date | None
    kind: Kind
    title: str
    noun: str
    external_id: str
    why: str = ""

    @property
    def id(self) -> str:
        """Return what names the entry, the same each time it is asked for."""
        return f"{self.kind.name.lower()}.{self.noun}.{self.external_id}"


def deadlines(organization: Organization) -> list[Deadline]:
    """Return every entry, the earliest first, those without a day last."""
    if organization.as_of is None:
        return []
    document = document_at(organization)
    found = [
        *_last_days(organization, document),
        *_contracts(document, organization),
        *_decisions(document),
        *_exits(document),
    ]
    return sorted(found, key=lambda item: (item.day is None, item.day or date.max, item.title))


# From the newest assessment ---------------------------------------------------------------------


def _last_days(organization: Organization, document: CaseDocument) -> Iterator[Deadline]:
    """Yield by when each position has to be left for the switch to end with its contract."""
    newest = (
        models.Assessment.objects.for_organization(organization)
        .exclude(state=AssessmentState.COMPUTING)
        .select_related("snapshot")
        .order_by("-created_at")
        .first()
    )
    if newest is None:
        return
    measures = models.Measure.objects.for_organization(organization).filter(
        assessment=newest, code=LAST_DAY_TO_ACT, value__isnull=False
    )
    for subject, value, low in measures.values_list("subject", "value", "p10"):
        months = value if low is None else low
        function, _, supplier = subject.partition("/")
        yield Deadline(
            day=_earlier(newest.snapshot.as_of, round(-months * DAYS_PER_MONTH)),
            kind=Kind.ACT,
            title=f"{_name(document, function, supplier)}: start leaving",
            noun="positions",
            external_id=subject,
            why="end − notice − time to decide − time to switch",
        )


def _name(document: CaseDocument, function: str, supplier: str) -> str:
    function_row, supplier_row = document.functions.get(function), document.suppliers.get(supplier)
    return " × ".join(
        (row.name if row else "") or key
        for row, key in ((function_row, function), (supplier_row, supplier))
    )


# From the register ------------------------------------------------------------------------------


def _contracts(document: CaseDocument, organization: Organization) -> Iterator[Deadline]:
    for key, contract in document.contracts.items():
        supplier = document.suppliers.get(contract.supplier)
        title = f"{(supplier.name if supplier else '') or contract.supplier} ({key})"
        end = end_of(contract)
        yield _deadline(
            Kind.END, end, title, key, "" if end else "its end is unknown; enter end or term"
        )
        if end is None:
            continue
        notice = contract.notice_days_ours.likely
        decide = contract.decision_days
        if decide is None:
            decide = organization.decision_days
        if notice is None:
            yield _deadline(Kind.NOTICE, None, title, key, "our notice is unknown; enter its days")
            continue
        day = _earlier(end, notice)
        why = f"{plain(notice)} days' notice"
        if day is not None and (by := _earlier(day, decide)) is not None:
            why += f"; decide {decide} days before, by {by:%-d %B %Y}"
        yield _deadline(Kind.NOTICE, day, title, key, why)


def _deadline(kind: Kind, day: date | None, title: str, key: str, why: str) -> Deadline:
    return Deadline(day=day, kind=kind, title=title, noun="contracts", external_id=key, why=why)


def end_of(contract: Contract) -> date | None:
    """Return the last day of a contract: stated, or its start and term (G2)."""
    if contract.end.date is not None:
        return contract.end.date.last_day()
    start, term = contract.start.date, contract.term_years.likely
    if start is None or term is None:
        return None
    try:
        end: date = start.first_day() + relativedelta(months=round(term * 12), days=-1)
    except (OverflowError, ValueError):  # longer than the calendar
        return None
    return end


def _earlier(day: date, days: Decimal | int) -> date | None:
    """Return a day so many days before another; None where the calendar ends."""
    try:
        return day - timedelta(days=float(days))
    except OverflowError:
        return None


def _decisions(document: CaseDocument) -> Iterator[Deadline]:
    for key, position in document.positions.items():
        if position.decide_by is not None:
            yield Deadline(
                day=position.decide_by.last_day(),
                kind=Kind.DECIDE,
                title=_name(document, position.function, position.supplier),
                noun="positions",
                external_id=key,
                why=position.decision,
            )


def _exits(document: CaseDocument) -> Iterator[Deadline]:
    for key, plan in document.exit_plans.items():
        if plan.actual.date is None and plan.cancelled.date is None:
            day = _last(plan.rebaselines[-1].planned if plan.rebaselines else plan.planned.date)
            alternative = document.alternatives.get(plan.alternative)
            yield Deadline(
                day=day,
                kind=Kind.EXIT,
                title=(alternative.name if alternative else "") or plan.alternative,
                noun="exit_plans",
                external_id=key,
                why="" if day else "no date is planned; enter planned",
            )


def _last(day: PartialDate | None) -> date | None:
    return None if day is None else day.last_day()
