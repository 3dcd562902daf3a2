"""The stable list of measure codes as a page; run the module to print it."""

from assessments.scoring import score
from assessments.scoring.measures.composite import CODES
from assessments.scoring.registry import DEFINITIONS

HEAD = f"""# Measures

Every number Lockin shows has a code that never changes its meaning. The last part of a code is the
name of the function that computes it, in the module named beside it; its docstring gives the
formula, the units and the source. This page is printed from the code by
`python -m assessments.scoring.measures.listing`; the seed of the draws is {score.DEFAULT_SEED}
unless another is given.

| code | what it is | of | unit | method | rule | function in |
|---|---|---|---|---|---|---|
"""


def as_markdown() -> str:
    """Return the page: one row a code, in alphabetical order.

    Examples
    --------
    >>> "`switching.holdup_ceiling`" in as_markdown()
    True
    """
    rows: dict[str, tuple[str, str, str, str, str, str]] = {
        code: (
            item.title,
            item.kind.value,
            item.unit,
            item.formula,
            item.rule,
            item.function.__module__,
        )
        for code, item in DEFINITIONS.items()
    }
    for code, (title, unit, formula, rule) in CODES.items():
        rows[code] = (title, _kind(code), unit, formula, rule, "assessments.scoring.composite")
    return HEAD + "\n".join(_row(code, row) for code, row in sorted(rows.items())) + "\n"


def _kind(code: str) -> str:
    name = code.split(".")[1]
    whole = {"portfolio": "organization", "rated_value_share": "organization"}
    return whole.get(name, name if name in ("function", "supplier") else "position")


def _row(code: str, row: tuple[str, str, str, str, str, str]) -> str:
    title, kind, unit, formula, rule, module = row
    cells = (f"`{code}`", title.rstrip("."), kind, unit, formula, rule, f"`{module}`")
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(as_markdown(), end="")
