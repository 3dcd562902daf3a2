"""The supply graph: a picture to walk through, and the same as a table."""

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from assessments.access import Actor, Request, Right, member
from assessments.models import BusinessFunction
from assessments.wording import percent

if TYPE_CHECKING:
    from assessments.queries.graph import Edge, Graph, Node

# More than a person can see at once, and more than the browser lays out in a second.
MANY = 250


@member(Right.READ)
def graph(request: Request) -> HttpResponse:
    """Show who relies on whom today, of one function if one is chosen."""
    actor: Actor = request.actor
    functions = BusinessFunction.objects.for_organization(actor.organization)
    names = dict(functions.values_list("external_id", "name"))
    chosen = request.GET.get("function", "")
    if chosen not in names:
        chosen = ""
    found = _drawn(actor, chosen)
    if len(found.nodes) > MANY and not chosen and names:
        chosen = next(iter(names))
        found = _drawn(actor, chosen)
    context = {
        "functions": [(key, name or key) for key, name in names.items()],
        "chosen": chosen,
        "problem": found.problem,
        "rows": [_row(actor, node, found) for node in found.nodes],
        "elements": _elements(actor, found),
    }
    return render(request, "graph/graph.html", context)


def _drawn(actor: Actor, function: str) -> "Graph":
    from assessments.queries.graph import Graph, supply_graph  # the numbers, with NumPy and SciPy

    if actor.organization.as_of is None:
        return Graph((), ())
    return supply_graph(actor.organization, function=function)


def _elements(actor: Actor, found: "Graph") -> list[dict[str, Any]]:
    """Return the graph as the drawing library takes it."""
    nodes = [{"data": {**_row(actor, node, found), "id": node.id}} for node in found.nodes]
    edges = [{"data": _edge(edge)} for edge in found.edges]
    return nodes + edges


def _row(actor: Actor, node: "Node", found: "Graph") -> dict[str, Any]:
    names = {f"function:{item.external_id}": item.name for item in found.nodes}
    return {
        "name": node.name,
        "supplier": node.supplier,
        "kind": "function" if node.noun == "functions" else node.layer or "offering",
        "is_function": node.noun == "functions",
        "is_internal": node.is_internal,
        "url": _url(actor, node),
        "touch": "" if node.touch_share is None else percent(node.touch_share),
        "touch_share": node.touch_share or 0.0,
        "losses": [
            f"{names.get(f'function:{function}', function)}: {_loss(share)}"
            for function, share in node.losses.items()
        ],
        "stops": any(share is not None and share >= 0.999 for share in node.losses.values()),
    }


def _loss(share: float | None) -> str:
    if share is None:
        return "unknown"
    return "stops" if share >= 0.999 else f"loses {percent(share)}"


def _edge(edge: "Edge") -> dict[str, Any]:
    return {
        "id": edge.external_id,
        "source": edge.source,
        "target": edge.target,
        "label": "" if edge.share is None else percent(edge.share),
        "is_money_only": edge.is_money_only,
    }


def _url(actor: Actor, node: "Node") -> str:
    where = [actor.organization.slug, node.noun, node.external_id]
    return reverse("register-detail", args=where)
