"""Pillar C: how concentrated the gate is, what the supplier alone and what one ancestor stops."""

import numpy as np
from numpy.typing import NDArray

from assessments.scoring import overlap, similarity
from assessments.scoring.case import ListedState
from assessments.scoring.position import Position
from assessments.scoring.registry import measure
from assessments.scoring.supply import Touch
from assessments.scoring.supply import loss_degree as degree_of
from assessments.scoring.world import Number, Trace, Traced, stream, traced


def suppliers_of(position: Position) -> list[str]:
    """Return the parties of the gate, in order of first mention."""
    offerings = position.case.offerings
    return list(dict.fromkeys(offerings[d.offering].party for d in position.gate.dependencies))


def shares_by_supplier(position: Position, trace: Trace) -> NDArray[np.float64] | None:
    """Return workload shares per party of the gate, adding to 1 (G4); None if one is missing.

    A sole supplier serves all. Points only: shares do not vary with the draws, p does.
    """
    parties = suppliers_of(position)
    if len(parties) == 1:
        position.note_links(trace)
        return np.ones(1)
    sums = dict.fromkeys(parties, 0.0)
    is_complete = True
    for dependency in position.gate.dependencies:
        trace.row_if_stated(dependency.row)
        share = trace.value(dependency.workload_share)
        if share is None:
            is_complete = False
        else:
            sums[position.case.offerings[dependency.offering].party] += float(np.mean(share))
    whole = sum(sums.values())
    if not is_complete or whole <= 0:
        return None
    return np.array(list(sums.values())) / whole


def similarity_of(
    position: Position, trace: Trace
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return Z between the gate's suppliers and its upper bound (G11)."""
    case, touch = position.case, position.supply.touch(position.world)
    parties = [case.parties[name] for name in suppliers_of(position)]
    nodes = [_offerings_of(position, party.id) for party in parties]
    n = len(parties)
    overlaps = np.full((n, n), np.nan)
    for i in range(n):
        for j in range(n):
            found = overlap.weighted_jaccard(
                _upstream_vector(touch, nodes[i]), _upstream_vector(touch, nodes[j])
            )
            overlaps[i, j] = np.nan if found is None else found
    for party in parties:
        trace.row_if_stated(party.row)
    recorded = np.array([min(touch.recorded[node] for node in group) for group in nodes])
    return similarity.similarity_matrix(
        [party.group for party in parties],
        [party.group_country or party.country for party in parties],
        overlaps,
        recorded,
    )


def _offerings_of(position: Position, party: str) -> list[str]:
    offerings = position.case.offerings
    found = [d.offering for d in position.gate.dependencies]
    return list(dict.fromkeys(node for node in found if offerings[node].party == party))


def _upstream_vector(touch: Touch, nodes: list[str]) -> NDArray[np.float64]:
    return np.asarray(np.maximum.reduce([touch.vector(node) for node in nodes]))


@measure("concentration", unit="index", formula="§1.3", rule="G11")
def similarity_adjusted_hhi(position: Position) -> Traced:
    """C1 x: HHI_Z of the gate's workload shares (§1.3, G11) [0–1].

    In the draws p is Dirichlet(κ p) with κ of the worst grade in the gate.
    """

    def formula(trace: Trace) -> Number | None:
        shares = shares_by_supplier(position, trace)
        if shares is None:
            return None
        Z, _ = similarity_of(position, trace)
        if len(shares) == 1 or not position.world.is_drawn:
            return float(np.asarray(similarity.similarity_adjusted_hhi(shares, Z)))
        return np.asarray(similarity.similarity_adjusted_hhi(_drawn_shares(position, shares), Z))

    return traced(position.world, formula)


def worst_grade(position: Position) -> str:
    """Return the worst grade among the gate's workload shares."""
    return max(d.workload_share.grade for d in position.gate.dependencies)


def _drawn_shares(position: Position, shares: NDArray[np.float64]) -> NDArray[np.float64]:
    kappa = position.parameters.share_concentration[worst_grade(position)]
    served = shares > 0
    drawn = np.zeros((position.world.n_draws, len(shares)))
    generator = stream(position.world.seed, f"shares:{position.gate.id}")
    drawn[:, served] = generator.dirichlet(kappa * shares[served], position.world.n_draws)
    return drawn


@measure("failure", unit="share", formula="§1.5", rule="G7")
def loss_degree(position: Position) -> Traced:
    """C2 x: ℓ_{f,s} (G6–G8) [0–1]."""
    return position.loss_degree


@measure("failure", unit="share", formula="§1.5", rule="G12")
def indirect_loss_degree(position: Position) -> Traced:
    """C3 x: the largest ℓ any one external node upstream causes (G12, G13) [0–1]."""

    def formula(trace: Trace) -> Number | None:
        states = [position.case.offerings[node].upstream for node in position.nodes]
        has_rows = any(
            gate.k > 0 for node in position.nodes for gate in position.case.upstream.get(node, ())
        )
        if not has_rows:
            return 0.0 if all(state is ListedState.NONE for state in states) else None
        position.note_upstream(trace)
        degrees = [_degree_of(position, block, trace) for block in position.upstream_blocks]
        known = [degree for degree in degrees if degree is not None]
        worst = max((float(np.max(degree)) for degree in known), default=0.0)
        if len(known) < len(degrees) and worst < 1.0:
            return None
        return max(known, key=lambda degree: float(np.mean(degree)), default=0.0)

    return traced(position.world, formula)


def _degree_of(position: Position, block: str, trace: Trace) -> Number | None:
    down = dict.fromkeys(position.supply.nodes_of(block), 0.0)
    return degree_of(position.function, position.supply, down, trace)
