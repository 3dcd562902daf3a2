"""Figures: bounds of their kind, digits, currency, and evidence that does not contradict itself."""

from collections.abc import Iterator
from decimal import Decimal

from assessments.casefile import rates
from assessments.casefile.checks.codes import currency_problem
from assessments.casefile.checks.texts import date_problem
from assessments.casefile.document import CaseDocument, Row
from assessments.casefile.figure import Figure, Kind, digits_problem
from assessments.casefile.problems import Finding, NeededRate
from assessments.casefile.scalars import plain
from assessments.casefile.shapes import FigureShape
from assessments.casefile.walk import leaves, records
from assessments.casefile.words import Basis, Grade, State


def findings(document: CaseDocument) -> Iterator[Finding]:
    """Yield what is wrong with figures and with the evidence of rows."""
    for leaf in leaves(document):
        if isinstance(leaf.shape, FigureShape):
            for message in figure_problems(leaf.shape, leaf.value, document):
                yield Finding(leaf.path, message)
            if needed := _needed_rate(leaf.shape, leaf.value, document):
                yield Finding(leaf.path, rates.for_a_file(needed), rate=needed)
    for path, row in records(document, Row):
        for message in _evidence_problems(row):
            yield Finding(path, message)


def figure_problems(shape: FigureShape, figure: Figure, document: CaseDocument) -> Iterator[str]:
    """Yield what is wrong with one figure."""
    numbers = [n for n in (figure.low, figure.likely, figure.high) if n is not None]
    for number in numbers:
        yield from _number_problems(shape, number)
    if numbers != sorted(numbers):
        yield "low, likely and high are out of order; write the smallest first"
    if figure.state is State.KNOWN and figure.has_range:
        yield "a range is not known; write state: estimated"
    if figure.date and (message := date_problem(figure.date)):
        yield message
    yield from _currency_problems(shape, figure, document)
    yield from _evidence_problems(figure)
    if figure.source and figure.source not in document.sources:
        yield f"{figure.source} is not among sources; add it to sources or remove it"


def _number_problems(shape: FigureShape, number: Decimal) -> Iterator[str]:
    if message := digits_problem(number):
        yield message
    elif shape.kind is Kind.SHARE or shape.at_most == 1:
        yield from _share_problems(shape, number)
    elif shape.at_least is not None and number < shape.at_least:
        yield f"{plain(number)} is too small; write {_unit(shape)} from {shape.at_least} up"


def _share_problems(shape: FigureShape, number: Decimal) -> Iterator[str]:
    word = "share" if shape.kind is Kind.SHARE else "rate"
    if 1 < number <= 100:
        yield f"{plain(number)} is not a {word}; write {plain(number / 100)}"
    elif number < 0 or number > 1:
        yield f"{plain(number)} is not a {word}; write a number from 0 to 1"
    elif shape.less_than is not None and number >= shape.less_than:
        yield f"a margin of {plain(number)} leaves no cost; write a share below {shape.less_than}"


def _unit(shape: FigureShape) -> str:
    units = {Kind.MONTHS: "months", Kind.YEARS: "years"}
    return units.get(shape.kind, f"a {shape.kind.value}")


def _currency_problems(shape: FigureShape, figure: Figure, document: CaseDocument) -> Iterator[str]:
    currency = figure.currency
    if not currency:
        return
    if shape.kind is not Kind.MONEY:
        yield f"a {shape.kind.value} has no currency; remove currency: {currency}"
    elif currency != document.organization.currency:  # that is said once, at the organization
        yield from filter(None, [currency_problem(currency)])


def _needed_rate(shape: FigureShape, figure: Figure, document: CaseDocument) -> NeededRate | None:
    """Return the rate that money of another currency lacks (G3)."""
    currency, own = figure.currency, document.organization.currency
    if shape.kind is not Kind.MONEY or not currency or currency == own or currency in document.fx:
        return None
    if currency_problem(currency):
        return None
    return NeededRate(currency, own, document.as_of.first_day() if document.as_of else None)


def _evidence_problems(item: Figure | Row) -> Iterator[str]:
    if item.basis is Basis.ASSUMPTION and item.grade is not Grade.E:
        yield f"an assumption has grade E, not {item.grade}; write grade: E or another basis"
    if item.basis is Basis.PUBLIC and not item.source:
        yield "public without a source; write source: or basis: assumption"
    if item.as_of and (message := date_problem(item.as_of)):
        yield f"as_of {message}"
