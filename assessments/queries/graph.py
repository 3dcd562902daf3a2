"""The supply graph as it is drawn: who relies on whom, and how much depends on each node."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assessments.casefile import document as nouns
from assessments.casefile import project
from assessments.casefile.document import CaseDocument
from assessments.casefile.figure import Figure
from assessments.models import Organization
from assessments.register.cases import document_at
from assessments.scoring.assessment import Assessment
from assessments.scoring.case import Case
from assessments.scoring.errors import ScoringError
from assessments.scoring.parameters import Parameters
from assessments.scoring.supply import Supply, Touch, loss_degree
from assessments.scoring.world import Trace, World


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A function or an offering; ids tell them apart by their first part."""

    id: str
    noun: str
    external_id: str
    name: str
    supplier: str = ""
    layer: str = ""
    is_internal: bool = False
    # Share of all known spend that meets the node, directly or through others (§1.4).
    touch_share: float | None = None
    # Function → share of it that is lost when the node's group fails (§1.5).
    losses: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``target`` relies on ``source``."""

    source: str
    target: str
    noun: str
    external_id: str
    share: float | None
    is_money_only: bool = False


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges; ``problem`` says why there are no shares, if there are none."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    problem: str = ""


def supply_graph(
    organization: Organization, as_of: date | None = None, function: str = ""
) -> Graph:
    """Return what an organization's register says at a date, of one function if named."""
    document = document_at(organization, as_of)
    edges = tuple(_edges(document))
    if function:
        edges = tuple(_leading_to(f"function:{function}", edges))
    try:
        shares, problem = _Shares.of(project.to_case(document)), ""
    except ScoringError as error:
        shares, problem = _Shares({}, {}), str(error)
    nodes = _nodes(document, shares)
    if function:
        kept = {edge.source for edge in edges} | {f"function:{function}"}
        nodes = [node for node in nodes if node.id in kept]
    return Graph(tuple(nodes), edges, problem)


def _leading_to(node: str, edges: tuple[Edge, ...]) -> list[Edge]:
    """Return the edges on any way to a node."""
    found: list[Edge] = []
    waiting, seen = [node], set()
    while waiting:
        target = waiting.pop()
        if target in seen:
            continue
        seen.add(target)
        into = [edge for edge in edges if edge.target == target]
        found += into
        waiting += [edge.source for edge in into]
    return found


# Edges ------------------------------------------------------------------------------------------


def _edges(document: CaseDocument) -> Iterator[Edge]:
    for name, function in document.functions.items():
        for gate, item in function.gates.items():
            for key, dependency in item.dependencies.items():
                yield Edge(
                    source=f"offering:{dependency.offering}",
                    target=f"function:{name}",
                    noun="dependencies",
                    external_id=f"{name}.{gate}.{key}",
                    share=_point(dependency.workload_share),
                )
    for owner, listed in document.upstream.items():
        for gate, upstream in listed.rows.items():
            yield from _links(owner, gate, upstream)


def _links(owner: str, key: str, gate: nouns.UpstreamGate) -> Iterator[Edge]:
    for member, link in gate.links.items():
        yield Edge(
            source=f"offering:{member}",
            target=f"offering:{owner}",
            noun="links",
            external_id=f"{owner}.{key}.{member}",
            share=_point(link.cost_share),
            is_money_only=gate.rule.value == "money-only",
        )


def _point(figure: Figure) -> float | None:
    return None if figure.likely is None else float(figure.likely)


# Nodes ------------------------------------------------------------------------------------------


def _nodes(document: CaseDocument, shares: "_Shares") -> list[Node]:
    functions = [
        Node(
            id=f"function:{name}",
            noun="functions",
            external_id=name,
            name=function.name or name,
            losses={},
        )
        for name, function in document.functions.items()
    ]
    return functions + [_offering(document, name, shares) for name in document.offerings]


def _offering(document: CaseDocument, name: str, shares: "_Shares") -> Node:
    offering = document.offerings[name]
    supplier = document.suppliers[offering.supplier]
    return Node(
        id=f"offering:{name}",
        noun="offerings",
        external_id=name,
        name=offering.name or name,
        supplier=supplier.name or offering.supplier,
        layer=offering.layer.value if offering.layer else "",
        is_internal=supplier.is_internal,
        touch_share=shares.touch.get(name),
        losses=shares.losses.get(name, {}),
    )


@dataclass(frozen=True)
class _Shares:
    """What depends on each offering: of the money, and of each function's running."""

    touch: Mapping[str, float]
    losses: Mapping[str, Mapping[str, float | None]]

    @classmethod
    def of(cls, case: Case) -> "_Shares":
        supply, world = Supply(case), World()
        return cls(_touch(case, world), _losses(case, supply, world))


def _touch(case: Case, world: World) -> dict[str, float]:
    """Return the share of known yearly spend that meets each offering.

    Where a spend or a cost share is not known, an offering that no known spend meets is left out:
    whether money meets it nobody knows. Empty: no spend is known.
    """
    spends: dict[str, list[float | None]] = {}
    for position in Assessment(case, Parameters(), world.seed).positions:
        for dependency in position.dependencies:
            spend = position.spend_on(dependency, Trace(world))
            spends.setdefault(dependency.offering, []).append(
                None if spend is None else float(spend)
            )
    known = {node: sum(spend or 0.0 for spend in found) for node, found in spends.items()}
    total = sum(known.values())
    if not total:
        return {}
    touch = Touch.of(case, world)
    shares = {
        node: sum(spend * touch.share(start, node) for start, spend in known.items()) / total
        for node in case.offerings
    }
    is_whole = all(spend is not None for found in spends.values() for spend in found) and all(
        world.value(link.cost_share) is not None
        for gates in case.upstream.values()
        for gate in gates
        for link in gate.links
    )
    return {node: share for node, share in shares.items() if share or is_whole}


def _losses(case: Case, supply: Supply, world: World) -> dict[str, dict[str, float | None]]:
    """Return, per offering, which functions lose how much when its group fails."""
    by_block = {}
    for block in set(supply.blocks.values()):
        down = dict.fromkeys(supply.nodes_of(block), 0.0)
        by_block[block] = {
            function.id: _loss(loss_degree(function, supply, down, Trace(world)))
            for function in case.functions.values()
        }
    return {
        node: {name: loss for name, loss in by_block[block].items() if loss != 0.0}
        for node, block in supply.blocks.items()
    }


def _loss(value: object) -> float | None:
    return None if value is None else round(float(value), 12)  # type: ignore[arg-type]
