"""Dates that must come in order, and what a date needs beside it."""

from collections.abc import Iterator

from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument, Row
from assessments.casefile.problems import Finding
from assessments.casefile.walk import join, records
from assessments.casefile.words import Stage


def findings(document: CaseDocument) -> Iterator[Finding]:
    """Yield dates out of order."""
    for path, row in records(document, Row):
        since, until = getattr(row, "since", None), getattr(row, "until", None)
        yield from _order(path, "since", since, "until", until)
    for key, contract in document.contracts.items():
        start, end = contract.start.date, contract.end.date
        yield from _order(f"contracts.{key}", "start", start, "end", end)
    yield from _exit_plans(document)
    yield from _stages(document)


def _order(
    path: str, first: str, start: PartialDate | None, last: str, end: PartialDate | None
) -> Iterator[Finding]:
    if start and end and start.first_day() > end.last_day():
        message = f"{last} {end} is before {first} {start}; write {last} after {first}"
        yield Finding(join(path, last), message)


def _exit_plans(document: CaseDocument) -> Iterator[Finding]:
    as_of = document.as_of
    for key, plan in document.exit_plans.items():
        path = f"exit_plans.{key}"
        for name in ("planned", "actual", "cancelled"):
            yield from _order(path, "start", plan.start.date, name, getattr(plan, name).date)
        for name in ("actual", "cancelled"):
            date = getattr(plan, name).date
            if date and as_of and date.first_day() > as_of.last_day():
                message = f"{date} is after as_of {as_of}; write planned: {date} instead"
                yield Finding(f"{path}.{name}", message)
        if plan.actual.date and plan.cancelled.date:
            message = "a plan is done or cancelled, not both; remove actual or cancelled"
            yield Finding(f"{path}.cancelled", message)


def _stages(document: CaseDocument) -> Iterator[Finding]:
    for key, item in document.alternatives.items():
        if item.stage is not Stage.DROPPED:
            continue
        missing = [
            k for k, v in (("stage_date", item.stage_date), ("reason", item.reason)) if not v
        ]
        if missing:
            names = " and ".join(f"{name}:" for name in missing)
            yield Finding(
                f"alternatives.{key}.stage", f"dropped needs date and reason; write {names}"
            )
