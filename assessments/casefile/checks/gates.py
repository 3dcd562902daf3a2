"""Gates, their members and their shares; footprints; contracts that cover a dependency."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from assessments.casefile.document import CaseDocument, Dependency, Gate, UpstreamGate
from assessments.casefile.figure import Figure
from assessments.casefile.problems import Finding
from assessments.casefile.scalars import plain
from assessments.casefile.words import ListedState, Rule

WHOLE = Decimal(1)
TOLERANCE = Decimal("0.01")  # G4
FOOTPRINT_TOLERANCE = Decimal("0.001")  # thirds


def findings(document: CaseDocument) -> Iterator[Finding]:
    """Yield gates whose rule and members, or whose shares, do not fit."""
    for function, item in document.functions.items():
        for key, gate in item.gates.items():
            yield from _function_gate(document, f"functions.{function}.gates.{key}", gate)
    for offering, listed in document.upstream.items():
        for key, upstream in listed.rows.items():
            yield from _rule(f"upstream.{offering}.{key}", upstream, upstream.links, "links")
    yield from _footprints(document)
    yield from _observations(document)


def _function_gate(document: CaseDocument, path: str, gate: Gate) -> Iterator[Finding]:
    yield from _rule(path, gate, gate.dependencies, "dependencies")
    if gate.rule is Rule.MONEY_ONLY:
        message = "money-only stops nothing, so a function has none; write any-of or all-of"
        yield Finding(f"{path}.rule", message)
    yield from _bought_twice(path, gate.dependencies)
    for key, item in gate.dependencies.items():
        address = path.removeprefix("functions.").replace(".gates.", ".") + f".{key}"
        yield from _alternatives_state(document, f"{path}.dependencies.{key}", address, item)


def _rule(
    path: str, gate: Gate | UpstreamGate, members: Mapping[str, object], noun: str
) -> Iterator[Finding]:
    if not members:
        message = f"has no {noun}; add one or remove the gate"
        yield Finding(path, message, is_incomplete=True)
    elif gate.rule is not Rule.K_OF_M:
        if gate.k is not None:
            yield Finding(f"{path}.k", f"{gate.rule} has no k; remove it or write rule: k-of-m")
    elif gate.k is None:
        yield Finding(f"{path}.rule", f"k-of-m without k; write k: 1 to {len(members)}")
    elif gate.k > len(members):
        message = f"k is {gate.k} of {len(members)} members; write at most {len(members)}"
        yield Finding(f"{path}.k", message, is_incomplete=True)


def _bought_twice(path: str, dependencies: Mapping[str, Dependency]) -> Iterator[Finding]:
    seen: dict[object, str] = {}
    for key, item in dependencies.items():
        same = (item.offering, item.channel, item.since)
        if same in seen:
            message = f"is {seen[same]} again; join the two, or tell them apart by channel or since"
            yield Finding(f"{path}.dependencies.{key}", message)
        seen.setdefault(same, key)


def _alternatives_state(
    document: CaseDocument, path: str, address: str, item: Dependency
) -> Iterator[Finding]:
    if item.alternatives is ListedState.LISTED:
        yield Finding(f"{path}.alternatives", "listed follows from the rows; remove the key")
    if item.alternatives is ListedState.NONE:
        listed = [key for key, row in document.alternatives.items() if address in row.for_]
        if listed:
            message = f"none, but {listed[0]} replaces it; remove the key or that row"
            yield Finding(f"{path}.alternatives", message)


def _footprints(document: CaseDocument) -> Iterator[Finding]:
    for key, supplier in document.suppliers.items():
        figures = supplier.locations.values()
        total = _total(figures)
        is_complete = all(figure.is_present for figure in figures)
        is_wrong = abs(total - WHOLE) > FOOTPRINT_TOLERANCE
        if figures and is_wrong and (is_complete or total > WHOLE):
            message = f"the locations add up to {plain(total)}; write shares that add up to 1"
            yield Finding(f"suppliers.{key}.locations", message)


def _observations(document: CaseDocument) -> Iterator[Finding]:
    for i, item in enumerate(document.shares):
        if not item.units and not item.shares:
            message = "shows nothing; write units: or shares: by offering"
            yield Finding(f"shares.{i}", message, is_incomplete=True)
        if _total(item.shares.values()) > WHOLE + TOLERANCE:
            total = plain(_total(item.shares.values()))
            yield Finding(f"shares.{i}.shares", f"add up to {total}; write shares of one whole")


def in_force_findings(document: CaseDocument) -> Iterator[Finding]:
    """Yield what does not fit among the rows in force at one date."""
    for function, item in document.functions.items():
        for key, gate in item.gates.items():
            path = f"functions.{function}.gates.{key}"
            total = _total(row.workload_share for row in gate.dependencies.values())
            if total > WHOLE + TOLERANCE:
                message = (
                    f"the workload shares add up to {plain(total)}; "
                    f"lower them by {plain(total - WHOLE)}"
                )
                yield Finding(f"{path}.dependencies", message)
            for name, row in gate.dependencies.items():
                yield from _contract(document, f"{path}.dependencies.{name}", row)


def _contract(document: CaseDocument, path: str, item: Dependency) -> Iterator[Finding]:
    named = document.contracts.get(item.contract)
    if named is not None:
        if item.offering not in named.covers:
            message = f"{item.contract} does not cover {item.offering}; add it to its covers"
            yield Finding(f"{path}.contract", message)
        return
    covering = [
        key
        for key, contract in document.contracts.items()
        if item.offering in contract.covers and _is_in_force(contract.start, contract.end, document)
    ]
    if len(covering) > 1 and not item.contract:
        message = f"{' and '.join(covering)} cover {item.offering}; write contract: {covering[0]}"
        yield Finding(path, message)


def _is_in_force(start: Figure, end: Figure, document: CaseDocument) -> bool:
    as_of = document.as_of.last_day()
    has_begun = start.date is None or start.date.first_day() <= as_of
    return has_begun and (end.date is None or end.date.last_day() >= as_of)


def _total(figures: Iterable[Figure]) -> Decimal:
    return sum((figure.likely or Decimal(0) for figure in figures), Decimal(0))
