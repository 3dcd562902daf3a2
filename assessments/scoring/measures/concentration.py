"""Concentration of a position's gate, cut by name, group, legal country and production country."""

import numpy as np
from numpy.typing import NDArray

from assessments.scoring import concentration
from assessments.scoring.case import Party
from assessments.scoring.pillars.concentration import (
    shares_by_supplier,
    similarity_adjusted_hhi,
    suppliers_of,
)
from assessments.scoring.pillars.disruption import country_share
from assessments.scoring.position import Position
from assessments.scoring.registry import measure
from assessments.scoring.world import Number, Trace, Traced, traced


def _parties(position: Position) -> list[Party]:
    return [position.case.parties[name] for name in suppliers_of(position)]


def _hhi(shares: NDArray[np.float64]) -> float | None:
    found = concentration.hhi(shares)
    return None if found is None else float(found)


@measure("concentration", unit="share", formula="§1.2", rule="G4")
def workload_share(position: Position) -> Traced:
    """Share of the gate's workload that the supplier serves."""
    return position.workload_share


@measure("concentration", unit="index", formula="§1.1", rule="G4")
def hhi_by_name(position: Position) -> Traced:
    """Herfindahl–Hirschman index of the gate's workload by legal name."""

    def formula(trace: Trace) -> Number | None:
        shares = shares_by_supplier(position, trace)
        return None if shares is None else _hhi(shares)

    return traced(position.world, formula)


def _grouped(position: Position, labels: list[str], trace: Trace) -> Number | None:
    shares = shares_by_supplier(position, trace)
    for party in _parties(position):
        trace.row_if_stated(party.row)
    if shares is None or not all(labels):
        return None
    return _hhi(np.array(list(concentration.group_shares(shares, labels).values())))


@measure("concentration", unit="index", formula="§1.2", rule="G5")
def hhi_by_group(position: Position) -> Traced:
    """Herfindahl–Hirschman index of the gate's workload by parent group."""
    labels = [party.group for party in _parties(position)]
    return traced(position.world, lambda trace: _grouped(position, labels, trace))


@measure("concentration", unit="index", formula="§1.2")
def hhi_by_legal_country(position: Position) -> Traced:
    """Herfindahl–Hirschman index of the gate's workload by country of the ultimate parent."""
    labels = [party.group_country or party.country for party in _parties(position)]
    return traced(position.world, lambda trace: _grouped(position, labels, trace))


@measure("concentration", unit="index", formula="§1.2")
def hhi_by_production_country(position: Position) -> Traced:
    """Herfindahl–Hirschman index of the gate's workload by country of production."""

    def formula(trace: Trace) -> Number | None:
        shares = shares_by_supplier(position, trace)
        parties = _parties(position)
        if shares is None or not all(party.footprint or party.country for party in parties):
            return None
        if not all(party.footprint for party in parties):
            trace.flag("production country not recorded: taken as the legal country")
        figures = [figure for party in parties for figure in party.footprint.values()]
        if any(trace.value(figure) is None for figure in figures):
            return None
        countries = sorted(set().union(*(_countries(party) for party in parties)))
        phi = np.array([[_part(position, p, country) for country in countries] for p in parties])
        # A range's mean may miss the whole by a little: what is known is scaled to it.
        return _hhi(concentration.country_shares(shares, phi / phi.sum(axis=1, keepdims=True)))

    return traced(position.world, formula)


def _part(position: Position, party: Party, country: str) -> float:
    share = country_share(position, party.id, country)
    return 0.0 if share is None else share


def _countries(party: Party) -> set[str]:
    return set(party.footprint) or {party.country}


def _effective(hhi: Traced) -> Traced:
    value = hhi.point
    return Traced(None if not value else 1.0 / value, hhi.trace)


@measure("concentration", unit="count", formula="§1.1")
def effective_number_by_name(position: Position) -> Traced:
    """Effective number of suppliers of the gate, N₂ = 1/HHI, by legal name."""
    return _effective(hhi_by_name(position))


@measure("concentration", unit="count", formula="§1.1")
def effective_number_by_group(position: Position) -> Traced:
    """Effective number of parent groups supplying the gate."""
    return _effective(hhi_by_group(position))


@measure("concentration", unit="count", formula="§1.1")
def effective_number_by_legal_country(position: Position) -> Traced:
    """Effective number of legal countries supplying the gate."""
    return _effective(hhi_by_legal_country(position))


@measure("concentration", unit="count", formula="§1.1")
def effective_number_by_production_country(position: Position) -> Traced:
    """Effective number of production countries supplying the gate."""
    return _effective(hhi_by_production_country(position))


@measure("concentration", unit="count", formula="§1.3", rule="G11")
def effective_number_by_similarity(position: Position) -> Traced:
    """Effective number of really different suppliers: groups, countries, shared inputs counted."""
    return _effective(similarity_adjusted_hhi(position))


@measure("concentration", unit="count", formula="§1.5", rule="G12")
def suppliers_behind_one_node(position: Position) -> Traced:
    """How many of the gate's suppliers stop together when the worst upstream group fails."""

    def formula(trace: Trace) -> Number | None:
        if not position.upstream_blocks:
            return None
        position.note_upstream(trace)
        return float(max(len(stopped_by(position, block)) for block in position.upstream_blocks))

    return traced(position.world, formula)


def stopped_by(position: Position, block: str) -> list[str]:
    """Return the gate's suppliers that deliver nothing when that group fails."""
    v = position.supply.without(position.supply.nodes_of(block))
    offerings = position.case.offerings
    by_party: dict[str, float] = {}
    for dependency in position.gate.dependencies:
        party = offerings[dependency.offering].party
        by_party[party] = max(by_party.get(party, 0.0), v[dependency.offering])
    return [party for party, delivered in by_party.items() if delivered == 0.0]
