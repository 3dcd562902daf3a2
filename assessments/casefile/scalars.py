"""What a scalar of a case file means: the file's own table, not YAML's.

``NO`` stays Norway, ``2.7e9`` is a number, ``010`` is refused; numbers are Decimals.
"""

import re
from decimal import Decimal

from assessments.casefile.dates import FORMS, PartialDate
from assessments.casefile.yaml_nodes import Items, Node, Scalar

NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d{1,2})?", re.ASCII)
LEADING_ZERO = re.compile(r"[-+]?0[\dxob_][\d_a-fA-F]*", re.ASCII)
PERCENT = re.compile(r"([-+]?\d+(?:\.\d+)?) ?%", re.ASCII)
BLANKS = ("", "~", "null", "Null", "NULL")
MAX_LENGTH = 40


def is_blank(node: Node) -> bool:
    """True for a key with nothing behind it."""
    return isinstance(node, Scalar) and node.is_plain and node.text in BLANKS


def scalar(node: Node, expected: str) -> Scalar:
    """Return the node if it is a scalar with something in it."""
    if is_blank(node):
        raise ValueError(f"is empty; write {expected} or remove the key")
    if isinstance(node, Scalar):
        return node
    found = "a list" if isinstance(node, Items) else "a mapping"
    raise ValueError(f"is {found}; write {expected}")


def text(node: Node) -> str:
    """Return a text: any scalar as it stands, but no number that YAML readers disagree about."""
    found = scalar(node, "a text")
    if found.is_plain and LEADING_ZERO.fullmatch(found.text):
        raise ValueError(f"{found.text} has a leading zero; write '{found.text}' in quotes")
    return found.text


def number(node: Node, expected: str = "a number") -> Decimal:
    """Return a number exactly as written."""
    found = scalar(node, expected)
    if not found.is_plain:
        if NUMBER.fullmatch(found.text):
            raise ValueError(f"'{found.text}' is in quotes; write {found.text}")
        raise ValueError(f"'{found.text}' is a text; write {expected}")
    return number_of(found.text, expected)


def number_of(text: str, expected: str = "a number") -> Decimal:
    """Return the number a text without quotes means."""
    if LEADING_ZERO.fullmatch(text):
        raise ValueError(f"{text} has a leading zero; write {text.lstrip('0') or '0'}")
    if len(text) > MAX_LENGTH:
        raise ValueError(f"has {len(text)} characters; write at most 15 significant digits")
    if NUMBER.fullmatch(text):
        return Decimal(text)
    if match := PERCENT.fullmatch(text):
        raise ValueError(f"{text} is not a number; write {plain(Decimal(match[1]) / 100)}")
    bare = re.sub(r"[,_' ]", "", text)
    if bare != text and NUMBER.fullmatch(bare):
        raise ValueError(f"{text} is not a number; write {bare}")
    raise ValueError(f"{text} is not a number; write {expected}")


def integer(node: Node, at_least: int, at_most: int) -> int:
    """Return a whole number within bounds."""
    expected = f"a whole number from {at_least} to {at_most}"
    found = number(node, expected)
    if found != found.to_integral_value() or not at_least <= found <= at_most:
        raise ValueError(f"{plain(found)} does not fit; write {expected}")
    return int(found)


def flag(node: Node) -> bool:
    """Return true or false; YAML's yes, no, on and off are texts here."""
    found = scalar(node, "true or false")
    if found.is_plain and found.text in ("true", "false"):
        return found.text == "true"
    raise ValueError(f"{found.text} is neither true nor false; write true or false")


def date(node: Node) -> PartialDate:
    """Return a date."""
    return PartialDate.parse(scalar(node, f"a date such as {FORMS}").text)


def plain(number: Decimal) -> str:
    """Return a number without exponent and without trailing zeros.

    Examples
    --------
    >>> plain(Decimal("2.70e9")), plain(Decimal("0.5000")), plain(Decimal("-0"))
    ('2700000000', '0.5', '0')
    """
    if not number:
        return "0"
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
