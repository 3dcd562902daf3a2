"""The printed JSON Schema is current, and good files follow it."""

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from assessments.casefile import json_schema
from assessments.casefile.read import load
from assessments.casefile.scalars import NUMBER
from assessments.casefile.write import dump
from assessments.casefile.yaml_nodes import Items, Node, Pairs, parse

PRINTED = Path(__file__).parents[3] / "docs" / "case.schema.json"


def as_json(node: Node) -> Any:
    """Return what a node is in JSON: numbers, flags and texts."""
    if isinstance(node, Items):
        return [as_json(item) for item in node.items]
    if isinstance(node, Pairs):
        return {key: as_json(item) for key, item in node.items.items()}
    if node.is_plain and node.text in ("true", "false"):
        return node.text == "true"
    if node.is_plain and NUMBER.fullmatch(node.text):
        return float(node.text) if set(node.text) & set(".eE") else int(node.text)
    return node.text


def errors(text: str) -> list[str]:
    """Return what the schema says against a file."""
    validator = Draft202012Validator(json_schema.schema())
    found = validator.iter_errors(as_json(parse(text, "x.yaml")))
    return [".".join(str(part) for part in error.absolute_path) for error in found]


def test_the_printed_schema_is_current() -> None:
    remedy = "run: python -m assessments.casefile.json_schema > docs/case.schema.json"

    assert PRINTED.read_text(encoding="utf-8") == json_schema.text(), remedy


def test_the_schema_is_one_of_2020_12() -> None:
    Draft202012Validator.check_schema(json_schema.schema())


def test_good_files_follow_the_schema(case_text: str) -> None:
    assert errors(case_text) == []
    assert errors(dump(load(case_text, "case.yaml"))) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("name: Acme", "nmae: Acme", "organization"),
        ("share: 0.1,", "share: 64.5,", "ties.north-stake.share"),
        ("design: {months: 3}", "design: {months: -3}", "alternatives.move.activities.design"),
        ("rule: any-of", "rule: anyof", "functions.cars.gates.chips.rule"),
        ("    supplier: north\n    layer: chip\n", "", "offerings.north-chip"),
        ("capex: 1000", "capex: {range: [1]}", "mitigations.stock.capex"),
        ("decide_by: 2026-12-31", "decide_by: 2026-12", "positions.cars-north.decide_by"),
    ],
)
def test_bad_files_do_not(small_text: str, old: str, new: str, path: str) -> None:
    text = small_text.replace(old, new)

    assert text != small_text
    assert [error for error in errors(text) if error.startswith(path)]
