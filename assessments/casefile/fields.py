"""The fields of a noun as they were declared."""

import dataclasses
from typing import Any

from assessments.casefile.shapes import NamedShape, Shape


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """A field of a noun: its attribute, its key in the file, its shape."""

    name: str
    key: str
    shape: Shape
    is_required: bool
    default: Any


def _field(item: dataclasses.Field[Any]) -> Field:
    default = item.default
    if item.default_factory is not dataclasses.MISSING:
        default = item.default_factory()
    shape, is_required = item.metadata["shape"], item.metadata["is_required"]
    # `for` is a word of Python, so its attribute is `for_`.
    return Field(item.name, item.name.rstrip("_"), shape, is_required, default)


_KNOWN: dict[type[Any], tuple[Field, ...]] = {}


def fields_of(noun: type[Any]) -> tuple[Field, ...]:
    """Return the fields of a noun in the order in which they are declared."""
    if noun not in _KNOWN:
        _KNOWN[noun] = tuple(_field(item) for item in dataclasses.fields(noun))
    return _KNOWN[noun]


def keys_of(noun: type[Any]) -> list[str]:
    """Return the keys a noun may have in a file."""
    keys = [item.key for item in fields_of(noun)]
    shapes = (item.shape for item in fields_of(noun) if isinstance(item.shape, NamedShape))
    return keys + [shape.ranges_key for shape in shapes if shape.ranges_key]
