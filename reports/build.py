"""Content → figures → SVG → HTML → PDF: a position's report as bytes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from assessments.casefile.document import CaseDocument
from assessments.scoring.results import Results
from reports import render
from reports.content.case_report import case_report as content_of
from reports.content.parts import CaseReport

if TYPE_CHECKING:
    from reports import exhibits, pdf

Progress = Callable[[str], None]


class ReportError(Exception):
    """A report cannot be made; the message says what to do."""


@dataclass(frozen=True)
class Made:
    """A finished report: its bytes, pages, and what is worth telling whoever asked for it."""

    data: bytes
    n_pages: int
    warnings: tuple[str, ...] = ()


def position_of(results: Results, position: str | None, document: CaseDocument) -> tuple[str, str]:
    """Return the position asked for; without one the first recorded, else the worst score.

    Raises
    ------
    ReportError
        If the case has no such position, or none at all.
    """
    known = [f"{function}/{supplier}" for function, supplier in results.positions]
    if not known:
        raise ReportError("the case has no position: no function depends on an external supplier")
    if position is None:
        recorded = [f"{row.function}/{row.supplier}" for row in document.positions.values()]
        position = next((name for name in recorded if name in known), None) or worst(results, known)
    if position not in known:
        raise ReportError(f"no position {position}; use one of {', '.join(known)}")
    function, _, supplier = position.partition("/")
    return function, supplier


def worst(results: Results, known: list[str]) -> str:
    """Return the position with the highest score, the first by name if none has one."""
    return min(known, key=lambda name: (-(results.measure("score.risk", name).value or -1.0), name))


def case_report(
    document: CaseDocument,
    results: Results,
    position: str | None = None,
    progress: Progress = lambda stage: None,
) -> Made:
    """Return the report of one position.

    Parameters
    ----------
    document : CaseDocument
        In force at its date.
    results : Results
        Of that document.
    position : str, optional
        ``function/supplier``.
    progress : callable
        Told the name of each stage as it begins.
    """
    from reports import pdf  # WeasyPrint takes half a second to load; whoever reads waits for none

    progress("content")
    content = content_of(document, results, *position_of(results, position, document))
    progress("exhibits")
    drawn = draw(content)
    progress("layout")
    try:
        made = print_pdf(content, drawn.svgs)
    except pdf.PdfError as error:
        raise ReportError(f"the report cannot be printed: {error}") from error
    reasons = (f"Exhibits are printed as tables: {drawn.reason}",) if drawn.reason else ()
    return Made(made.data, made.n_pages, (*reasons, *made.warnings))


def draw(content: CaseReport) -> "exhibits.Drawn":
    """Return the SVG of every exhibit that has a picture."""
    from reports import exhibits

    drawn = figures(content)
    return exhibits.draw({name: figure.to_plotly_json() for name, figure in drawn.items()})


def figures(content: CaseReport) -> dict[str, Any]:
    """Return the Plotly figure of every exhibit that has a picture."""
    from assessments import charts

    return {
        exhibit.key: charts.draw(exhibit.chart)
        for section in content.sections
        for exhibit in section.exhibits
        if exhibit.chart is not None
    }


def print_pdf(content: CaseReport, svgs: Mapping[str, bytes]) -> "pdf.PdfFile":
    """Return the content laid out, its exhibits' data attached."""
    from reports import pdf

    return pdf.render(
        render.to_html(content, svgs),
        css=render.report_css(),
        attachments=[
            pdf.PdfAttachment(name, description, text.encode("utf-8-sig"))
            for name, description, text in content.attachments
        ],
        as_of=date.fromisoformat(content.as_of),
    )
