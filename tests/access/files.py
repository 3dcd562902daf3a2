"""Case files of an organization in which one row names a row of others."""

import copy
from typing import Any

import yaml

from assessments.casefile import write
from assessments.register.cases import dump_document
from tests.access.references import Reference
from tests.access.world import World

# What stands between the parts of an id, where a noun stands below another one.
BELOW = {
    "gates": ("functions", "gates"),
    "dependencies": ("functions", "gates", "dependencies"),
    "upstream": ("upstream", ""),
    "links": ("upstream", "", "links"),
}


def file_of(world: World) -> dict[str, Any]:
    """Return an organization's case file as YAML reads it."""
    found: dict[str, Any] = yaml.safe_load(write.dump(dump_document(world.organization)))
    return found


def naming(file: dict[str, Any], world: World, reference: Reference, foreign_id: str) -> bytes:
    """Return a copy of a file in which a row of ours names a row of others."""
    changed = copy.deepcopy(file)
    *way, last = reference.path
    here = _row(changed, reference.noun, world.ids[reference.noun])
    for key in way:
        here = _mapping(here, key)
    old = here[last] if isinstance(here, list) else here.get(last)
    here[last] = _said(reference, old, foreign_id)
    return yaml.safe_dump(changed, allow_unicode=True, sort_keys=False).encode()


def _row(file: dict[str, Any], noun: str, external_id: str) -> Any:
    if isinstance(file.get(noun), list):
        return file[noun][int(external_id.rpartition(".")[2]) - 1]
    here: Any = file
    names = BELOW.get(noun, (noun,))
    for name, part in zip(names, external_id.split(".", len(names) - 1), strict=True):
        here = (here[name] if name else here)[part]
    return here


def _mapping(here: Any, key: Any) -> Any:
    """Go down; what the file leaves out, or writes in short, becomes a mapping."""
    if isinstance(here, list):
        return here[key]
    if not isinstance(here.get(key), dict | list):
        here[key] = {}
    return here[key]


def _said(reference: Reference, old: Any, foreign_id: str) -> Any:
    if reference.figure:
        kept = old if isinstance(old, dict) else {}
        is_date = "-" in reference.figure
        value = reference.figure if is_date else float(reference.figure)
        units = {name: kept[name] for name in ("unit", "currency") if name in kept}
        return {**units, "value": value, "source": foreign_id}
    if reference.is_key:
        return {foreign_id: next(iter(old.values()), 0.5) if old else 0.5}
    return [*(old or ()), foreign_id] if reference.is_list else foreign_id
