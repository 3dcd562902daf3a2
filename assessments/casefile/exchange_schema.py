"""The JSON Schema of nouns as they are exchanged: what goes out, and what may come in.

Made from the same declarations as the JSON itself. Each noun has two schemas: out, where every
field is there, and in (its name with ``Body``), where short forms are taken as well.
"""

from typing import Any

from assessments.casefile.exchange import body_fields
from assessments.casefile.fields import Field
from assessments.casefile.json_schema import FULL_ID, PATTERNS
from assessments.casefile.read_figures import WORDS
from assessments.casefile.shapes import (
    AnythingShape,
    ChoiceShape,
    DateShape,
    FigureShape,
    FlagShape,
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
from assessments.casefile.words import Basis, Grade, ListedState, State

Schema = dict[str, Any]

REFERENCE = "#/components/schemas/"
NUMBER = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "examples": ["0.645"]}
DATE = {
    "type": "string",
    "pattern": "^[0-9]{4}(-Q[1-4]|-[0-9]{2}(-[0-9]{2})?)?$",
    "description": "As precise as it is known: 2026, 2026-Q1, 2026-01 or 2026-01-31.",
    "examples": ["2026-01-31"],
}
NULL = {"type": "null"}
SAID = {
    "unit": {"type": "string"},
    "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    "basis": {"enum": [word.value for word in Basis]},
    "grade": {"enum": [word.value for word in Grade]},
    "as_of": DATE,
    "source": {"type": "string", "description": "External id of a source."},
    "note": {"type": "string"},
}
FIGURE: Schema = {
    "description": "One scored value with its evidence: a value or a range, or why there is none.",
    "type": "object",
    "required": ["state"],
    "additionalProperties": False,
    "properties": {
        "state": {"enum": [word.value for word in State]},
        "value": {"type": "string", "description": "A number as text, or a date."},
        "range": {
            "type": "array",
            "items": NUMBER,
            "minItems": 2,
            "maxItems": 3,
            "description": "[low, likely, high], or [low, high] where only the ends are stated.",
        },
        **SAID,
    },
    "examples": [
        {"state": "known", "value": "0.645", "basis": "public", "grade": "B", "source": "A11"}
    ],
}
VALUE: Schema = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "description": f"A number, a date, or {', '.join(WORDS)}."},
        {
            "type": "array",
            "items": {"type": ["number", "string"]},
            "minItems": 2,
            "maxItems": 3,
        },
    ]
}
FIGURE_BODY: Schema = {
    "description": "A figure: a number, a word, [low, likely, high], or an object with its "
    "evidence. A bare value is an assumption of grade E.",
    "anyOf": [
        *VALUE["anyOf"],
        NULL,
        {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "state": {"enum": [*(word.value for word in State), None]},
                "value": {"anyOf": [*VALUE["anyOf"], NULL]},
                "range": {"anyOf": [VALUE["anyOf"][2], NULL]},
                **{name: {"anyOf": [said, NULL]} for name, said in SAID.items()},
            },
        },
    ],
    "examples": [0.645, "unknown", {"value": 0.645, "source": "A11"}, [0.5, 0.6, 0.8]],
}


def components(nouns: list[type[Any]]) -> dict[str, Schema]:
    """Return the schemas of nouns, of what is inside them, and of a figure."""
    going, coming = _Out(), _In()
    for noun in nouns:
        going.noun(noun)
        coming.noun(noun)
    found = {**going.found, **coming.found}
    return {**dict(sorted(found.items())), "Figure": FIGURE, "FigureBody": FIGURE_BODY}


class _Schemas:
    """Collects one schema for each noun."""

    suffix = ""

    def __init__(self) -> None:
        self.found: dict[str, Schema] = {}

    def noun(self, noun: type[Any]) -> Schema:
        """Return a reference to the schema of a noun."""
        name = f"{noun.__name__}{self.suffix}"
        if name not in self.found:
            self.found[name] = {}  # holds the place while its own fields are made
            fields = body_fields(noun)
            self.found[name] = {
                "description": (noun.__doc__ or "").strip(),
                "type": "object",
                "additionalProperties": False,
                "properties": {item.key: self.field(item) for item in fields},
                **self.required(fields),
            }
        return {"$ref": f"{REFERENCE}{name}"}

    def required(self, fields: tuple[Field, ...]) -> Schema:
        """Return which fields are always there."""
        return {"required": [item.key for item in fields]}

    def field(self, item: Field) -> Schema:
        """Return the schema of a field."""
        schema = self.of(item.shape)
        return _or_null(schema) if item.default is None else schema

    def of(self, shape: Shape) -> Schema:
        """Return the schema of a shape."""
        match shape:
            case FigureShape():
                return {"$ref": f"{REFERENCE}Figure{self.suffix}"}
            case RecordShape():
                return self.noun(shape.noun)
            case ListShape():
                array = {"type": "array", "items": self.of(shape.item)}
                return _or_null(array) if shape.is_optional else array
            case NamedShape():
                return {"type": "object", "additionalProperties": self.of(shape.item)}
            case ListedShape():
                words = [ListedState.NONE.value, ListedState.UNKNOWN.value]
                return {"anyOf": [self.of(shape.rows), {"enum": words}]}
        return self.leaf(shape)

    def leaf(self, shape: Shape) -> Schema:
        """Return the schema of a shape that holds no others."""
        match shape:
            case ChoiceShape():
                return {"enum": [word.value for word in shape.words]}
            case FlagShape():
                return {"type": "boolean"}
            case IntegerShape():
                return {"type": "integer", "minimum": shape.at_least, "maximum": shape.at_most}
            case NumberShape():
                return NUMBER
            case DateShape():
                return DATE
            case AnythingShape():
                return {"type": "object"}
            case ReferenceShape():
                named = f"External id of {shape.noun.replace('_', ' ')}; empty: none."
                return {"type": "string", "description": named}
            case TextShape():
                return {"type": "string"}
        raise TypeError(f"no schema for {shape}")


class _Out(_Schemas):
    """As it goes out: every field, numbers as texts."""


class _In(_Schemas):
    """As it may come in: null says nothing, a number may be a number."""

    suffix = "Body"

    def required(self, fields: tuple[Field, ...]) -> Schema:
        """Return which fields must be written."""
        names = [item.key for item in fields if item.is_required]
        return {"required": names} if names else {}

    def field(self, item: Field) -> Schema:
        """Return the schema of a field: what is null is left out."""
        schema = self.of(item.shape)
        return schema if item.is_required else _or_null(schema)

    def of(self, shape: Shape) -> Schema:
        """Return the schema of a shape, where a main figure may stand in a record's place."""
        if isinstance(shape, RecordShape) and shape.main:
            figure = {"$ref": f"{REFERENCE}FigureBody"}
            return {"anyOf": [figure, self.noun(shape.noun)]}
        return super().of(shape)

    def leaf(self, shape: Shape) -> Schema:
        """Return the schema of a leaf as it may be written."""
        match shape:
            case NumberShape():
                return {"type": ["number", "string"]}
            case IntegerShape():
                return {"anyOf": [super().leaf(shape), {"type": "string"}]}
            case ChoiceShape():
                return {"type": "string", **super().leaf(shape)}
            case TextShape(form) if form in PATTERNS:
                return {"type": "string", "pattern": f"{PATTERNS[form]}|^$"}
            case ReferenceShape():
                return {**super().leaf(shape), "pattern": f"{FULL_ID}|^$"}
        return super().leaf(shape)


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, NULL]}
