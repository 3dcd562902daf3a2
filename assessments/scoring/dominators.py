"""What every path from a source must pass, in graphs where any path is enough (§1.5).

Wrong for all-of and k-of-m gates: there, use ``failure.single_points``.
"""

from collections.abc import Hashable, Iterable
from typing import TypeVar

from assessments.scoring.errors import ScoringError

Node = TypeVar("Node", bound=Hashable)


def _successors(edges: Iterable[tuple[Node, Node]], root: Node) -> dict[Node, list[Node]]:
    successors: dict[Node, list[Node]] = {}
    for start, end in edges:
        successors.setdefault(start, []).append(end)
        successors.setdefault(end, [])
    if root not in successors:
        raise ScoringError(f"root {root} is on no edge; name a node of the graph")
    return successors


def _postorder(successors: dict[Node, list[Node]], root: Node) -> list[Node]:
    """Return the nodes reachable from root, each after everything first found through it."""
    order: list[Node] = []
    seen = {root}
    stack = [(root, iter(successors[root]))]
    while stack:
        node, following = stack[-1]
        fresh = next((other for other in following if other not in seen), None)
        if fresh is None:
            order.append(node)
            stack.pop()
        else:
            seen.add(fresh)
            stack.append((fresh, iter(successors[fresh])))
    return order


def _common(first: int, second: int, above: list[int]) -> int:
    """Return the nearest shared dominator; numbers are places in postorder, the root's highest."""
    while first != second:
        while first < second:
            first = above[first]
        while second < first:
            second = above[second]
    return first


def immediate_dominators(edges: Iterable[tuple[Node, Node]], root: Node) -> dict[Node, Node]:
    """Return the last node that every path from the root to a node passes before it.

    Parameters
    ----------
    edges : iterable of (node, node)
        From supplier to user; loops and repeated edges are allowed.
    root : node
        Where all paths start.

    Returns
    -------
    dict
        Node → immediate dominator, for all nodes reachable from the root but the root itself.

    Raises
    ------
    ScoringError
        If the root is on no edge.

    References
    ----------
    Method §1.5; Cooper, Harvey & Kennedy, "A simple, fast dominance algorithm" (2001).

    Examples
    --------
    >>> immediate_dominators([(1, 2), (1, 3), (2, 4), (3, 4), (4, 5)], 1)
    {2: 1, 3: 1, 4: 1, 5: 4}
    """
    successors = _successors(edges, root)
    order = _postorder(successors, root)
    number = {node: i for i, node in enumerate(order)}
    predecessors: list[list[int]] = [[] for _ in order]
    for i, node in enumerate(order):
        for following in successors[node]:
            predecessors[number[following]].append(i)
    above = _climb(predecessors)
    found = {node: order[above[i]] for i, node in enumerate(order) if node != root}
    return {node: found[node] for node in successors if node in found}


def _climb(predecessors: list[list[int]]) -> list[int]:
    """Return each node's immediate dominator, both as places in postorder."""
    unknown, top = -1, len(predecessors) - 1
    above = [unknown] * top + [top]
    is_changed = True
    while is_changed:
        is_changed = False
        for i in range(top - 1, -1, -1):  # reverse postorder: mostly settled before it is used
            known = [j for j in predecessors[i] if above[j] != unknown]
            nearest = known[0]
            for other in known[1:]:
                nearest = _common(nearest, other, above)
            is_changed |= nearest != above[i]
            above[i] = nearest
    return above
