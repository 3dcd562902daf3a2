"""Texts, ids, references and dates: each leaf that is no figure, by itself."""

import difflib
import re
from collections.abc import Callable, Collection, Iterator, Mapping

from assessments.casefile.checks.codes import country_problem, currency_problem, lei_problem
from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import digits_problem
from assessments.casefile.figures import walk_figures
from assessments.casefile.problems import Finding
from assessments.casefile.shapes import (
    DateShape,
    Form,
    NumberShape,
    ReferenceShape,
    Shape,
    TextShape,
)
from assessments.casefile.targets import targets
from assessments.casefile.walk import Leaf, leaves
from assessments.scoring.errors import ScoringError

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
SOURCE_ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*", re.ASCII)
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
YEARS = range(1900, 2201)


def findings(document: CaseDocument) -> Iterator[Finding]:
    """Yield texts of the wrong form, references to nothing, and dates out of range."""
    known = targets(document)
    addresses = {address for address, _ in walk_figures(document)}
    for leaf in leaves(document):
        message = _problem(leaf, known, addresses)
        if message:
            noun = leaf.shape.noun if isinstance(leaf.shape, ReferenceShape) else ""
            yield Finding(leaf.path, message, noun)


def _problem(leaf: Leaf, known: Mapping[str, Collection[str]], addresses: set[str]) -> str:
    if leaf.value in (None, "") and not leaf.is_key:
        return ""
    match leaf.shape:
        case TextShape(Form.FIGURE):
            return _unless_among(leaf.value, addresses, "figures of this case")
        case TextShape(form):
            return FORMS[form](leaf.value)
        case ReferenceShape(noun, other):
            return "" if leaf.value == other else _unless_among(leaf.value, known[noun], noun)
        case DateShape(is_day):
            return date_problem(leaf.value, is_day=is_day)
        case NumberShape(is_positive=True) if leaf.value <= 0:
            return f"{leaf.value} is not above zero; write a number above zero"
        case NumberShape():
            return digits_problem(leaf.value)
    return ""


def _unless_among(word: str, known: Collection[str], noun: str) -> str:
    if word in known:
        return ""
    near = difflib.get_close_matches(word, known, n=1)
    remedy = f"write {near[0]}" if near else f"add it to {noun}, or write an id that is there"
    return f"{word} is not among {noun}; {remedy}"


def _id_problem(text: str) -> str:
    if ID.fullmatch(text):
        return ""
    slug = "-".join(re.findall("[a-z0-9]+", text.lower())) or "an-id"
    return f"{text or 'nothing'} is not an id; write {slug}"


def _source_id_problem(text: str) -> str:
    if SOURCE_ID.fullmatch(text):
        return ""
    slug = "-".join(re.findall("[A-Za-z0-9]+", text)) or "A1"
    return f"{text or 'nothing'} is not an id of a source; write {slug}"


def _name_problem(text: str) -> str:
    return "" if NAME.fullmatch(text) else f"{text} is not a name; write a word such as day_rate"


def _text_problem(text: str) -> str:
    match = CONTROL.search(text)
    return f"has the control character U+{ord(match[0]):04X}; remove it" if match else ""


def date_problem(date: PartialDate, *, is_day: bool = False) -> str:
    """Return what is wrong with a date, or nothing."""
    if date.year not in YEARS:
        return f"{date} is out of range; write a year from {YEARS[0]} to {YEARS[-1]}"
    if is_day and date.day is None:
        return f"{date} is not a day; write {date.last_day()}"
    return ""


def written_problem(shape: Shape, text: str) -> str:
    """Return what is wrong with how a text or a date is written, or nothing.

    Examples
    --------
    >>> written_problem(DateShape(is_day=True), "2026-03")
    '2026-03 is not a day; write 2026-03-31'
    """
    match shape:
        case DateShape(is_day):
            try:
                return date_problem(PartialDate.parse(text), is_day=is_day)
            except ScoringError as error:
                return str(error)
        case TextShape(form) if form in FORMS:
            return FORMS[form](text)
    return ""


FORMS: dict[Form, Callable[[str], str]] = {
    Form.TEXT: _text_problem,
    Form.ID: _id_problem,
    Form.SOURCE_ID: _source_id_problem,
    Form.NAME: _name_problem,
    Form.COUNTRY: country_problem,
    Form.CURRENCY: currency_problem,
    Form.LEI: lei_problem,
}
