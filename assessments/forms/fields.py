"""A field of a form for each shape that holds no others: made from the declaration alone."""

from typing import Any

from django import forms

from assessments.casefile.checks.texts import written_problem
from assessments.casefile.fields import Field
from assessments.casefile.provenance import Provenance
from assessments.casefile.shapes import (
    ChoiceShape,
    DateShape,
    FigureShape,
    FlagShape,
    Form,
    IntegerShape,
    ListShape,
    NumberShape,
    ReferenceShape,
    Shape,
    TextShape,
)
from assessments.forms.figures import FigureField, is_percent, number_or_error, shown
from assessments.forms.help import HELP
from assessments.forms.options import World
from assessments.forms.organization import COUNTRIES
from assessments.forms.refusals import sentence

LONG = frozenset(["note", "reason", "text", "evidence", "reintegration", "decision"])
SHORT = {Form.CURRENCY: 3, Form.LEI: 20}
DATE_FORMS = "2026-03-31, 2026-03, 2026-Q1 or 2026"


class Choose(forms.Select):
    """A list that keeps a choice it does not offer: what was chosen is never lost."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        known = {str(key) for key, _ in self.choices}
        self.choices = [*self.choices, *((item, item) for item in value if item not in known)]
        return super().optgroups(name, value, attrs)


class ChooseSeveral(Choose, forms.SelectMultiple):
    """The same for several at once; what was chosen comes first, in its order."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> Any:
        words = {str(key): text for key, text in self.choices}
        rest = [(key, text) for key, text in words.items() if key not in value]
        self.choices = [*((key, words.get(key, key)) for key in value), *rest]
        return super().optgroups(name, value, attrs)


class TextField(forms.CharField):
    """A text without the blanks around it, exactly as typed."""

    def __init__(self, *, empty: Any = "", **options: Any) -> None:
        super().__init__(**options)
        self.empty = empty

    def to_python(self, value: Any) -> Any:
        # A browser sends the end of a line as two characters.
        return super().to_python(value.replace("\r\n", "\n") if value else value)


class FormedField(TextField):
    """A text or a date that has to be written in some form, told with all else that is wrong."""

    def __init__(self, shape: Shape, **options: Any) -> None:
        super().__init__(**options)
        self.shape = shape

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if text and (message := written_problem(self.shape, text)):
            raise forms.ValidationError(sentence(message, str(self.label)))
        return text


class NumberField(TextField):
    """A number that is no figure."""

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return f"{number_or_error(text):f}" if text else ""


class SeveralField(forms.Field):
    """Several ids; the noun knows which exist."""

    widget = ChooseSeveral

    def clean(self, value: Any) -> list[str]:
        return [item for item in value or [] if item]


class AfterWidget(forms.TextInput):
    """The steps before a step."""

    template_name = "forms/after.html"


class AfterField(TextField):
    """Which steps must be over: blank is the one above, “start” none, else their short names."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        return [] if text == "start" else text.replace(",", " ").split()


def field_of(item: Field, world: World) -> forms.Field:
    """Return the field of a form for a field of a noun."""
    said: dict[str, Any] = {
        "label": world.field_label(item.name),
        "help_text": HELP.get(item.name, ""),
    }
    if isinstance(item.shape, FigureShape):
        figure = FigureField(item.shape, **said)
        figure.widget.world = world
        figure.widget.is_percent = is_percent(item.shape, item.key)
        return figure
    wanted = {"required": _wanted(item.shape, said["label"])}
    required: dict[str, Any] = {"required": item.is_required, "error_messages": wanted, **said}
    match item.shape:
        case ChoiceShape():
            return TextField(widget=Choose(choices=_words(item, world)), **required)
        case ReferenceShape():
            widget = reference(item.shape.noun, world, Choose)
            if item.shape.other:
                widget.choices = [*widget.choices, (item.shape.other, "Others together")]
            return TextField(widget=widget, **required)
        case ListShape(item=ReferenceShape() as of):
            return SeveralField(widget=reference(of.noun, world, ChooseSeveral), **required)
        case ListShape():
            return AfterField(widget=AfterWidget(), **required)
        case FlagShape():
            return forms.BooleanField(required=False, **said)
        case IntegerShape() | NumberShape():
            return NumberField(widget=forms.TextInput({"inputmode": "decimal"}), **required)
        case DateShape():
            hint = "2026-03-31" if item.shape.is_day else DATE_FORMS
            required["help_text"] = said["help_text"] or f"Such as {hint}."
            return FormedField(item.shape, **required)
        case TextShape(Form.COUNTRY):
            return TextField(widget=Choose(choices=[("", "—"), *COUNTRIES]), **required)
        case TextShape():
            return FormedField(item.shape, widget=_text_widget(item, item.shape), **required)
    raise TypeError(f"no field for {item.shape}")


def reference(noun: str, world: World, widget: type[forms.Select]) -> forms.Select:
    """Return a list of an organization's rows, or a field that searches them."""
    attrs = {"data-choose": noun}
    if world.options.is_many(noun):
        attrs["data-search"] = noun
        return widget(attrs=attrs, choices=[("", "")])
    blank = [] if widget is ChooseSeveral else [("", "—")]
    return widget(attrs=attrs, choices=[*blank, *world.options.of(noun)])


def _wanted(shape: Shape, label: str) -> str:
    name = label[:1].lower() + label[1:]
    verb = "Choose" if isinstance(shape, ChoiceShape | ReferenceShape) else "Enter"
    return f"{verb} the {name}."


def _words(item: Field, world: World) -> list[tuple[str, str]]:
    assert isinstance(item.shape, ChoiceShape)
    blank = [] if item.default is not None else [("", "—")]
    return [*blank, *((word.value, world.word_label(word)) for word in item.shape.words)]


def _text_widget(item: Field, shape: TextShape) -> forms.Widget:
    if item.name in LONG:
        return forms.Textarea({"rows": 2})
    length = SHORT.get(shape.form)
    attrs = {"class": "is-short", "size": length, "autocapitalize": "characters"} if length else {}
    return forms.TextInput(attrs)


# Values in and out ------------------------------------------------------------------------------


def initial_of(item: Field, value: Any, world: World, row: Provenance | None) -> Any:
    """Return what a field shows of a value; posted back unchanged it is the same value."""
    match item.shape:
        case FigureShape():
            return shown(item.shape, value, world.context, row, key=item.key)
        case FlagShape():
            return bool(value)
        case ListShape(item=ReferenceShape()):
            return list(value)
        case ListShape():
            return "" if value is None else ", ".join(value) or "start"
    return "" if value is None else str(value)


def blank_of(item: Field) -> Any:
    """Return what a field shows of a noun that nobody has described yet."""
    match item.shape:
        case FigureShape():
            return {}
        case FlagShape():
            return bool(item.default)
        case ListShape():
            return "" if item.default is None else list(item.default)
    return "" if item.default is None else str(item.default)


def is_said(field: forms.Field, typed: Any, blank: Any) -> bool:
    """Return whether a field was filled in."""
    if isinstance(field, FigureField):
        return field.is_said(typed)
    return typed not in (None, "", [], False, blank)


def is_empty(body: Any) -> bool:
    """Return whether a field's reading says nothing."""
    return body in (None, "", {}) or (isinstance(body, list) and not body)
