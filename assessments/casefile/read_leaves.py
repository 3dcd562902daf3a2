"""Words, flags, dates and other leaves of a case file, and what to write where one is wrong."""

import difflib
import re
from enum import StrEnum
from typing import Any, TypeVar

from assessments.casefile import scalars
from assessments.casefile.shapes import (
    AnythingShape,
    ChoiceShape,
    DateShape,
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
from assessments.casefile.words import Grade
from assessments.casefile.yaml_nodes import Items, Node, Pairs

Word = TypeVar("Word", bound=StrEnum)


def leaf(shape: Shape, node: Node) -> Any:
    """Return what a node means to a shape that holds no others."""
    match shape:
        case TextShape() | ReferenceShape():
            return scalars.text(node)
        case ChoiceShape():
            return choice(shape.words, node)
        case FlagShape():
            return scalars.flag(node)
        case IntegerShape():
            return scalars.integer(node, shape.at_least, shape.at_most)
        case NumberShape():
            return scalars.number(node)
        case DateShape():
            return scalars.date(node)
        case AnythingShape():
            if not isinstance(node, Pairs):
                raise ValueError("is not a mapping; write {name: value}, or remove the key")
            return _anything(node)
    raise TypeError(f"no reader for {shape}")


def choice(words: type[Word], node: Node) -> Word:
    """Return the word of a list that a scalar names; ``_`` may stand for ``-``."""
    values = [word.value for word in words]
    found = scalars.scalar(node, f"one of {', '.join(values)}").text
    if words is Grade and re.fullmatch("[A-E]/[A-E]", found):
        found = max(found)  # two grades: the lower one counts (G1)
    found_value = found.replace("_", "-")
    if found_value not in values:
        raise ValueError(f"{found} is not a word for this; {advice(found, values)}")
    return words(found_value)


def _anything(node: Node) -> Any:
    if isinstance(node, Items):
        return [_anything(item) for item in node.items]
    if isinstance(node, Pairs):
        return {key: _anything(item) for key, item in sorted(node.items.items())}
    if node.is_plain and node.text in ("true", "false"):
        return node.text == "true"
    if not node.is_plain or not scalars.NUMBER.fullmatch(node.text):
        return scalars.text(node)
    number = scalars.number(node)
    return int(number) if number == number.to_integral_value() else float(number)


def expected(shape: Shape) -> str:
    """Return in a few words what a shape wants, for a message."""
    match shape:
        case ChoiceShape():
            return " or ".join(word.value for word in shape.words)
        case ReferenceShape():
            return f"an id of {shape.noun}"
        case TextShape():
            return f"a {shape.form.value}"
        case RecordShape() | NamedShape() | ListedShape():
            return "{…}"
        case ListShape():
            return "[…]"
        case DateShape():
            return "2026-01-31" if shape.is_day else "a date"
    return "a number"


def advice(word: str, known: list[str]) -> str:
    """Return the nearest word to write, or all of them."""
    near = difflib.get_close_matches(word, known, n=1)
    return f"write {near[0]}" if near else f"write one of {', '.join(known)}"
