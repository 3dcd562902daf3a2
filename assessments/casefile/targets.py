"""The full ids that references of a document may name, by noun."""

from collections.abc import Collection, Mapping

from assessments.casefile.document import CaseDocument


def targets(document: CaseDocument) -> Mapping[str, Collection[str]]:
    """Return the ids of each noun; a child's id is its parent's, a dot, and its own.

    Examples
    --------
    >>> targets(CaseDocument())["gates"]
    set()
    """
    gates = {
        f"{function}.{key}": gate
        for function, item in document.functions.items()
        for key, gate in item.gates.items()
    }
    return {
        "sources": document.sources.keys(),
        "suppliers": document.suppliers.keys(),
        "offerings": document.offerings.keys(),
        "functions": document.functions.keys(),
        "gates": set(gates),
        "dependencies": {
            f"{gate}.{key}" for gate, item in gates.items() for key in item.dependencies
        },
        "links": {
            f"{offering}.{key}.{member}"
            for offering, listed in document.upstream.items()
            for key, gate in listed.rows.items()
            for member in gate.links
        },
        "contracts": document.contracts.keys(),
        "alternatives": document.alternatives.keys(),
        "mitigations": document.mitigations.keys(),
    }
