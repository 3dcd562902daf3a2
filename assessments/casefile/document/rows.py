"""What every row carries."""

# ruff: noqa: RUF009 - each call declares a field

from dataclasses import dataclass

from assessments.casefile import declare
from assessments.casefile.dates import PartialDate
from assessments.casefile.words import Basis, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What proves that the row, its relations and its dates are so; no number in it."""

    source: str = declare.reference("sources")
    basis: Basis | None = declare.choice(Basis)
    grade: Grade | None = declare.choice(Grade)
    as_of: PartialDate | None = declare.date()
    note: str = declare.text()
