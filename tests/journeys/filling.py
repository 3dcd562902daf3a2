"""Fills in the form of any noun as a person does: each field by its label, row by row."""

import re
from typing import Any

from playwright.sync_api import TimeoutError

from assessments.casefile import exchange
from assessments.casefile.document import Row
from assessments.casefile.figure import UNKNOWN
from assessments.casefile.provenance import Context, Provenance
from assessments.casefile.shapes import (
    ChoiceShape,
    FigureShape,
    FlagShape,
    Form,
    Listed,
    ListShape,
    NamedShape,
    RecordShape,
    ReferenceShape,
    TextShape,
)
from assessments.forms.figures import shown
from assessments.forms.layouts import LAYOUTS, RARELY
from assessments.forms.records import is_part, key_label
from assessments.register.rows import NOUNS
from assessments.views.register.words import field_label

EVIDENCE = ("source", "basis", "grade", "as_of")
PARTS = {"source": "Source", "grade": "Grade", "basis": "Basis", "as_of": "As of",
         "certainty": "Certainty", "unit": "Unit", "note": "Note"}  # fmt: skip


class Filling:
    """One form in a browser, and what a bare value in it means."""

    def __init__(self, page: Any, context: Context) -> None:
        self.page, self.context = page, context

    def create(self, slug: str, noun: str, external_id: str, value: Any) -> None:
        """Make a row by the form of its noun."""
        kind = NOUNS[noun]
        self.page.goto(f"/{slug}/new/{noun.replace('_', '-')}/")
        above, _, own = external_id.rpartition(".")
        first = self.page.locator("[data-step]").first
        if kind.owner:
            label = NOUNS[kind.owner].label
            self.choose(self._field(first, label[:1].upper() + label[1:]), above)
        if kind.member:
            self.choose(self._field(first, "Offering"), own)
        elif not kind.is_numbered:
            self._field(first, "Id").locator("input").fill(own)
        steps = self.page.locator("[data-steps] a")
        for number, step in enumerate(LAYOUTS[noun]):
            section = self.page.locator("[data-step]").nth(number)
            wanted = [item for item in kind.fields if item.name in step.fields]
            if not any(self._is_said(item, getattr(value, item.name)) for item in wanted):
                continue
            if steps.count():
                steps.nth(number).click()
            if any(item.name in RARELY for item in wanted):
                section.locator("> details > summary").click()
            self._record(section, wanted, value, self._row(value))
        self.page.get_by_role("button", name="Save", exact=True).last.click()
        self.page.wait_for_url(f"**/{slug}/{noun.replace('_', '-')}/{external_id}/")

    def _row(self, value: Any, outer: Provenance | None = None) -> Provenance | None:
        if not isinstance(value, Row):
            return outer
        return Provenance(value.source, value.basis, value.grade, value.as_of)

    def _is_said(self, item: Any, said: Any) -> bool:
        if item.name in EVIDENCE:
            return True
        return said not in (None, "", (), {}, False, UNKNOWN, Listed(()), item.default)

    def _record(self, scope: Any, items: Any, value: Any, row: Provenance | None) -> None:
        written = self.context.written(row) if isinstance(value, Row) and row else None
        for item in items:
            said = getattr(value, item.name)
            if written and item.name in EVIDENCE:
                said = getattr(written, item.name)
                if said:
                    self._leaf(self._field(scope, field_label(item.name)), item.shape, said)
            elif self._is_said(item, said):
                self._item(scope, item, said, row)

    def _item(self, scope: Any, item: Any, said: Any, row: Provenance | None) -> None:
        label = field_label(item.name)
        if isinstance(item.shape, RecordShape):
            group = scope.locator("fieldset.form-record", has=self._legend(label)).first
            self._record(group, exchange.body_fields(item.shape.noun), said, self._row(said, row))
        elif is_part(item.shape):
            self._rows(scope, item.shape, said, label, row)
        elif isinstance(item.shape, FigureShape):
            self._figure(self._field(scope, label), item, said, row)
        else:
            self._leaf(self._field(scope, label), item.shape, said)

    def _rows(self, scope: Any, shape: Any, said: Any, label: str, row: Any) -> None:
        shape = getattr(shape, "rows", shape)
        said = said.rows if isinstance(said, Listed) else said
        group = scope.locator(f"fieldset[data-label='{label}']").first
        is_named = isinstance(shape, NamedShape)
        for key, part in said.items() if is_named else (("", part) for part in said):
            group.locator("> [data-more]").click()
            one = group.locator("> [data-list-of-rows] > [data-one]").last
            if is_named:
                self._leaf(self._field(one, key_label(shape.keys)), shape.keys, key)
            if isinstance(shape.item, RecordShape):
                items = exchange.body_fields(shape.item.noun)
                own = self._row(part, row)
                self._open_evidence(one, part)
                self._record(one, items, part, own)
            elif isinstance(shape.item, FigureShape):
                self._figure(one.locator("fieldset.form-row").first, shape, part, row, "")
            else:
                self._field(one, "Value").locator("input").fill(str(part))

    def _open_evidence(self, one: Any, part: Any) -> None:
        row = self._row(part)
        written = self.context.written(row) if row else None
        if written and any((written.source, written.grade, written.basis, written.as_of)):
            one.locator("> .form-one-fields > details > summary").click()

    def _figure(self, field: Any, item: Any, figure: Any, row: Any, key: str | None = None) -> None:
        shape = item.item if isinstance(item, NamedShape) else item.shape
        parts = shown(shape, figure, self.context, row, key=item.key if key is None else key)
        field.get_by_label("What is known").select_option(parts["form"])
        for name, label in (("value", "Value"), ("low", "Low"), ("high", "High"),
                            ("likely", "Likely; empty: the middle")):  # fmt: skip
            if parts.get(name):
                field.get_by_label(label, exact=True).fill(parts[name])
        if parts.get("currency"):
            field.get_by_label("Currency").fill(parts["currency"])
        proof = {name: parts.get(name) for name in PARTS if parts.get(name)}
        if not proof:
            return
        details = field.locator("details.figure-evidence")
        if details.get_attribute("open") is None:
            details.locator("summary").click()
        for name, text in proof.items():
            answer = details.locator("label", has_text=re.compile(rf"^\s*{PARTS[name]}"))
            if name == "source":
                self.choose(answer, text)
            elif name in ("grade", "basis", "certainty"):
                answer.locator("select").select_option(text)
            else:
                answer.locator("input, textarea").fill(text)

    def _leaf(self, field: Any, shape: Any, said: Any) -> None:
        match shape:
            case FlagShape():
                field.locator("input").check()
            case ReferenceShape():
                self.choose(field, said)
            case ListShape(item=ReferenceShape()):
                for external_id in said:
                    self.choose(field, external_id)
            case ListShape():
                field.locator("input").fill(", ".join(said) or "start")
            case ChoiceShape() | TextShape(form=Form.COUNTRY):
                field.locator("select").select_option(str(said))
            case _:
                field.locator("input, textarea").first.fill(str(said))

    def choose(self, field: Any, external_id: str) -> None:
        """Open the list of a field, search it, and take the row."""
        if not field.locator(".ts-control").count():
            field.locator("select").click()
        box = field.locator(".ts-control input")
        if field.locator(".ts-wrapper.multi").count():
            box.click()
        box.fill(external_id)
        chosen = field.locator(f".ts-control .item[data-value='{external_id}']")
        for _ in range(3):
            # An answer that comes between press and release draws the list anew: whoever sees that
            # nothing was chosen clicks once more.
            field.locator(f".ts-dropdown .option[data-value='{external_id}']").click()
            if self._appears(chosen):
                break
        # The list takes the focus back once more: whoever types at once would type into it.
        self.page.wait_for_timeout(60)
        box.blur()
        field.locator(".ts-dropdown").wait_for(state="hidden")

    def _appears(self, element: Any) -> bool:
        try:
            element.wait_for(state="attached", timeout=1_000)
        except TimeoutError:
            return False
        return True

    def _field(self, scope: Any, label: str) -> Any:
        """Return the field that has a label, whether it is an input or a figure."""
        return scope.locator("[data-field]", has=self._label(label)).first

    def _label(self, label: str) -> Any:
        classes = "contains(@class,'form-label') or contains(@class,'form-check-label')"
        return self.page.locator(
            f"xpath=.//*[{classes}][normalize-space(text()[1])={_quoted(label)}]"
        )

    def _legend(self, label: str) -> Any:
        return self.page.locator(f"xpath=./legend[normalize-space(text())={_quoted(label)}]")


def _quoted(text: str) -> str:
    return f"'{text}'" if "'" not in text else f'"{text}"'
