"""Case document → case file: YAML that loads to the same document, the same bytes each time.

What the reader would fill up by itself is left out; comments of an earlier file are not kept.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument, Row
from assessments.casefile.fields import Field, fields_of
from assessments.casefile.figure import UNKNOWN, Figure, Kind
from assessments.casefile.provenance import Context, Provenance, state_of
from assessments.casefile.read_figures import KEYS as FIGURE_KEYS
from assessments.casefile.scalars import LEADING_ZERO, NUMBER, plain
from assessments.casefile.shapes import (
    FigureShape,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    Shape,
)
from assessments.casefile.words import State

DEFAULTS = {"basis": "assumption", "grade": "E"}
WIDTH = 110


def dump(document: CaseDocument) -> str:
    """Return the document as the text of a case file."""
    context = Context(document.as_of, document.organization.currency, document.sources)
    fields = _Writer(context).fields(document, None)
    head = ("lockin", "case", "organization", "as_of")
    ordered = {key: fields.pop(key) for key in head if key in fields}
    return yaml.dump(
        {**ordered, "defaults": DEFAULTS, **fields},
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=WIDTH,
    )


class _Writer:
    """Turns nouns into mappings with the keys that have to be written."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def fields(self, noun: Any, row: Provenance | None) -> dict[str, Any]:
        """Return the keys of a noun that differ from what the reader fills in."""
        known: tuple[Field, ...] = fields_of(type(noun))
        written: dict[str, Any] = {}
        provenance: dict[str, Any] = {}
        if isinstance(noun, Row):
            row = Provenance(noun.source, noun.basis, noun.grade, noun.as_of)
            own = {item.name for item in fields_of(Row)}
            known = tuple(item for item in known if item.name not in own)
            provenance = {**_said(self.context.written(row)), **_note(noun.note)}
        for item in known:
            value = getattr(noun, item.name)
            if item.is_required or value != item.default:
                written[item.key] = self._value(item.shape, value, row)
        return {**written, **provenance}

    def _value(self, shape: Shape, value: Any, row: Provenance | None) -> Any:
        match shape:
            case FigureShape():
                return self._figure(shape, value, row)
            case RecordShape():
                return self._record(shape, value, row)
            case ListedShape():
                return self._value(shape.rows, value.rows, row) if value.rows else value.state.value
            case NamedShape():
                return {key: self._value(shape.item, item, row) for key, item in value.items()}
            case ListShape():
                return [self._value(shape.item, item, row) for item in value]
        return value

    def _record(self, shape: RecordShape, noun: Any, row: Provenance | None) -> Any:
        written = self.fields(noun, row)
        if not shape.main or set(written) - FIGURE_KEYS - {shape.main}:
            return written
        if set(written) <= {shape.main}:
            return written.get(shape.main, State.UNKNOWN.value)
        # Evidence of the row alone would read as a figure; the main key says that it is a row.
        return {shape.main: State.UNKNOWN.value, **written}

    def _figure(self, shape: FigureShape, figure: Figure, row: Provenance | None) -> Any:
        if figure == UNKNOWN:
            return State.UNKNOWN.value
        key, value = _stated(figure)
        said = self._evidence(shape, figure, row)
        return {key: value, **said} if said else value

    def _evidence(
        self, shape: FigureShape, figure: Figure, row: Provenance | None
    ) -> dict[str, Any]:
        full = Provenance(figure.source, figure.basis, figure.grade, figure.as_of)
        said = _said(self.context.written(full, row if shape.is_proven_by_row else None))
        if figure.is_present and figure.state is not State.NONE:
            derived = state_of(figure.grade, has_range=figure.has_range)
            said |= {} if figure.state is derived else {"state": figure.state.value}
        if figure.currency and not self._is_own_currency(shape, figure):
            said["currency"] = figure.currency
        return {**said, **({"unit": figure.unit} if figure.unit else {}), **_note(figure.note)}

    def _is_own_currency(self, shape: FigureShape, figure: Figure) -> bool:
        return shape.kind is Kind.MONEY and figure.currency == self.context.currency


def _stated(figure: Figure) -> tuple[str, Any]:
    if figure.date is not None:
        return "value", figure.date
    if figure.likely is None:
        return "state", figure.state.value
    if figure.low is None:
        return "value", figure.likely
    if figure.is_midpoint:
        return "range", [figure.low, figure.high]
    return "range", [figure.low, figure.likely, figure.high]


def _said(said: Provenance) -> dict[str, Any]:
    parts = {"source": said.source, "basis": said.basis, "grade": said.grade, "as_of": said.as_of}
    return {key: part for key, part in parts.items() if part}


def _note(note: str) -> dict[str, str]:
    return {"note": note} if note else {}


class _Dumper(yaml.SafeDumper):
    """Writes numbers, dates and words plain, and in quotes each text that would not stay one."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write equal values out each time: the reader takes no aliases."""
        return True


def _represent_number(dumper: _Dumper, number: Decimal) -> yaml.ScalarNode:
    text = plain(number)
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


def _represent_date(dumper: _Dumper, date: PartialDate) -> yaml.ScalarNode:
    text = str(date)
    # The tag under which YAML itself reads the text, so that no quotes are put around it.
    kind = "int" if date.month is date.quarter is None else "timestamp" if date.day else "str"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    is_like_number = NUMBER.fullmatch(text) or LEADING_ZERO.fullmatch(text)
    style = "'" if is_like_number else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_mapping(dumper: _Dumper, mapping: Mapping[str, Any]) -> yaml.MappingNode:
    return dumper.represent_mapping("tag:yaml.org,2002:map", mapping.items())


_Dumper.add_representer(Decimal, _represent_number)
_Dumper.add_representer(PartialDate, _represent_date)
_Dumper.add_multi_representer(str, _represent_text)
_Dumper.add_representer(dict, _represent_mapping)
