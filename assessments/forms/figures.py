"""The one widget for a figure: a value or a range, or why there is none, with its evidence."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from assessments.casefile.checks.texts import written_problem
from assessments.casefile.figure import UNKNOWN, Figure, Kind
from assessments.casefile.provenance import Context, Provenance, state_of
from assessments.casefile.shapes import DateShape, FigureShape
from assessments.casefile.words import Basis, Grade, State
from assessments.forms.options import Choice, World
from assessments.forms.typed_numbers import number_of, typed

ENTERED, RANGE = "value", "range"
FORMS = {
    ENTERED: "Value",
    RANGE: "Range",
    State.UNKNOWN.value: "I don’t know",
    State.NONE.value: "None: there is nothing, or zero",
    State.NOT_APPLICABLE.value: "Does not apply",
}
CERTAINTIES = {
    "": "As the grade says",
    State.KNOWN.value: "Known",
    State.ESTIMATED.value: "Estimated",
}
GRADES = {
    "": "As the source says",
    Grade.A.value: "A: measured, or filed under law",
    Grade.B.value: "B: published by who knows",
    Grade.C.value: "C: reported, several sources",
    Grade.D.value: "D: reported once",
    Grade.E.value: "E: own estimate, unverified",
}
BASES = {
    "": "As the source says",
    Basis.PUBLIC.value: "Public",
    Basis.INTERNAL.value: "Internal",
    Basis.ASSUMPTION.value: "Assumption",
}
# What is understood of itself, and so stands behind the field instead of in one.
UNITS = {Kind.MONTHS: "months", Kind.YEARS: "years", Kind.SHARE: "% or 0–1", Kind.DATE: "date"}
EVIDENCE = ("source", "grade", "basis", "as_of", "note")
NUMBERS = ("low", "likely", "high")
PARTS = ("form", "value", *NUMBERS, "unit", "currency", "certainty", *EVIDENCE)
DATES = "a date such as 2026-03-31, 2026-03, 2026-Q1 or 2026"


class FigureWidget(forms.Widget):
    """Draws a figure, and gathers what was typed as it was typed."""

    template_name = "forms/figure.html"
    use_fieldset = True
    world: World | None = None
    is_percent = False

    def __init__(self, shape: FigureShape) -> None:
        super().__init__()
        self.shape = shape

    def value_from_datadict(self, data: Any, files: Any, name: str) -> dict[str, str]:
        """Return every part that was posted; the field reads them."""
        typed = {part: data.get(f"{name}-{part}", "") for part in PARTS}
        return {part: text.replace("\r\n", "\n").strip() for part, text in typed.items()}

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-form" not in data

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return f"{id_}-form" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template draws."""
        context: dict[str, Any] = super().get_context(name, value or {}, attrs)
        said = dict(value or {})
        is_date = self.shape.kind is Kind.DATE
        offered = {key: text for key, text in FORMS.items() if not (is_date and key == RANGE)}
        context["figure"] = {
            "name": name,
            "said": said,
            "kind": self.shape.kind.value,
            "forms": offered,
            "certainties": CERTAINTIES,
            "grades": GRADES,
            "bases": BASES,
            "unit": "% or 0–1" if self.is_percent else UNITS.get(self.shape.kind, ""),
            "sources": self._sources(said.get("source", "")),
            "organization": self.world.organization.slug if self.world else "",
            "is_many": bool(self.world and self.world.options.is_many("sources")),
            "home": self.world.context.currency if self.world else "",
            "is_money": self.shape.kind is Kind.MONEY or bool(said.get("currency")),
            "is_date": is_date,
            "is_evident": any(said.get(part) for part in (*EVIDENCE, "certainty")),
            "numbers": NUMBERS,
        }
        return context

    def _sources(self, chosen: str) -> list[Choice]:
        options = self.world.options if self.world else None
        listed = [] if options is None or options.is_many("sources") else options.of("sources")
        known = {key for key, _ in listed}
        return [*listed, *([] if not chosen or chosen in known else [(chosen, chosen)])]

    def format_value(self, value: Any) -> Any:
        """Keep what was typed: the template takes the parts."""
        return value


class FigureField(forms.Field):
    """Reads a figure into the words of the case file."""

    def __init__(self, shape: FigureShape, **options: Any) -> None:
        super().__init__(widget=FigureWidget(shape), required=False, **options)
        self.shape = shape

    def clean(self, value: Mapping[str, str]) -> dict[str, Any]:
        """Return the figure as a case file says it; empty where nothing was said."""
        body = self._stated(value)
        for part in ("unit", *EVIDENCE):
            if value.get(part):
                body[part] = value[part]
        if not body:
            return {}
        if (as_of := value.get("as_of")) and (message := written_problem(DateShape(), as_of)):
            raise forms.ValidationError(f"As of: {message}.")
        if "value" not in body and "range" not in body and "state" not in body:
            raise forms.ValidationError("Enter the value, or choose “I don’t know”.")
        if "state" not in body and value.get("certainty"):
            body["state"] = value["certainty"]
        if self._has_currency(body, value):
            body["currency"] = value["currency"].upper()
        return body

    def is_said(self, value: Any) -> bool:
        """Return whether anything was typed or chosen."""
        entered = ("value", *NUMBERS, "unit", *EVIDENCE)
        form = value.get("form", "")
        return any(value.get(part) for part in entered) or form in ("none", "n/a")

    def _has_currency(self, body: Mapping[str, Any], value: Mapping[str, str]) -> bool:
        return bool(value.get("currency")) and ("value" in body or "range" in body)

    def _stated(self, value: Mapping[str, str]) -> dict[str, Any]:
        form = value.get("form") or ENTERED
        if form == RANGE:
            return self._range(value)
        if form == ENTERED:
            return {"value": self._value(value["value"])} if value.get("value") else {}
        return {"state": form}

    def _value(self, text: str) -> str:
        if self.shape.kind is Kind.DATE:
            if message := written_problem(DateShape(), text):
                raise forms.ValidationError(f"{message}.")
            return text
        return f"{number_or_error(text):f}"

    def _range(self, value: Mapping[str, str]) -> dict[str, Any]:
        written = {part: value.get(part, "") for part in NUMBERS}
        if not any(written.values()):
            return {}
        if not (written["low"] and written["high"]):
            raise forms.ValidationError("Enter both the lowest and the highest value.")
        numbers = [number_or_error(text) for text in written.values() if text]
        if numbers != sorted(numbers):
            ordered = ", ".join(typed(number) for number in sorted(numbers))
            raise forms.ValidationError(f"Low, likely, high must rise; in order: {ordered}.")
        return {"range": [f"{number:f}" for number in numbers]}


def number_or_error(text: str) -> Decimal:
    """Return the number, or what to write instead as an error of the field."""
    try:
        return number_of(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from None


def shown(
    shape: FigureShape, figure: Figure, context: Context, row: Provenance | None, *, key: str
) -> dict[str, str]:
    """Return a figure as the parts of its widget; posted back unchanged it is the same figure."""
    if figure == UNKNOWN:
        return {"form": State.UNKNOWN.value, "currency": ""}
    full = Provenance(figure.source, figure.basis, figure.grade, figure.as_of)
    said = context.written(full, row if shape.is_proven_by_row else None)
    return {
        **_numbers(figure, is_share=is_percent(shape, key)),
        "unit": figure.unit,
        "currency": figure.currency,
        "certainty": _certainty(figure),
        "source": said.source,
        "grade": said.grade or "",
        "basis": said.basis or "",
        "as_of": str(said.as_of or ""),
        "note": figure.note,
    }


def is_percent(shape: FigureShape, key: str) -> bool:
    """Return whether a figure reads best in per cent."""
    return shape.kind is Kind.SHARE or key.endswith("_share")


def _certainty(figure: Figure) -> str:
    if not figure.is_present or figure.state is State.NONE:
        return ""
    derived = state_of(figure.grade, has_range=figure.has_range)
    return "" if figure.state is derived else figure.state.value


def _numbers(figure: Figure, *, is_share: bool) -> dict[str, str]:
    if figure.date is not None:
        return {"form": ENTERED, "value": str(figure.date)}
    if figure.likely is None:
        return {"form": figure.state.value}
    if figure.low is None or figure.high is None:
        return {"form": ENTERED, "value": typed(figure.likely, is_share=is_share)}
    likely = "" if figure.is_midpoint else typed(figure.likely, is_share=is_share)
    low, high = (typed(number, is_share=is_share) for number in (figure.low, figure.high))
    return {"form": RANGE, "low": low, "likely": likely, "high": high}
