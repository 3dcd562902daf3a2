"""The JSON Schema of a case file, from the same declarations that the reader uses.

``python -m assessments.casefile.json_schema > docs/case.schema.json`` prints it again.
"""

import json
from typing import Any

from assessments.casefile.document import CaseDocument, Defaults
from assessments.casefile.fields import fields_of
from assessments.casefile.figure import Kind
from assessments.casefile.read_figures import WORDS, Said
from assessments.casefile.shapes import (
    AnythingShape,
    ChoiceShape,
    DateShape,
    FigureShape,
    FlagShape,
    Form,
    IntegerShape,
    ListedShape,
    ListShape,
    NamedShape,
    NumberShape,
    RecordShape,
    ReferenceShape,
    Shape,
    TextShape,
)
from assessments.casefile.words import Grade, ListedState

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
FULL_ID = r"^[A-Za-z0-9]+([-.][A-Za-z0-9]+)*$"
PATTERNS = {
    Form.ID: ID,
    Form.SOURCE_ID: "^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$",
    Form.NAME: "^[A-Za-z][A-Za-z0-9]*([-_][A-Za-z0-9]+)*$",
    Form.COUNTRY: "^[A-Z]{2}$",
    Form.CURRENCY: "^[A-Z]{3}$",
    Form.LEI: "^[A-Z0-9]{18}[0-9]{2}$",
}
DATE: Schema = {
    "anyOf": [
        {"type": "integer", "minimum": 1900, "maximum": 2200},
        {"type": "string", "pattern": "^[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?$"},
    ]
}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def schema() -> Schema:
    """Return the JSON Schema (2020-12) of a case file."""
    builder = _Builder()
    root = builder.noun(CaseDocument)
    root["properties"]["defaults"] = builder.of(RecordShape(Defaults))
    head = {"$schema": DIALECT, "title": "Lockin case file"}
    return {**head, **root, "$defs": dict(sorted(builder.definitions.items()))}


def text() -> str:
    """Return the schema as it is printed in docs/case.schema.json."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


class _Builder:
    """Collects one definition for each noun and each kind of figure."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def of(self, shape: Shape) -> Schema:
        """Return the schema of a shape."""
        match shape:
            case FigureShape():
                return self._define(_figure_name(shape), lambda: self._figure(shape))
            case RecordShape():
                return self._record(shape)
            case ListShape():
                return {"type": "array", "items": self.of(shape.item)}
            case NamedShape():
                keys, items = _leaf(shape.keys), self.of(shape.item)
                return {"type": "object", "propertyNames": keys, "additionalProperties": items}
            case ListedShape():
                words = [ListedState.NONE.value, ListedState.UNKNOWN.value]
                return {"anyOf": [self.of(shape.rows), {"enum": words}]}
        return _leaf(shape)

    def noun(self, noun: type[Any]) -> Schema:
        """Return the schema of a noun as a mapping."""
        properties = {item.key: self.of(item.shape) for item in fields_of(noun)}
        for item in fields_of(noun):
            if isinstance(item.shape, NamedShape) and item.shape.ranges_key:
                properties[item.shape.ranges_key] = self.of(item.shape)
        described: Schema = {"description": noun.__doc__, "type": "object"}
        required = [item.key for item in fields_of(noun) if item.is_required]
        if required:
            described["required"] = required
        return {**described, "additionalProperties": False, "properties": properties}

    def _record(self, shape: RecordShape) -> Schema:
        mapping = self._define(shape.noun.__name__, lambda: self.noun(shape.noun))
        if not shape.main:
            return mapping
        main = next(item for item in fields_of(shape.noun) if item.key == shape.main)
        return {"anyOf": [self.of(main.shape), mapping]}

    def _define(self, name: str, make: Any) -> Schema:
        if name not in self.definitions:
            self.definitions[name] = {}  # holds the place while the noun's own fields are made
            self.definitions[name] = make()
        return {"$ref": f"#/$defs/{name}"}

    def _figure(self, shape: FigureShape) -> Schema:
        value = DATE if shape.kind is Kind.DATE else _bounds(shape)
        said = self.noun(Said)["properties"]
        properties: Schema = {"value": {"anyOf": [value, {"enum": list(WORDS)}]}, **said}
        forms: list[Schema] = [value, {"enum": list(WORDS)}]
        if shape.kind is not Kind.DATE:
            span = {"type": "array", "items": value, "minItems": 2, "maxItems": 3}
            properties["range"] = span
            properties["value"]["anyOf"].append(span)
            forms.append(span)
        mapping = {"type": "object", "additionalProperties": False, "properties": properties}
        return {"anyOf": [*forms, mapping]}


def _bounds(shape: FigureShape) -> Schema:
    bounds = {
        "minimum": shape.at_least,
        "maximum": shape.at_most,
        "exclusiveMaximum": shape.less_than,
    }
    return {"type": "number", **{key: bound for key, bound in bounds.items() if bound is not None}}


def _figure_name(shape: FigureShape) -> str:
    bounds = {"from": shape.at_least, "to": shape.at_most, "below": shape.less_than}
    parts = [f"{word}-{bound}" for word, bound in bounds.items() if bound is not None]
    return "-".join([shape.kind.value, *parts])


def _leaf(shape: Shape) -> Schema:
    match shape:
        case TextShape(form):
            pattern = PATTERNS.get(form)
            return {"type": "string", "pattern": pattern} if pattern else {"type": "string"}
        case ReferenceShape():
            return {"type": "string", "pattern": FULL_ID}
        case ChoiceShape() if shape.words is Grade:
            return {"type": "string", "pattern": "^[A-E](/[A-E])?$"}
        case ChoiceShape():
            values = [word.value for word in shape.words]
            return {"enum": [*values, *(v.replace("-", "_") for v in values if "-" in v)]}
        case FlagShape():
            return {"type": "boolean"}
        case IntegerShape():
            return {"type": "integer", "minimum": shape.at_least, "maximum": shape.at_most}
        case NumberShape():
            return {"type": "number"} | ({"exclusiveMinimum": 0} if shape.is_positive else {})
        case DateShape():
            return DAY if shape.is_day else DATE
        case AnythingShape():
            return {"type": "object"}
    raise TypeError(f"no schema for {shape}")


if __name__ == "__main__":
    print(text(), end="")
