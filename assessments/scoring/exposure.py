"""Risk exposure index: the least loss when a supply node stops, by linear program (§3.1).

The only module that imports ``scipy.optimize``, which is slow to load; no score needs it.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from assessments.scoring.errors import ScoringError


@dataclass(frozen=True)
class Network:
    """Who can supply which product, per unit of time.

    Parameters
    ----------
    capacity : mapping of str to float
        c_i of each supply node. [units/time]
    demand, inventory : mapping of str to float
        d_j [units/time] and s_j [units] of each product.
    unit_loss : mapping of str to float
        f_j, loss per unit not delivered. [money/unit]
    routes : mapping of str to frozenset of str, or None
        Products that each node can supply; None: every node supplies all.
    """

    capacity: Mapping[str, float]
    demand: Mapping[str, float]
    inventory: Mapping[str, float]
    unit_loss: Mapping[str, float]
    routes: Mapping[str, frozenset[str]] | None = None

    def __post_init__(self) -> None:
        """Reject products that are not the same everywhere."""
        for name, table in (("inventory", self.inventory), ("unit_loss", self.unit_loss)):
            for product in set(self.demand) ^ set(table):
                raise ScoringError(f"product {product} needs both a demand and its {name}")

    def arcs(self, removed: frozenset[str]) -> list[tuple[str, str]]:
        """Return (node, product) pairs that still work."""
        return [
            (node, product)
            for node in self.capacity
            if node not in removed
            for product in self.demand
            if self.routes is None or product in self.routes.get(node, frozenset())
        ]


def performance_impact(network: Network, removed: frozenset[str], ttr: float) -> float:
    """Return PI: the least loss when some nodes stop for a time.

    Parameters
    ----------
    network : Network
    removed : frozenset of str
        Nodes that stop.
    ttr : float
        t, for how long. [time]

    Returns
    -------
    float
        min Σ f_j l_j. [money]

    Raises
    ------
    ScoringError
        If a removed node is not in the network, or the linear program finds no answer.

    References
    ----------
    Method §3.1; Simchi-Levi et al., "Identifying risks and mitigating disruptions in the automotive
    supply chain", Interfaces 45 (2015).

    Examples
    --------
    >>> network = Network({"S1": 30.0}, {"P1": 20.0}, {"P1": 10.0}, {"P1": 5.0})
    >>> performance_impact(network, frozenset({"S1"}), 2.0)
    150.0
    """
    arcs, products = _arcs(network, removed), list(network.demand)
    cost = [0.0] * len(arcs) + [network.unit_loss[product] for product in products]
    need = [network.demand[p] * ttr - network.inventory[p] for p in products]
    delivered = np.hstack([_by(arcs, products, 1), np.eye(len(products))])
    nodes = list(network.capacity)
    used = np.hstack([_by(arcs, nodes, 0), np.zeros((len(nodes), len(products)))])
    room = [capacity * ttr for capacity in network.capacity.values()]
    found = linprog(cost, np.vstack([-delivered, used]), [*(-n for n in need), *room])
    if found.fun is None:
        raise ScoringError(f"no least loss found: {found.message}; check demand and capacity")
    return float(found.fun)


def time_to_survive(network: Network, removed: frozenset[str]) -> float:
    """Return TTS: how long all demand can be met without some nodes.

    Parameters
    ----------
    network : Network
    removed : frozenset of str
        Nodes that stop.

    Returns
    -------
    float
        max t without loss; inf if the others can carry it for ever. [time]

    Raises
    ------
    ScoringError
        If a removed node is not in the network, or the linear program finds no answer.

    References
    ----------
    Method §3.1.

    Examples
    --------
    >>> network = Network({"S1": 30.0}, {"P1": 20.0}, {"P1": 10.0}, {"P1": 5.0})
    >>> time_to_survive(network, frozenset({"S1"})), time_to_survive(network, frozenset())
    (0.5, inf)
    """
    arcs, products, nodes = _arcs(network, removed), list(network.demand), list(network.capacity)
    demand = np.array([[network.demand[product]] for product in products])
    room = np.array([[network.capacity[node]] for node in nodes])
    rows = np.vstack(
        [
            np.hstack([-_by(arcs, products, 1), demand]),
            np.hstack([_by(arcs, nodes, 0), -room]),
        ]
    )
    stock = [network.inventory[product] for product in products]
    longest = [0.0] * len(arcs) + [-1.0]
    found = linprog(longest, rows, [*stock, *([0.0] * len(nodes))])
    if found.status == _UNBOUNDED:
        return math.inf
    if found.fun is None:
        raise ScoringError(f"no time to survive found: {found.message}; check the inventories")
    return float(-found.fun)


def risk_exposure_index(impacts: Mapping[str, float]) -> dict[str, float | None]:
    """Return each node's impact as a share of the largest: for ranking only.

    Parameters
    ----------
    impacts : mapping of str to float
        PI of each node. [money]

    Returns
    -------
    dict
        PI/max PI [0–1]; None for all if no node has an impact.

    References
    ----------
    Method §3.1.

    Examples
    --------
    >>> risk_exposure_index({"S1": 0.0, "S2": 50.0, "S3": 100.0})
    {'S1': 0.0, 'S2': 0.5, 'S3': 1.0}
    """
    largest = max(impacts.values(), default=0.0)
    return {node: impact / largest if largest > 0 else None for node, impact in impacts.items()}


_UNBOUNDED = 3  # status of scipy.optimize.linprog


def _arcs(network: Network, removed: frozenset[str]) -> list[tuple[str, str]]:
    for node in sorted(removed - set(network.capacity)):
        raise ScoringError(f"{node} is not a supply node; use {', '.join(network.capacity)}")
    return network.arcs(removed)


def _by(arcs: list[tuple[str, str]], names: list[str], end: int) -> NDArray[np.float64]:
    """One row per node (end 0) or product (end 1), 1 where an arc touches it."""
    return np.array([[float(arc[end] == name) for arc in arcs] for name in names]).reshape(
        len(names), len(arcs)
    )
