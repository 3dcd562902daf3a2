"""What a function still gets when the nodes behind it deliver less (§1.5, G6–G8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.scoring.errors import ScoringError


@dataclass(frozen=True, slots=True)
class FunctionGate:
    """Inputs of a function; ``capacities`` and ``need`` are shares of full demand.

    With capacities, members replace each other as far as these reach; an all-of gate (k = all of
    several members) is never read through them.
    """

    k: int
    members: tuple[str, ...]
    capacities: tuple[float, ...] | None = None
    need: float = 1.0

    def __post_init__(self) -> None:
        """Reject a gate that could never be met or makes no sense."""
        names, n = ", ".join(self.members) or "nobody", len(self.members)
        if not 0 <= self.k <= n:
            raise ScoringError(
                f"gate of {names}: k = {self.k} of {n} members; give 0 to as many as there are"
            )
        if not self.need > 0:
            raise ScoringError(f"gate of {names}: need is {self.need}; give a share above 0")
        if self.capacities is not None and (
            len(self.capacities) != n or any(not cap >= 0 for cap in self.capacities)
        ):
            raise ScoringError(f"gate of {names}: give one capacity per member, 0 or above")

    def delivers(self, v: Mapping[str, float]) -> float:
        """Return the share of need met when members deliver ``v``; money links (k = 0) all."""
        shares = [v[member] for member in self.members]
        if self.k == 0:
            return 1.0
        if self.capacities is not None and (self.k < len(shares) or len(shares) == 1):
            supply = sum(cap * share for cap, share in zip(self.capacities, shares, strict=True))
            return min(1.0, supply / self.need)
        return sorted(shares, reverse=True)[self.k - 1]


def function_delivery(gates: Sequence[FunctionGate], v: Mapping[str, float]) -> float | None:
    """Return φ_f, the share of a function's need that is met.

    Parameters
    ----------
    gates : sequence of FunctionGate
        All must be met.
    v : mapping
        Node → delivered share, see ``failure.delivered``. [0–1]

    Returns
    -------
    float or None
        The least over the gates [0–1]; None for a function without any.

    Raises
    ------
    ScoringError
        If a member has no delivered share.

    References
    ----------
    Method §1.5, G6, G8.

    Examples
    --------
    >>> gate = FunctionGate(1, ("sdc", "lgd", "boe"), (0.8, 0.4, 0.15))
    >>> round(function_delivery([gate], {"sdc": 0.0, "lgd": 1.0, "boe": 1.0}), 2)
    0.55
    """
    for member in (member for gate in gates for member in gate.members):
        if member not in v:
            raise ScoringError(f"{member} has no delivered share; add it to the graph")
    return min((gate.delivers(v) for gate in gates), default=None)


def loss_degree(phi_down: float, phi_all: float) -> float:
    """Return ℓ = 1 − φ(down)/φ(∅), the share of today's delivery that is lost.

    Parameters
    ----------
    phi_down : float
        φ of the function with the supplier down. [0–1]
    phi_all : float
        φ with everything up; below 1 the function is short today, which is worth a warning. [0–1]

    Returns
    -------
    float
        0 = the others carry it, 1 = it stops.

    Raises
    ------
    ScoringError
        If the function delivers nothing even with everything up, or more when something is down.

    References
    ----------
    Method §1.5, G7.

    Examples
    --------
    >>> round(loss_degree(0.55, 1.0), 2)
    0.45
    """
    if not phi_all > 0:
        raise ScoringError(
            "the function delivers nothing even with every supplier up; "
            "check the capacities and the need of its gates"
        )
    if not 0 <= phi_down <= phi_all:
        raise ScoringError(
            f"delivery of {phi_down:g} with a supplier down against {phi_all:g} with all up; "
            "give it between 0 and that"
        )
    return 1.0 - phi_down / phi_all
