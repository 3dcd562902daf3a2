"""Who stops when whom fails: single points of failure and minimal cuts (§1.5).

A node works if it has not failed itself and every gate that can stop it has at least k working
members. Where nodes rely on each other in a circle, "keeps running" (all start up) and "starts
cold" (all start down) differ. Many failures are tried at once: bit i of a node's integer is its
state in trial i.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, islice
from math import prod

import numpy as np

from assessments.scoring.errors import ScoringError
from assessments.scoring.gates import (
    Gate,
    Graph,
    all_operating,
    ancestors,
    members_first,
    operating,
    settle,
)

__all__ = [
    "Gate",
    "Graph",
    "all_operating",
    "ancestors",
    "delivered",
    "keeps_running",
    "minimal_cuts",
    "operating",
    "single_points",
    "starts_cold",
]

_TRIALS_AT_ONCE = 16_384
_NOTHING = 1e-12  # a delivered share below this is 0


def _at_least(k: int, sets: Iterable[int], everything: int) -> int:
    """Return the bits that are set in at least k of the sets."""
    in_at_least = [everything] + [0] * k
    for bits in sets:
        for i in range(k, 0, -1):
            in_at_least[i] |= in_at_least[i - 1] & bits
    return in_at_least[k]


def _working(
    graph: Graph, failed: Mapping[str, int], everything: int, start_up: bool
) -> dict[str, int]:
    """Return the trials in which each node works, given those in which it has failed itself."""
    order = members_first(graph, [*graph, *failed])
    own = {node: everything & ~failed.get(node, 0) for node in order}
    up = dict(own) if start_up else dict.fromkeys(order, 0)

    def update(node: str, gates: tuple[Gate, ...]) -> int:
        works = own[node]
        for gate in gates:
            works &= _at_least(gate.k, (up[member] for member in gate.members), everything)
        return works

    return settle(graph, order, up, update)


def keeps_running(graph: Graph, failed: Iterable[str]) -> dict[str, bool]:
    """Return which nodes keep running when some fail while everything runs.

    Parameters
    ----------
    graph : mapping
        Node → its gates.
    failed : iterable of str
        Nodes that fail themselves.

    Returns
    -------
    dict
        Node → whether it works: the greatest fixpoint, so that a circle carries itself.

    References
    ----------
    Method §1.5; Tarski 1955 for the fixpoints.

    Examples
    --------
    >>> keeps_running({"f": (Gate(1, ("a", "b")),)}, {"a"})
    {'a': False, 'b': True, 'f': True}
    """
    up = _working(graph, dict.fromkeys(failed, 1), 1, start_up=True)
    return {node: bool(bits) for node, bits in up.items()}


def starts_cold(graph: Graph, failed: Iterable[str]) -> dict[str, bool]:
    """Return which nodes can be started again when everything is down.

    Parameters
    ----------
    graph : mapping
        Node → its gates.
    failed : iterable of str
        Nodes that stay down.

    Returns
    -------
    dict
        Node → whether it can be brought up: the least fixpoint, so that a circle which needs
        itself stays down. Where it differs from ``keeps_running`` report both.

    References
    ----------
    Method §1.5; Tarski 1955 for the fixpoints.

    Examples
    --------
    >>> starts_cold({"a": (Gate(1, ("b",)),), "b": (Gate(1, ("a",)),)}, ())
    {'b': False, 'a': False}
    """
    up = _working(graph, dict.fromkeys(failed, 1), 1, start_up=False)
    return {node: bool(bits) for node, bits in up.items()}


def _upstream(graph: Graph, target: str) -> tuple[dict[str, tuple[Gate, ...]], list[str]]:
    """Return the part of the graph that can stop the target, and its nodes without the target."""
    running = operating(graph)
    nodes = sorted(ancestors(running, target))
    return {node: running.get(node, ()) for node in [*nodes, target]}, nodes


def single_points(
    graph: Graph,
    target: str,
    blocks: Mapping[str, str] | None = None,
    start_up: bool = True,
) -> list[str]:
    """Return the nodes whose failure alone stops the target.

    Parameters
    ----------
    graph : mapping
        Node → its gates.
    target : str
        What must not stop; it never fails by itself, nor with its block.
    blocks : mapping, optional
        Node → what it fails together with, such as its group; a node without entry fails alone.
    start_up : bool
        Whether everything runs at first; False asks what a cold start needs. A target that cannot
        start cold at all has every node it relies on as single point.

    Returns
    -------
    list of str
        Sorted; all upstream nodes of a block whose failure stops the target.

    References
    ----------
    Method §1.5, G5.

    Examples
    --------
    >>> graph = {"f": (Gate(1, ("a", "b")),), "a": (Gate(1, ("c",)),), "b": (Gate(1, ("c",)),)}
    >>> single_points(graph, "f")
    ['c']
    """
    part, nodes = _upstream(graph, target)
    names = sorted({(blocks or {}).get(node, node) for node in nodes})
    trial = {name: 1 << i for i, name in enumerate(names)}
    failed = {node: trial[(blocks or {}).get(node, node)] for node in nodes}
    up = _working(part, failed, (1 << len(names)) - 1, start_up)
    return [node for node in nodes if not failed[node] & up[target]]


def minimal_cuts(
    graph: Graph,
    target: str,
    max_order: int = 3,
    blocks: Mapping[str, str] | None = None,
    exclude: frozenset[str] = frozenset(),
) -> list[tuple[str, ...]]:
    """Return the smallest sets whose joint failure stops the target while everything runs.

    Parameters
    ----------
    graph : mapping
        Node → its gates.
    target : str
        What must not stop; it never fails by itself, nor with its block.
    max_order : int
        Largest set looked for; with n nodes upstream order 3 tries up to n³/6 sets.
    blocks : mapping, optional
        Node → what it fails together with, such as its group; a node without entry fails alone.
    exclude : frozenset of str
        Blocks (nodes, where they have no block) that are taken never to fail.

    Returns
    -------
    list of tuple of str
        Sorted names of blocks; smaller cuts first, then alphabetical. No cut contains another.

    Raises
    ------
    ScoringError
        If max_order is below 1.

    References
    ----------
    Method §1.5; Barlow & Proschan, *Statistical Theory of Reliability* (1975), for cut sets.

    Examples
    --------
    >>> minimal_cuts({"f": (Gate(1, ("a", "b")), Gate(1, ("c",)))}, "f")
    [('c',), ('a', 'b')]
    """
    if max_order < 1:
        raise ScoringError(f"cuts of at most {max_order} nodes; give 1 or more")
    part, nodes = _upstream(graph, target)
    block_of = {node: (blocks or {}).get(node, node) for node in nodes}
    names = sorted(set(block_of.values()) - exclude)
    cuts: dict[tuple[str, ...], None] = {}
    for order in range(1, max_order + 1):
        sets = (s for s in combinations(names, order) if not _contains_one_of(cuts, s))
        while batch := list(islice(sets, _TRIALS_AT_ONCE)):
            cuts.update(dict.fromkeys(_stopping(part, target, block_of, batch)))
        names = [name for name in names if (name,) not in cuts]
    return list(cuts)


def _contains_one_of(cuts: Mapping[tuple[str, ...], None], names: tuple[str, ...]) -> bool:
    # Single points have left the candidates, and a set of the same size cannot be within.
    return any(
        smaller in cuts for size in range(2, len(names)) for smaller in combinations(names, size)
    )


def _stopping(
    part: Graph, target: str, block_of: Mapping[str, str], batch: Sequence[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Return the sets of blocks whose joint failure stops the target."""
    names = sorted({name for names in batch for name in names})
    row = {name: i for i, name in enumerate(names)}
    marks = np.zeros((len(names), len(batch)), dtype=bool)
    rows = np.array([[row[name] for name in members] for members in batch])
    marks[rows.T, np.arange(len(batch))] = True
    packed = np.packbits(marks, axis=1, bitorder="little")
    trials = {name: int.from_bytes(packed[row[name]].tobytes(), "little") for name in names}
    failed = {node: trials.get(block, 0) for node, block in block_of.items()}
    up = _working(part, failed, (1 << len(batch)) - 1, start_up=True)[target]
    return [members for trial, members in enumerate(batch) if not up >> trial & 1]


def delivered(graph: Graph, availability: Mapping[str, float]) -> dict[str, float]:
    """Return the share each node delivers when some are down or reduced.

    Parameters
    ----------
    graph : mapping
        Node → its gates.
    availability : mapping
        Node → its own availability, 0 = failed; a node without entry is fully available. [0–1]

    Returns
    -------
    dict
        Node → own availability times the least that one of its gates passes on, a gate passing
        its k-th largest member: the greatest fixpoint. A circle all of whose ways round lose
        something ends at 0.

    Raises
    ------
    ScoringError
        If an availability leaves [0, 1].

    References
    ----------
    Method §1.5, G8.

    Examples
    --------
    >>> delivered({"f": (Gate(1, ("a", "b")),)}, {"a": 0.0, "b": 0.7})
    {'a': 0.0, 'b': 0.7, 'f': 0.7}
    """
    for node, share in availability.items():
        if not 0 <= share <= 1:
            raise ScoringError(f"availability of {node} is {share}; give a number from 0 to 1")
    order = members_first(graph, [*graph, *availability])
    own = {node: float(availability.get(node, 1.0)) for node in order}
    # A value above 0 is a product of availabilities along a way that meets no reduced node twice;
    # what falls below the product of all would go on falling round a circle for ever.
    least = max(_NOTHING, prod(share for share in own.values() if share > 0)) * (1 - 1e-9)
    v = dict(own)

    def update(node: str, gates: tuple[Gate, ...]) -> float:
        share = own[node] * min((_kth_largest(v, gate) for gate in gates), default=1.0)
        return share if share >= least else 0.0

    return settle(graph, order, v, update)


def _kth_largest(v: Mapping[str, float], gate: Gate) -> float:
    return sorted((v[member] for member in gate.members), reverse=True)[gate.k - 1]
