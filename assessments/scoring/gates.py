"""The supply graph: nodes with all-of, any-of and k-of-m gates, and how states settle on it (§1.5).

A gate of horizon "expand" limits growth only and a money link (k = 0) moves money only: neither
stops anything (G9).
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from assessments.scoring.errors import ScoringError

OPERATE, EXPAND = "operate", "expand"

State = TypeVar("State", int, float)


@dataclass(frozen=True, slots=True)
class Gate:
    """At least ``k`` of the members must work; ``horizon`` says for running or for growing."""

    k: int
    members: tuple[str, ...]
    horizon: str = OPERATE

    def __post_init__(self) -> None:
        """Reject a gate that could never be met."""
        names = ", ".join(self.members) or "nobody"
        if not 0 <= self.k <= len(self.members):
            raise ScoringError(
                f"gate of {names}: k = {self.k} of {len(self.members)} members; "
                "give 0 to as many as there are"
            )
        if self.horizon not in (OPERATE, EXPAND):
            raise ScoringError(f"gate of {names}: horizon {self.horizon}; give operate or expand")

    @property
    def stops(self) -> bool:
        """True if losing members can stop the owner."""
        return self.k > 0 and self.horizon == OPERATE


Graph: TypeAlias = Mapping[str, tuple[Gate, ...]]


def operating(graph: Graph) -> dict[str, tuple[Gate, ...]]:
    """Return the graph of what must keep running.

    Parameters
    ----------
    graph : mapping
        Node → its gates; a node without entry needs nobody.

    Returns
    -------
    dict
        The same nodes with the gates of horizon "operate" only.

    References
    ----------
    Method G9.

    Examples
    --------
    >>> operating({"cloud": (Gate(1, ("fab",), "expand"), Gate(1, ("power",)))})
    {'cloud': (Gate(k=1, members=('power',), horizon='operate'),)}
    """
    return {
        node: tuple(gate for gate in gates if gate.horizon == OPERATE)
        for node, gates in graph.items()
    }


def all_operating(graph: Graph) -> dict[str, tuple[Gate, ...]]:
    """Return the graph read as if what limits growth stopped operation too.

    Parameters
    ----------
    graph : mapping
        Node → its gates.

    Returns
    -------
    dict
        The same gates, all with horizon "operate". What stops a node here but not in
        ``operating(graph)`` "limits growth".

    References
    ----------
    Method G9.

    Examples
    --------
    >>> all_operating({"cloud": (Gate(1, ("fab",), "expand"),)})
    {'cloud': (Gate(k=1, members=('fab',), horizon='operate'),)}
    """
    return {
        node: tuple(replace(gate, horizon=OPERATE) for gate in gates)
        for node, gates in graph.items()
    }


def ancestors(graph: Graph, target: str) -> frozenset[str]:
    """Return every node the target relies on, directly or through others.

    Parameters
    ----------
    graph : mapping
        Node → its gates; all of them are followed, whatever their horizon or k.
    target : str
        The node to start from.

    Returns
    -------
    frozenset of str
        Without the target, even if it relies on itself in a circle.

    References
    ----------
    Method §1.5.

    Examples
    --------
    >>> sorted(ancestors({"f": (Gate(1, ("a",)),), "a": (Gate(1, ("b",)),)}, "f"))
    ['a', 'b']
    """
    return frozenset(members_first(graph, [target])) - {target}


def members_first(graph: Graph, starts: Iterable[str]) -> list[str]:
    """Return everything reachable, each node after its members as far as circles allow.

    Parameters
    ----------
    graph : mapping
        Node → its gates; all of them are followed.
    starts : iterable of str
        Nodes to start from, included.

    Returns
    -------
    list of str
        Each node once.

    References
    ----------
    Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1 (1972).

    Examples
    --------
    >>> members_first({"f": (Gate(2, ("a", "b")),), "a": (Gate(1, ("b",)),)}, ["f"])
    ['b', 'a', 'f']
    """
    order: list[str] = []
    seen: set[str] = set()
    for start in starts:
        stack = [] if start in seen else [(start, _members(graph, start))]
        seen.add(start)
        while stack:
            node, members = stack[-1]
            fresh = next((member for member in members if member not in seen), None)
            if fresh is None:
                order.append(node)
                stack.pop()
            else:
                seen.add(fresh)
                stack.append((fresh, _members(graph, fresh)))
    return order


def _members(graph: Graph, node: str) -> Iterator[str]:
    return (member for gate in graph.get(node, ()) for member in gate.members)


def settle(
    graph: Graph,
    order: Sequence[str],
    state: dict[str, State],
    update: Callable[[str, tuple[Gate, ...]], State],
) -> dict[str, State]:
    """Update nodes until none changes; only those whose members changed are looked at again.

    Parameters
    ----------
    graph : mapping
        Node → its gates.
    order : sequence of str
        All nodes, members first where possible: then a graph without circles takes one pass.
    state : dict
        Node → state to start from; changed in place. From the largest possible state it ends at
        the greatest fixpoint, from the smallest at the least.
    update : callable
        (node, its gates that can stop it) → new state; must be monotone in the members' states.

    Returns
    -------
    dict
        The same ``state``.

    References
    ----------
    Method §1.5; Kildall, "A unified approach to global program optimization", POPL 1973.

    Examples
    --------
    >>> graph = {"f": (Gate(1, ("a",)),)}
    >>> settle(graph, ["a", "f"], {"a": 3, "f": 9}, lambda n, gates: 3)
    {'a': 3, 'f': 3}
    """
    stopping = {node: tuple(g for g in graph.get(node, ()) if g.stops) for node in order}
    users: dict[str, list[str]] = {node: [] for node in order}
    for node, gates in stopping.items():
        for member in {member for gate in gates for member in gate.members}:
            users[member].append(node)
    queue, queued = deque(order), set(order)
    while queue:
        node = queue.popleft()
        queued.discard(node)
        new = update(node, stopping[node])
        if new != state[node]:
            state[node] = new
            queue.extend(user for user in users[node] if user not in queued)
            queued.update(users[node])
    return state
