"""The form of a noun, made from its declaration: leaves, rows inside it, rows inside those."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property

from assessments.casefile import exchange
from assessments.casefile.document import Row
from assessments.casefile.fields import Field
from assessments.casefile.problems import Finding
from assessments.casefile.provenance import Provenance
from assessments.casefile.shapes import (
    ChoiceShape,
    FigureShape,
    Form,
    Listed,
    ListedShape,
    ListShape,
    NamedShape,
    RecordShape,
    ReferenceShape,
    Shape,
    TextShape,
)
from assessments.forms.fields import (
    AfterField,
    blank_of,
    field_of,
    initial_of,
    is_empty,
    is_said,
)
from assessments.forms.figures import FigureField
from assessments.forms.options import World
from assessments.forms.refusals import error_of, sentence

EVIDENCE = ("source", "basis", "grade", "as_of", "note")
PROVEN = EVIDENCE[:-1]
BLANK = "__n__"  # stands for the number of a row that a browser has yet to add


class Renderer(DjangoTemplates):
    """Finds the widgets of our own beside those of Django."""

    @cached_property
    def engine(self) -> Any:
        ours: list[Path] = settings.TEMPLATES[0]["DIRS"]  # type: ignore[assignment]
        folders = [Path(forms.__file__).parent / "templates", *ours]
        return self.backend({"NAME": "forms", "APP_DIRS": True, "DIRS": folders, "OPTIONS": {}})


class RecordForm(forms.Form):
    """One noun, or one row inside of one; ``parts`` are its rows and records."""

    default_renderer = Renderer
    use_required_attribute = False

    def __init__(
        self,
        items: tuple[Field, ...],
        world: World,
        *,
        prefix: str = "",
        data: Any = None,
        value: Any = None,
        row: Provenance | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix or None)
        self.world = world
        self.items = {item.name: item for item in items}
        self.parts: dict[str, Rows | Record] = {}
        said = _provenance(value)
        row = said or row
        for item in items:
            stated = None if value is None else getattr(value, item.name)
            if is_part(item.shape):
                self.parts[item.name] = part_of(item, world, self.add_prefix(item.name), data,
                                                stated, row)  # fmt: skip
                continue
            self.fields[item.name] = _dressed(field_of(item, world))
            self.initial[item.name] = (
                blank_of(item) if value is None else initial_of(item, stated, world, row)
            )
        if said:
            written = world.context.written(said)
            self.initial.update({name: str(getattr(written, name) or "") for name in PROVEN})

    def is_said(self) -> bool:
        """Return whether anything was filled in."""
        return any(self._is_said(name) for name in self.fields) or any(
            part.is_said() for part in self.parts.values()
        )

    def _is_said(self, name: str) -> bool:
        field = self.fields[name]
        typed = field.widget.value_from_datadict(self.data, {}, self.add_prefix(name))
        blank = blank_of(self.items[name]) if name in self.items else ""
        return is_said(field, typed, blank)

    def is_right(self) -> bool:
        """Return whether every field can be read, those of rows inside included."""
        parts = [part.is_right() for part in self.parts.values()]
        return all([self.is_valid(), *parts])

    def body(self) -> dict[str, Any]:
        """Return what was filled in, in the words of the case file."""
        found: dict[str, Any] = {}
        for name, item in self.items.items():
            if name in self.parts:
                said = self.parts[name].body()
            else:
                said = self.cleaned_data.get(name)
                if said == [] and isinstance(self.fields[name], AfterField):
                    found[item.key] = said
            if not is_empty(said):
                found[item.key] = said
        return found

    def refuse(self, path: list[str], found: Finding) -> bool:
        """Put a finding at the field that a path leads to; return whether there is one."""
        by_key = {item.key: name for name, item in self.items.items()}
        name = by_key.get(path[0], "") if path else ""
        if name in self.parts:
            return self.parts[name].refuse(path[1:], found)
        if name not in self.fields:
            return False
        self.add_error(name, error_of(found, str(self.fields[name].label)))
        return True

    def problems(self) -> Iterator[tuple[str, str, str]]:
        """Yield each error: where it is, the name of what it is about, what to do."""
        for name, errors in self.errors.items():
            for error in errors:
                bound = self[name]
                yield bound.id_for_label, str(bound.label), str(error)
        for part in self.parts.values():
            yield from part.problems()

    @property
    def asked(self) -> list[Any]:
        """The fields of a row inside a noun that are no evidence."""
        names = [name for name in self.fields if name not in EVIDENCE]
        return [self.element(name) for name in [*names, *self.parts]]

    @property
    def proofs(self) -> list[Any]:
        """What proves a row inside a noun."""
        return [self.element(name) for name in EVIDENCE if name in self.fields]

    @property
    def is_evident(self) -> bool:
        """Whether something proves it, or was wrongly said to."""
        names = [name for name in EVIDENCE if name in self.fields]
        return any(self[name].value() or self[name].errors for name in names)

    def element(self, name: str) -> Any:
        """Return a field or a part, for a template to draw."""
        return self.parts[name] if name in self.parts else self[name]


class Record:
    """A noun inside a noun that has no rows: a duration, an approval."""

    is_record = True

    def __init__(self, item: Field, world: World, prefix: str, data: Any, value: Any,
                 row: Provenance | None) -> None:  # fmt: skip
        assert isinstance(item.shape, RecordShape)
        self.label = world.field_label(item.name)
        self.is_optional = item.default is None
        items = exchange.body_fields(item.shape.noun)
        self.form = RecordForm(items, world, prefix=prefix, data=data, value=value, row=row)

    def is_said(self) -> bool:
        return self.form.is_said()

    def is_right(self) -> bool:
        return not self.is_said() or self.form.is_right()

    def body(self) -> Any:
        return self.form.body() if self.is_said() else {}

    def refuse(self, path: list[str], found: Finding) -> bool:
        fields = list(self.form.fields)
        key = path if path and self.form.refuse(path, found) else []
        if not key and self.form.is_bound:
            self.form.add_error(fields[0], error_of(found, self.label))
        return True

    def problems(self) -> Iterator[tuple[str, str, str]]:
        if self.is_said():
            yield from self.form.problems()


class RowForm(RecordForm):
    """One of several: a noun, a figure or a number, with the key that it is known by."""

    def __init__(self, shape: ListShape | NamedShape, world: World, *, key: str = "",
                 number: str, **options: Any) -> None:  # fmt: skip
        item = shape.item
        self.is_record = isinstance(item, RecordShape)
        items = (
            exchange.body_fields(item.noun)
            if isinstance(item, RecordShape)
            else (Field("value", "value", item, False, None),)
        )
        if not self.is_record and options.get("value") is not None:
            options["value"] = _Single(options["value"])
        super().__init__(items, world, **options)
        self.number = number
        if isinstance(shape, NamedShape):
            said = Field("key", "key", shape.keys, True, "")
            field = _dressed(field_of(said, world))
            field.label = key_label(shape.keys)
            field.required, field.help_text = True, KEY_HELP.get(_form(shape.keys), "")
            field.error_messages["required"] = f"Say which {str(field.label).lower()} this is."
            self.fields = {"key": field, **self.fields}
            self.initial["key"] = key
        if not self.is_record:
            self.fields["value"].label = VALUES.get(type(item), "Value")

    def row_body(self) -> Any:
        """Return what stands below the key."""
        if self.is_record:
            return self.body()
        said = self.cleaned_data.get("value")
        return {"state": "unknown"} if said == {} else said


class _Single:
    """A figure as the only field of a row."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Rows:
    """Rows inside a noun; each can be added and removed with and without a script."""

    is_rows = True

    def __init__(self, item: Field, world: World, prefix: str, data: Any, value: Any,
                 row: Provenance | None) -> None:  # fmt: skip
        shape = item.shape
        self.is_listed = isinstance(shape, ListedShape)
        self.shape: Any = shape.rows if isinstance(shape, ListedShape) else shape
        self.world, self.prefix, self.row = world, prefix, row
        self.label = world.field_label(item.name)
        self.one = ONE.get(item.name, self.label.lower().removesuffix("s"))
        self.errors: list[str] = []
        self.is_none = False
        if data is None:
            self.is_none = isinstance(value, Listed) and value.is_none
            self.rows = list(self._stated(value.rows if isinstance(value, Listed) else value))
        else:
            self.is_none = f"{prefix}-none" in data
            self.rows = [self._row(number, data=data) for number in _numbers(data, prefix)]

    def _stated(self, value: Any) -> Iterator[RowForm]:
        pairs = (
            value.items() if isinstance(value, Mapping) else (("", part) for part in value or ())
        )
        for number, (key, part) in enumerate(pairs):
            yield self._row(str(number), value=part, key=key)

    def _row(self, number: str, **options: Any) -> RowForm:
        at = f"{self.prefix}-{number}"
        return RowForm(self.shape, self.world, prefix=at, number=number, row=self.row, **options)

    @property
    def id(self) -> str:
        """Where errors about all rows lead."""
        return f"id_{self.prefix}"

    @property
    def blank(self) -> RowForm:
        """The row that a script copies."""
        return self._row(BLANK)

    @property
    def next_number(self) -> str:
        """The number of a row that is added."""
        return str(max((int(row.number) for row in self.rows), default=-1) + 1)

    def is_said(self) -> bool:
        return self.is_none or any(row.is_said() for row in self.rows)

    @property
    def _said(self) -> list[RowForm]:
        return [row for row in self.rows if row.is_said()]

    def is_right(self) -> bool:
        rights = [row.is_right() for row in self._said]  # each, so that every error shows
        right = all(rights)
        if self.is_none and self._said:
            self.errors.append("Remove the rows, or take away the tick that says there are none.")
        if isinstance(self.shape, NamedShape) and right:
            self._refuse_twice()
        return right and not self.errors and not any(row.errors for row in self._said)

    def _refuse_twice(self) -> None:
        seen: set[str] = set()
        for row in self._said:
            key = row.cleaned_data["key"]
            if key in seen:
                row.add_error("key", f"{key} is there twice; keep one of the two.")
            seen.add(key)

    def body(self) -> Any:
        if self.is_none:
            return "none"
        if isinstance(self.shape, ListShape):
            return [row.row_body() for row in self._said]
        return {row.cleaned_data["key"]: row.row_body() for row in self._said}

    def refuse(self, path: list[str], found: Finding) -> bool:
        said = self._said
        if path and isinstance(self.shape, ListShape):
            row = said[int(path[0])] if path[0].isdigit() and int(path[0]) < len(said) else None
        else:
            row = next((row for row in said if path and row.cleaned_data.get("key") == path[0]),
                       None)  # fmt: skip
        if row is None:
            self.errors.append(sentence(found.message, self.label))
        elif not (len(path) > 1 and row.refuse(path[1:], found)):
            name = "value" if not row.is_record else next(iter(row.fields))
            row.add_error(name, error_of(found, str(row.fields[name].label)))
        return True

    def problems(self) -> Iterator[tuple[str, str, str]]:
        for error in self.errors:
            yield self.id, self.label, error
        for row in self._said:
            yield from row.problems()


def is_part(shape: Shape) -> bool:
    """Return whether a field of this shape holds fields of its own."""
    if isinstance(shape, ListShape):
        return isinstance(shape.item, RecordShape)
    return isinstance(shape, RecordShape | NamedShape | ListedShape)


def part_of(item: Field, *rest: Any) -> "Rows | Record":
    """Return the part of a form for a field that holds fields of its own."""
    return Record(item, *rest) if isinstance(item.shape, RecordShape) else Rows(item, *rest)


def key_label(shape: Shape) -> str:
    """Return what a reader calls the key of a row."""
    match shape:
        case ChoiceShape():
            return "Which"
        case ReferenceShape(noun):
            return {"suppliers": "Supplier", "offerings": "Offering"}.get(noun, "Which")
        case TextShape(Form.COUNTRY):
            return "Country"
    return "Short name"


ONE = {
    "cost_lines": "cost line",
    "activities": "activity",
    "removes": "link",
    "drivers": "driver",
    "units": "count",
    "rebaselines": "new date",
}
VALUES: dict[Any, str] = {FigureShape: "Figure"}
KEY_HELP = {
    Form.ID: "Small letters, digits and hyphens, such as “tender”.",
    Form.NAME: "Such as “day_rate”.",
}


def _form(shape: Shape) -> Any:
    return shape.form if isinstance(shape, TextShape) else None


def _numbers(data: Any, prefix: str) -> list[str]:
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,6}})-row")
    found = (pattern.fullmatch(name) for name in data)
    return [match[1] for match in found if match]


def _provenance(value: Any) -> Provenance | None:
    if not isinstance(value, Row):
        return None
    return Provenance(value.source, value.basis, value.grade, value.as_of)


def _dressed(field: forms.Field) -> forms.Field:
    """Return a field whose input looks as all do."""
    widget = field.widget
    if isinstance(field, FigureField):
        return field
    look = "form-check-input" if isinstance(widget, forms.CheckboxInput) else "form-control"
    look = "form-select" if isinstance(widget, forms.Select) else look
    widget.attrs["class"] = f"{look} {widget.attrs.get('class', '')}".strip()
    return field
