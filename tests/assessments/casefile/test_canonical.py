"""One content, one hash: whatever way the file is written, whichever process reads it."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from assessments.casefile.canonical import canonical_json, from_canonical, sha256
from assessments.casefile.document import CaseDocument
from assessments.casefile.read import load

ORDERED = "activities"


def test_a_canonical_text_is_read_back_as_it_was(case_text: str) -> None:
    document = load(case_text, "case.yaml")

    again = from_canonical(canonical_json(document))

    assert again == document
    assert canonical_json(again) == canonical_json(document)
    assert list(again.alternatives) == list(document.alternatives)


def test_the_hash_does_not_depend_on_the_order_of_keys(case_text: str) -> None:
    shuffled = yaml.dump(_shuffled(yaml.load(case_text, _Texts)), Dumper=_Words, sort_keys=False)

    assert shuffled != case_text
    assert sha256(load(shuffled, "x.yaml")) == sha256(load(case_text, "x.yaml"))


@pytest.mark.parametrize("flow", [True, False])
def test_the_hash_does_not_depend_on_style_or_comments(case_text: str, flow: bool) -> None:
    data = yaml.load(case_text, _Texts)
    text = "# seen\n" + yaml.dump(data, Dumper=_Words, default_flow_style=flow, sort_keys=False)

    assert sha256(load(text, "x.yaml")) == sha256(load(case_text, "x.yaml"))


def test_the_hash_does_not_depend_on_quotes(small: CaseDocument, small_text: str) -> None:
    text = small_text.replace("name: Acme", 'name: "Acme"').replace("any-of", "'any-of'")
    text = text.replace("start: 2025-01", "start: '2025-01'").replace("NO,", '"NO",')
    text = text.replace("workload_share: 0.6", "workload_share: 0.60")

    assert sha256(load(text, "small.yaml")) == sha256(small)


def test_the_hash_depends_on_the_order_of_activities(small: CaseDocument, small_text: str) -> None:
    lines = small_text.splitlines()
    i = next(i for i, line in enumerate(lines) if line.startswith("      design:"))
    lines[i : i + 2] = lines[i + 1], lines[i]

    other = load("\n".join(lines), "small.yaml")

    assert list(other.alternatives["move"].activities) == ["build", "design", "approve"]
    assert sha256(other) != sha256(small)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("share: 0.1,", "share: 0.10000000000001,"),
        ("after: []", "name: Approval"),
        ("  tool: none\n", ""),
        ("is_internal: true", "is_internal: false"),
        ("grade: B, print: fact", "grade: B, print: never"),
    ],
)
def test_the_hash_changes_with_the_content(
    small: CaseDocument, small_text: str, old: str, new: str
) -> None:
    text = small_text.replace(old, new)

    assert text != small_text
    assert sha256(load(text, "small.yaml")) != sha256(small)


def test_the_hash_is_the_same_in_every_process(small: CaseDocument) -> None:
    file = Path(__file__).with_name("small.yaml")
    program = (
        "import sys; from assessments.casefile import canonical, read; "
        f"print(canonical.sha256(read.load(open({str(file)!r}).read(), 'small.yaml')))"
    )

    for seed in ("0", "1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.strip() == sha256(small)


def test_the_text_has_sorted_keys_plain_numbers_and_no_blanks(small: CaseDocument) -> None:
    text = canonical_json(small)
    tree = json.loads(text)

    assert text == json.dumps(tree, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    dependency = tree["functions"]["cars"]["gates"]["chips"]["dependencies"]["north"]
    assert dependency["annual_spend"]["likely"] == "1500000"
    assert "channel" not in dependency
    assert dependency["purpose"] == "normal"
    assert tree["suppliers"]["south"]["is_internal"] is False
    assert tree["alternatives"]["move"]["activities"]["build"]["position"] == 1
    assert tree["alternatives"]["move"]["activities"]["approve"]["after"] == []


def _shuffled(data: Any, key: str = "") -> Any:
    if isinstance(data, list):
        return [_shuffled(item) for item in data]
    if not isinstance(data, dict):
        return data
    keys = list(data)
    if key != ORDERED:
        random.Random(len(keys)).shuffle(keys)
    return {name: _shuffled(data[name], name) for name in keys}


class _Plain(str):
    """A scalar that was written without quotes."""


class _Texts(yaml.SafeLoader):
    """Reads every scalar as its text."""


class _Words(yaml.SafeDumper):
    """Writes texts in the style they were read in."""


def _read_scalar(loader: _Texts, node: yaml.ScalarNode) -> str:
    return node.value if node.style else _Plain(node.value)


def _write_plain(dumper: _Words, text: _Plain) -> yaml.ScalarNode:
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(text))


for _tag in ("int", "float", "bool", "null", "timestamp", "str"):
    _Texts.add_constructor(f"tag:yaml.org,2002:{_tag}", _read_scalar)
_Words.add_representer(_Plain, _write_plain)
