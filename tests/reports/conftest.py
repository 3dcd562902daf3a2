"""The reports of the two shipped cases, made once for all tests that look at them."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from assessments.casefile import read, select
from assessments.casefile.document import CaseDocument
from assessments.casefile.project import to_case
from assessments.scoring.results import Results
from assessments.scoring.score import score
from reports import build, exhibits, pdf
from reports.content.parts import CaseReport

CASES = Path(__file__).parents[2] / "assessments" / "cases"


@dataclass(frozen=True)
class Scored:
    """A shipped case with its numbers."""

    path: Path
    document: CaseDocument
    results: Results

    def content(self, document: CaseDocument | None = None) -> CaseReport:
        """Return the words of its first position, also under other names."""
        position = build.position_of(self.results, None, self.document)
        return build.content_of(document or self.document, self.results, *position)


@dataclass(frozen=True)
class Printed:
    """A report, the words it was made of, and the file."""

    case: Scored
    content: CaseReport
    drawn: exhibits.Drawn
    file: pdf.PdfFile
    reader: PdfReader


def _scored(name: str) -> Scored:
    path = CASES / f"{name}.yaml"
    document = select.in_force(read.load(path.read_bytes(), path.name))
    return Scored(path, document, score(to_case(document)))


@pytest.fixture(scope="session")
def apple() -> Scored:
    return _scored("apple-samsung-displays")


@pytest.fixture(scope="session")
def microsoft() -> Scored:
    return _scored("microsoft-anthropic")


@pytest.fixture(scope="session")
def apple_printed(apple: Scored) -> Printed:
    return _printed(apple)


@pytest.fixture(scope="session")
def microsoft_printed(microsoft: Scored) -> Printed:
    return _printed(microsoft)


@pytest.fixture(scope="session", params=["apple", "microsoft"])
def printed(request: pytest.FixtureRequest) -> Printed:
    """Each of the two shipped cases, printed."""
    report: Printed = request.getfixturevalue(f"{request.param}_printed")
    return report


def _printed(case: Scored) -> Printed:
    content = case.content()
    drawn = build.draw(content)
    file = build.print_pdf(content, drawn.svgs)
    return Printed(case, content, drawn, file, PdfReader(BytesIO(file.data)))
