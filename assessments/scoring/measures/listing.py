"""The stable list of measure codes as a page; run the module to print it."""

from assessments.scoring.codes import Code, codes
from assessments.scoring.parameters import DEFAULT_SEED

HEAD = f"""# Measures

Every number Lockin shows has a code that never changes its meaning. The last part of a code is the
name of the function that computes it, in the module named beside it; its docstring gives the
formula, the units and the source. This page is printed from the code by
`python -m assessments.scoring.measures.listing`; the seed of the draws is {DEFAULT_SEED}
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
    return HEAD + "\n".join(_row(code) for code in codes().values()) + "\n"


def _row(code: Code) -> str:
    cells = (code.title, code.kind, code.unit, code.formula, code.rule, f"`{code.module}`")
    return f"| `{code.code}` | {' | '.join(cells)} |"


if __name__ == "__main__":
    print(as_markdown(), end="")
