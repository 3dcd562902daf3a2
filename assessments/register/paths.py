"""Where a row stands in the case document, and what stands at a path."""

import re
from dataclasses import replace

from assessments.casefile.problems import Finding
from assessments.register.changes import Address
from assessments.register.records import Records
from assessments.register.rows import NOUNS

# Rows that stand below others: the ids between the words.
ID = r"([^.]+)"
BELOW = {
    "dependencies": re.compile(rf"functions\.{ID}\.gates\.{ID}\.dependencies\.{ID}"),
    "gates": re.compile(rf"functions\.{ID}\.gates\.{ID}"),
    "links": re.compile(rf"upstream\.{ID}\.{ID}\.links\.{ID}"),
    "upstream": re.compile(rf"upstream\.{ID}\.{ID}"),
}


def path_of(records: Records, at: Address) -> str:
    """Return where a row stands in the case document."""
    noun, external_id = at
    parts = external_id.split(".")
    if noun == "shares" and (external_id,) in records[noun]:
        places = sorted(records[noun].values(), key=lambda record: record["position"])
        parts = [str([record["external_id"] for record in places].index(external_id))]
    match noun:
        case "gates":
            parts = ["functions", parts[0], "gates", parts[1]]
        case "dependencies":
            parts = ["functions", parts[0], "gates", parts[1], "dependencies", parts[2]]
        case "links":
            parts = ["upstream", *parts[:2], "links", parts[2]]
        case _:
            parts = [noun, *parts]
    return ".".join(parts)


def row_at(path: str) -> str:
    """Return what a path leads to, as a reader of forms knows it: the row, then its field.

    Examples
    --------
    >>> row_at("functions.iphone.gates.panels.dependencies")
    'gate iphone.panels'
    >>> row_at("suppliers.acme.country"), row_at("organization.as_of")
    ('supplier acme, country', 'organization.as_of')
    """
    at = address_at(path)
    return _named(*at) if at else path


def address_at(path: str) -> tuple[str, str, str] | None:
    """Return noun, external id and rest of what a path leads to; of no row: nothing.

    Examples
    --------
    >>> address_at("functions.iphone.gates.panels.need_share")
    ('gates', 'iphone.panels', '.need_share')
    """
    for noun, pattern in BELOW.items():
        if match := pattern.match(path):
            return noun, ".".join(match.groups()), path[match.end() :]
    noun, _, rest = path.partition(".")
    external_id, _, field = rest.partition(".")
    return (noun, external_id, field) if noun in NOUNS and external_id else None


def _named(noun: str, external_id: str, field: str) -> str:
    parts = [part for part in field.split(".") if part and part not in NOUNS]
    said = " ".join(parts).replace("_", " ")
    return f"{NOUNS[noun].label} {external_id}{f', {said}' if said else ''}"


def relative(finding: Finding, path: str) -> Finding:
    """Return a finding as one of the row at a path; one of another row says which."""
    if finding.path == path:
        return replace(finding, path="")
    if finding.path.startswith(f"{path}."):
        return replace(finding, path=finding.path.removeprefix(f"{path}."))
    return Finding("", f"{row_at(finding.path)}: {finding.message}")
