"""A document at a date: what is not yet or no longer in force is left out.

Shares of what is left are not renormalised; scoring says what is missing.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from assessments.casefile.dates import PartialDate, date_of
from assessments.casefile.document import CaseDocument, Gate, Observation, UpstreamGate
from assessments.casefile.fields import fields_of
from assessments.casefile.shapes import (
    Listed,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    Shape,
)
from assessments.casefile.targets import targets
from assessments.casefile.walk import DOCUMENT
from assessments.casefile.words import ListedState


def at(document: CaseDocument, as_of: date) -> CaseDocument:
    """Return the document as of another date."""
    return in_force(replace(document, as_of=date_of(as_of)))


def in_force(document: CaseDocument) -> CaseDocument:
    """Return what is in force at the document's own date; this is what is scored."""
    kept: CaseDocument = _kept(DOCUMENT, document, document.as_of.last_day())
    return _without_dangling(kept)


def _kept(shape: Shape, value: Any, as_of: date) -> Any:
    match shape:
        case RecordShape():
            return _kept_record(shape, value, as_of)
        case ListedShape():
            return Listed(_kept(shape.rows, value.rows, as_of), value.is_none)
        case NamedShape():
            kept = {key: _kept(shape.item, item, as_of) for key, item in value.items()}
            return {key: item for key, item in kept.items() if _is_kept(item, as_of)}
        case ListShape() if value is not None:
            kept_rows = (_kept(shape.item, item, as_of) for item in value)
            return tuple(item for item in kept_rows if _is_kept(item, as_of))
    return value


def _kept_record(shape: RecordShape, value: Any, as_of: date) -> Any:
    changes = {}
    for item in fields_of(shape.noun) if value is not None else ():
        if isinstance(item.shape, (RecordShape, ListedShape, NamedShape, ListShape)):
            changes[item.name] = _kept(item.shape, getattr(value, item.name), as_of)
    return replace(value, **changes) if changes else value


def _is_kept(item: Any, as_of: date) -> bool:
    # A file under repair may have none; the reader has reported it.
    if isinstance(item, Observation) and item.period is not None:
        # A year's total is not known in its June; a forecast is known before its period ends.
        seen = item.period.first_day() if item.forecast else item.period.last_day()
        return seen <= as_of
    if isinstance(item, Gate):
        return bool(item.dependencies)
    if isinstance(item, UpstreamGate):
        return bool(item.links)
    if isinstance(item, Listed):
        return item.state is not ListedState.UNKNOWN
    since: PartialDate | None = getattr(item, "since", None)
    until: PartialDate | None = getattr(item, "until", None)
    has_begun = since is None or since.first_day() <= as_of
    return has_begun and (until is None or until.last_day() >= as_of)


def _without_dangling(document: CaseDocument) -> CaseDocument:
    """Leave out what is said about dependencies, links and gates that are left out."""
    left = targets(document)
    alternatives = {}
    for key, item in document.alternatives.items():
        links = tuple(link for link in item.removes.links if link in left["links"])
        channels = tuple(i for i in item.removes.channels if i in left["dependencies"])
        alternatives[key] = replace(
            item,
            for_=tuple(i for i in item.for_ if i in left["dependencies"]),
            removes=replace(item.removes, links=links, channels=channels),
        )
    shares = tuple(item for item in document.shares if item.gate in left["gates"])
    return replace(document, alternatives=alternatives, shares=shares)
