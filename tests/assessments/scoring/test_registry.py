"""The list of measure codes: complete, documented, and computed by the function it names."""

from pathlib import Path

import pytest

from assessments.scoring.measures import listing
from assessments.scoring.measures.composite import CODES
from assessments.scoring.registry import DEFINITIONS, Definition, measure
from assessments.scoring.results import SubjectKind

DOCS = Path(__file__).parents[3] / "docs"
UNITS = {
    "share", "index", "ratio", "months", "years", "count", "points",
    "money", "money/month", "money/year",
}  # fmt: skip


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS)
def test_a_code_names_its_function_and_the_function_says_what_it_is(definition: Definition) -> None:
    assert definition.code.split(".")[1] == definition.function.__name__
    assert definition.title.endswith(".")
    assert definition.formula.startswith("§")
    assert definition.unit in UNITS


def test_the_page_of_codes_is_current() -> None:
    page = (DOCS / "measures.md").read_text(encoding="utf-8")

    assert page == listing.as_markdown(), "run python -m assessments.scoring.measures.listing"


def test_a_code_is_given_once() -> None:
    assert not set(DEFINITIONS) & set(CODES)
    with pytest.raises(ValueError, match=r"measure code switching\.holdup_ceiling is taken"):

        @measure("switching", unit="share", formula="§2.5", kind=SubjectKind.POSITION)
        def holdup_ceiling() -> None: ...
