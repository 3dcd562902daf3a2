"""The graphs of a case: groups, steps of leaving, and what offerings pay each other."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from assessments.casefile.document import CaseDocument
from assessments.casefile.problems import Finding
from assessments.casefile.scalars import plain

WHOLE = Decimal(1)


def findings(document: CaseDocument) -> Iterator[Finding]:
    """Yield cycles where there must be none, and cost shares that cannot be."""
    parents = {
        key: [item.parent] if item.parent else [] for key, item in document.suppliers.items()
    }
    for loop in _loops(parents):
        chain = " → ".join([*loop, loop[0]])
        message = f"the chain of parents is a circle, {chain}; remove one parent"
        yield Finding(f"suppliers.{loop[0]}.parent", message)
    yield from _steps(document)
    yield from _too_much_paid(document)
    yield from _nothing_retained(document)


def _steps(document: CaseDocument) -> Iterator[Finding]:
    for key, alternative in document.alternatives.items():
        after = {name: list(item.after or ()) for name, item in alternative.activities.items()}
        for name, names in after.items():
            for other in names:
                if other not in after:
                    path = f"alternatives.{key}.activities.{name}.after"
                    yield Finding(path, f"{other} is no activity; write {_one_of(after, name)}")
        for loop in _loops(after):
            chain = " after ".join([*loop, loop[0]])
            path = f"alternatives.{key}.activities.{loop[0]}.after"
            yield Finding(path, f"activities wait for each other, {chain}; remove one after")


def _one_of(names: Mapping[str, object], but: str) -> str:
    others = [name for name in names if name != but]
    return f"one of {', '.join(others)}" if others else "an activity first"


def _loops(edges: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return each circle once, from its smallest name on; depth first with a path in hand."""
    loops: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()
    for start in sorted(edges):
        path: list[str] = []
        open_edges = [iter([start])]
        while open_edges:
            node = next(open_edges[-1], None)
            if node is None:
                open_edges.pop()
                if path:
                    done.add(path.pop())
            elif node in path:
                loop = path[path.index(node) :]
                first = loop.index(min(loop))
                loops.setdefault(frozenset(loop), loop[first:] + loop[:first])
            elif node not in done and node in edges:
                path.append(node)
                open_edges.append(iter(edges[node]))
    return list(loops.values())


def _paid(document: CaseDocument) -> dict[str, dict[str, Decimal]]:
    """Return for each offering what it pays to each member, as far as that is known."""
    paid: dict[str, dict[str, Decimal]] = {}
    for owner, listed in document.upstream.items():
        shares = paid.setdefault(owner, {})
        for gate in listed.rows.values():
            for member, link in gate.links.items():
                shares[member] = shares.get(member, Decimal(0)) + (link.cost_share.likely or 0)
    return paid


def _too_much_paid(document: CaseDocument) -> Iterator[Finding]:
    for owner, shares in _paid(document).items():
        total = sum(shares.values())
        if total > WHOLE:
            message = (
                f"the cost shares of {owner} add up to {plain(Decimal(total))}; "
                f"lower them by {plain(total - WHOLE)}"
            )
            yield Finding(f"upstream.{owner}", message)


def _nothing_retained(document: CaseDocument) -> Iterator[Finding]:
    paid = _paid(document)
    # What is left when everyone is struck out who keeps something or pays an outsider.
    loop = {owner for owner, shares in paid.items() if sum(shares.values()) == WHOLE}
    while leaking := {
        owner for owner in loop if any(m not in loop for m, share in paid[owner].items() if share)
    }:
        loop -= leaking
    if loop:
        names = ", ".join(sorted(loop))
        message = f"{names} pay each other all they take; lower a cost_share so that one keeps some"
        yield Finding(f"upstream.{min(loop)}", message)
