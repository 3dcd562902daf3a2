"""The glossary holds every word a file, a result or a choice may use."""

import dataclasses
import inspect
from enum import StrEnum
from pathlib import Path

import pytest

from assessments.casefile import document, words
from assessments.scoring import results

GLOSSARY = (Path(__file__).parents[1] / "docs" / "glossary.md").read_text(encoding="utf-8").lower()


def spaced(name: str) -> str:
    """``CutSet`` → "cut set"."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).strip()


RESULTS = [
    name
    for name, item in inspect.getmembers(results, dataclasses.is_dataclass)
    if item.__module__ == results.__name__ and name != "Results"
]
BLOCKS = [field.name for field in dataclasses.fields(document.CaseDocument)]
PLAIN = {
    "lockin", "case", "as_of", "fx", "shares", "upstream", "policy",
}  # fmt: skip
NAMES = {"disruptions": "disruption", "ties": "tie", "exit_plans": "exit plan"}


@pytest.mark.parametrize("name", RESULTS)
def test_every_result_has_its_entry(name: str) -> None:
    assert f"**{spaced(name)}**" in GLOSSARY


@pytest.mark.parametrize("block", sorted(set(BLOCKS) - PLAIN))
def test_every_block_of_a_case_file_has_its_entry(block: str) -> None:
    word = NAMES.get(block, block.removesuffix("s").replace("_", " "))
    assert f"**{word}**" in GLOSSARY


@pytest.mark.parametrize("kind", list(results.SubjectKind) + list(results.MeasureState))
def test_every_kind_and_state_of_a_measure_is_listed(kind: StrEnum) -> None:
    assert kind.value in GLOSSARY


@pytest.mark.parametrize("grade", list(words.Grade))
def test_every_grade_is_explained(grade: StrEnum) -> None:
    assert f"{grade.value.lower()} " in GLOSSARY


@pytest.mark.parametrize("word", [*words.Basis, *words.State, *words.Rule, *words.TieKind])
def test_the_words_of_figures_gates_and_ties_are_explained(word: StrEnum) -> None:
    assert word.value.replace("n/a", "not applicable") in GLOSSARY
