"""Every measure code with what it is, whichever way its number is computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Code:
    """One code: what it is of, its unit, and the section and rule of the method."""

    code: str
    title: str
    kind: str
    unit: str
    formula: str
    rule: str
    module: str


@cache
def codes() -> Mapping[str, Code]:
    """Return all of them, in the order of the alphabet."""
    # Every measure is registered by its module. They are loaded when somebody asks, for they load
    # NumPy and SciPy, and a page of the register needs neither.
    from assessments.scoring import score as _  # noqa: F401
    from assessments.scoring.measures import composite
    from assessments.scoring.registry import DEFINITIONS

    found = {
        code: Code(
            code,
            item.title.rstrip("."),
            item.kind.value,
            item.unit,
            item.formula,
            item.rule,
            item.function.__module__,
        )
        for code, item in DEFINITIONS.items()
    }
    for code, (title, unit, formula, rule) in composite.CODES.items():
        module = "assessments.scoring.composite"
        found[code] = Code(code, title, _kind(code), unit, formula, rule, module)
    return dict(sorted(found.items()))


def _kind(code: str) -> str:
    name = code.split(".")[1]
    whole = {"portfolio": "organization", "rated_value_share": "organization"}
    return whole.get(name, name if name in ("function", "supplier") else "position")
