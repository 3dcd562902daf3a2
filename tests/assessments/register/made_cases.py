"""Cases made by chance, but the same each time: a good case with much of it changed."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from assessments.casefile import checks, read
from assessments.casefile.dates import PartialDate
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import UNKNOWN, Figure, Kind, midpoint
from assessments.casefile.figures import replace_figure
from assessments.casefile.shapes import FigureShape, Listed
from assessments.casefile.walk import Leaf, leaves
from assessments.casefile.words import Basis, Grade, State

TESTS = Path(__file__).parents[2]
FILES = {
    path.stem: path
    for path in [
        *sorted((TESTS.parent / "assessments" / "cases").glob("*.yaml")),
        *sorted((TESTS / "cases").glob("*.yaml")),
        TESTS / "assessments" / "casefile" / "small.yaml",
    ]
}
N_CHANGES = 12
DATES = ["2024", "2023-Q3", "2025-02", "2025-10-28"]
NOTES = ["", "gezählt, nicht geschätzt", "said by two\nof them", "≈ 3 × “list”", "0645", "none"]
ROWS = ("ties", "contracts", "disruptions", "mitigations", "positions", "exit_plans", "shares")


@cache
def case(name: str) -> CaseDocument:
    """Return a case that is kept as a file."""
    return read.load(FILES[name].read_bytes(), FILES[name].name)


def made_case(seed: int) -> CaseDocument:
    """Return the case of a seed: one with one of everything, or a larger one, much changed."""
    chance = random.Random(seed)
    document = case("small" if seed % 5 else chance.choice(sorted(FILES)))
    for _ in range(N_CHANGES):
        changed = chance.choice(CHANGES)(document, chance)
        if not any(checks.findings(changed)):
            document = changed
    return document


def figure(document: CaseDocument, chance: random.Random) -> CaseDocument:
    """Give a figure another value, state, range or evidence."""
    found = [leaf for leaf in leaves(document) if isinstance(leaf.shape, FigureShape)]
    leaf = chance.choice(found)
    return replace_figure(document, leaf.path, _figure(leaf, document, chance))


def _figure(leaf: Leaf, document: CaseDocument, chance: random.Random) -> Figure:
    state = chance.choice(list(State))
    evidence = _evidence(document, chance)
    if state not in (State.KNOWN, State.ESTIMATED):
        has_note = bool(evidence["note"]) or state is not State.UNKNOWN
        return Figure(state=state, **evidence) if has_note else UNKNOWN
    if leaf.shape.kind is Kind.DATE:
        return Figure(state=state, date=PartialDate.parse(chance.choice(DATES)), **evidence)
    currency = document.organization.currency if leaf.shape.kind is Kind.MONEY else ""
    numbers = sorted(_number(leaf.shape.kind, chance) for _ in range(3))
    if state is State.KNOWN:
        return Figure(state=state, likely=numbers[0], currency=currency, **evidence)
    low, likely, high = numbers
    is_midpoint = chance.random() < 0.5
    return Figure(
        state=state,
        low=low,
        likely=midpoint(low, high) if is_midpoint else likely,
        high=high,
        is_midpoint=is_midpoint,
        currency=currency,
        unit=chance.choice(["", "panels"]),
        **evidence,
    )


def _number(kind: Kind, chance: random.Random) -> Decimal:
    digits = chance.randint(1, 15)
    whole = Decimal(chance.randint(1, 10**digits - 1))
    if kind in (Kind.SHARE, Kind.RATE):
        return whole.scaleb(-digits - chance.choice([0, 0, 1, 3]))
    return whole.scaleb(chance.randint(-digits, 17 - digits) if kind is Kind.MONEY else -digits + 1)


def _evidence(document: CaseDocument, chance: random.Random) -> dict[str, Any]:
    basis = chance.choice(list(Basis))
    source = chance.choice(sorted(document.sources)) if basis is Basis.PUBLIC else ""
    return {
        "basis": basis,
        "grade": Grade.E if basis is Basis.ASSUMPTION else chance.choice(list(Grade)),
        "as_of": PartialDate.parse(chance.choice(DATES)),
        "source": source,
        "note": chance.choice(NOTES),
    }


def without_a_row(document: CaseDocument, chance: random.Random) -> CaseDocument:
    """Leave out one row of a block that may be shorter."""
    block = chance.choice(ROWS)
    rows = getattr(document, block)
    if not rows:
        return document
    if isinstance(rows, tuple):
        at = chance.randrange(len(rows))
        return replace(document, **{block: rows[:at] + rows[at + 1 :]})
    gone = chance.choice(sorted(rows))
    return replace(document, **{block: {key: row for key, row in rows.items() if key != gone}})


def without_markets(document: CaseDocument, chance: random.Random) -> CaseDocument:
    """Say that there are no markets, or say nothing of them."""
    return replace(document, markets=Listed({}, is_none=chance.random() < 0.5))


def a_row(document: CaseDocument, chance: random.Random) -> CaseDocument:
    """Give a row other dates and another note, as far as it has them."""
    block = chance.choice(["ties", "suppliers", "offerings", "alternatives", "contracts"])
    rows = getattr(document, block)
    if not rows:
        return document
    key = chance.choice(sorted(rows))
    changes: dict[str, Any] = {"note": chance.choice(NOTES)}
    if hasattr(rows[key], "since"):
        since = chance.choice([None, *map(PartialDate.parse, DATES)])
        changes |= {"since": since, "until": since}
    if hasattr(rows[key], "name"):
        changes["name"] = chance.choice(["", "Łódź & Söhne", "サムスン", '"quoted": [yes]'])
    return replace(document, **{block: {**rows, key: replace(rows[key], **changes)}})


def steps(document: CaseDocument, chance: random.Random) -> CaseDocument:
    """Let the activities of an alternative wait for each other in another way."""
    found = [key for key, item in document.alternatives.items() if len(item.activities) > 1]
    if not found:
        return document
    key = chance.choice(sorted(found))
    item = document.alternatives[key]
    names = list(item.activities)
    chance.shuffle(names)
    activities = {
        name: replace(
            item.activities[name],
            after=chance.choice([None, (), tuple(chance.sample(names[:i], i))]),
        )
        for i, name in enumerate(names)
    }
    changed = replace(item, activities=activities)
    return replace(document, alternatives={**document.alternatives, key: changed})


Change = Callable[[CaseDocument, random.Random], CaseDocument]
CHANGES: list[Change] = [figure] * 6 + [without_a_row, without_markets, a_row, a_row, steps]
