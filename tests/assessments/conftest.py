"""The worked examples of the method (oracles.json), looked up by id."""

import json
from pathlib import Path
from typing import Any

import pytest

ORACLES = {
    entry["id"].split("_")[0]: entry
    for entry in json.loads((Path(__file__).parent / "scoring" / "oracles.json").read_text())[
        "oracles"
    ]
}


class Oracle:
    """One worked example: its inputs, what must come out, and how closely."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self.inputs: dict[str, Any] = entry["inputs"]
        self.expected: dict[str, Any] = entry["expected"]
        self.rtol: float = entry["rtol"]

    def check(self, actual: Any, expected: Any) -> None:
        """Assert that two nested values agree: numbers to rtol, everything else exactly."""
        if isinstance(expected, dict):
            assert set(actual) == set(expected)
            for key, value in expected.items():
                self.check(actual[key], value)
        elif isinstance(expected, list):
            assert len(actual) == len(expected)
            for left, right in zip(actual, expected, strict=True):
                self.check(left, right)
        elif isinstance(expected, bool) or expected is None or isinstance(expected, str):
            assert actual == expected
        else:
            assert actual == pytest.approx(expected, rel=self.rtol, abs=1e-12)


@pytest.fixture
def oracle() -> Any:
    """Return a function: oracle id such as "C01" → Oracle."""
    return lambda oracle_id: Oracle(ORACLES[oracle_id])
