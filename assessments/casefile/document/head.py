"""The head of a case: buyer, policy, rates and sources."""

# ruff: noqa: RUF009 - each call declares a field

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assessments.casefile import declare
from assessments.casefile.dates import PartialDate
from assessments.casefile.figure import Figure
from assessments.casefile.shapes import AnythingShape, Form
from assessments.casefile.words import Basis, Grade, Money, Print

DECISION_DAYS = 60  # from "we should leave" to a signed decision
LONGEST_NAME, LONGEST_CASE = 200, 80  # of an organization and of its case: they head every page


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """The buyer: no other party is "us"."""

    id: str = declare.text(Form.ID, required=True)
    name: str = declare.text()
    country: str = declare.text(Form.COUNTRY)
    currency: str = declare.text(Form.CURRENCY, required=True)
    decision_days: int = declare.integer(DECISION_DAYS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How the case is scored; ``parameters`` replace those of the method version."""

    method: str = declare.text()
    money: Money = declare.choice(Money, Money.NOMINAL)
    discount_rate: Figure = declare.rate(at_least=0, at_most=1)
    horizon_years: Figure = declare.years()
    parameters: Mapping[str, Any] = declare.declared(AnythingShape(), {})


@dataclass(frozen=True, slots=True, kw_only=True)
class FxRate:
    """One unit of a currency in money of the case (G3)."""

    rate: Decimal = declare.number(required=True)
    rate_date: PartialDate = declare.day(required=True)
    source: str = declare.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A fact as seen."""

    title: str = declare.text(required=True)
    publisher: str = declare.text()
    site: str = declare.text()
    url: str = declare.text()
    date: str = declare.text()
    grade: Grade = declare.choice(Grade, Grade.E)
    print: Print = declare.choice(Print, Print.REPORTED)
    note: str = declare.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What holds for figures that say no more than a number; part of the file, not of the case."""

    basis: Basis = declare.choice(Basis, Basis.ASSUMPTION)
    grade: Grade = declare.choice(Grade, Grade.E)
    strict: bool = declare.flag()
