"""Numbers as people type them: "1.2m", "1 200 000", "45 %", "1,200,000.00"."""

import re
from decimal import Decimal, DecimalException

from babel.numbers import NumberFormatError, parse_decimal

from assessments.casefile.scalars import plain

SUFFIXES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mn": 6,
    "mio": 6,
    "million": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
    "tn": 12,
    "trillion": 12,
    "%": -2,
    "percent": -2,
}
MAX_LENGTH = 40
TYPED = re.compile(
    r"(?P<sign>[-+−–]?)\s*(?P<digits>[0-9][0-9.,]*|[.,][0-9]+)\s*(?P<suffix>.*)", re.DOTALL
)
GROUPED = re.compile(r"(?<=[0-9])[\s'’_\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
# One group of three behind a point: a thousand on the continent, a fraction in English.
AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
EXAMPLES = "write it like 1200000, 1,200,000.50, 1.2m or 45 %"


def number_of(text: str) -> Decimal:
    """Return the number that a text means.

    Raises
    ------
    ValueError
        If it means none, or more than one; the message says what to write.

    Examples
    --------
    >>> number_of("1.2m"), number_of("45 %"), number_of("1 200 000")
    (Decimal('1200000'), Decimal('0.45'), Decimal('1200000'))
    """
    found = TYPED.fullmatch(GROUPED.sub("", text.strip()))
    if found is None or len(text) > MAX_LENGTH:
        raise ValueError(f"“{text[:MAX_LENGTH]}” is not a number; {EXAMPLES}")
    number = _digits(text, found["digits"]).scaleb(_power(text, found["suffix"].lower()))
    return Decimal(plain(number if found["sign"] in ("", "+") else -number))


def _power(text: str, suffix: str) -> int:
    if suffix and suffix not in SUFFIXES:
        raise ValueError(
            f"“{text}” ends in “{suffix}”; write k, m, bn or % or nothing, "
            f"and put currency and unit in their own fields"
        )
    return SUFFIXES.get(suffix, 0)


def _digits(text: str, digits: str) -> Decimal:
    """Return the digits as English groups them, else as the continent does."""
    if AMBIGUOUS.fullmatch(digits):
        whole = digits.replace(".", "")
        raise ValueError(
            f"“{text}” can be read in two ways; write {whole} or {_lengthened(digits)}"
        )
    for locale in ("en", "de"):
        try:
            return parse_decimal(digits, locale=locale, strict=True)
        except (NumberFormatError, DecimalException):
            continue
    raise ValueError(f"“{text}” is not a number; {EXAMPLES}")


def _lengthened(digits: str) -> str:
    """Return a fraction of three digits so that nobody takes it for a thousand."""
    short = plain(Decimal(digits))
    return f"{digits}0" if AMBIGUOUS.fullmatch(short) else short


def typed(number: Decimal, *, is_share: bool = False) -> str:
    """Return a number as a form shows it; ``number_of`` gives back the same.

    Examples
    --------
    >>> typed(Decimal("1200000")), typed(Decimal("0.45"), is_share=True), typed(Decimal("1.234"))
    ('1,200,000', '45 %', '1.2340')
    """
    if is_share:
        return f"{_grouped(number.scaleb(2))} %"
    return _grouped(number)


def _grouped(number: Decimal) -> str:
    digits = f"{Decimal(plain(number)):,f}"
    return _lengthened(digits) if AMBIGUOUS.fullmatch(digits.lstrip("-")) else digits
