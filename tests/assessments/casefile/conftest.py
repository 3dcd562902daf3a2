"""The cases that the tests read: the two shipped ones, and a small one with one of everything."""

from pathlib import Path

import pytest

from assessments.casefile.document import CaseDocument
from assessments.casefile.read import load

HERE = Path(__file__).parent
CASES = Path(__file__).parents[3] / "assessments" / "cases"
FILES = {path.stem: path for path in [*sorted(CASES.glob("*.yaml")), HERE / "small.yaml"]}


@pytest.fixture(params=sorted(FILES))
def case_text(request: pytest.FixtureRequest) -> str:
    """Return the text of each good case file in turn."""
    return FILES[request.param].read_text(encoding="utf-8")


@pytest.fixture
def small_text() -> str:
    """Return the text of the small case."""
    return FILES["small"].read_text(encoding="utf-8")


@pytest.fixture
def small(small_text: str) -> CaseDocument:
    """Return the small case."""
    return load(small_text, "small.yaml")


@pytest.fixture
def apple() -> CaseDocument:
    """Return the shipped case of the displays."""
    return load(FILES["apple-samsung-displays"].read_bytes(), "apple-samsung-displays.yaml")


@pytest.fixture
def microsoft() -> CaseDocument:
    """Return the shipped case of the models."""
    return load(FILES["microsoft-anthropic"].read_bytes(), "microsoft-anthropic.yaml")
