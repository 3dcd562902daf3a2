"""A position told as a case: opening, the story in eight chapters, and what it rests on."""

import csv
import io
import re

from assessments import wording
from assessments.casefile import canonical
from assessments.casefile.document import CaseDocument
from assessments.scoring.export import result_sha256
from assessments.scoring.results import Results
from reports.content import (
    alternatives,
    appendix,
    cards,
    concentration,
    decision,
    evidence,
    exits,
    leaving,
    opening,
    rivals,
    stop,
    supply,
    sureness,
)
from reports.content.parts import CaseReport, Exhibit, Table
from reports.content.reasons import reasons
from reports.content.story import Story

CHAPTERS = (
    supply.section,
    concentration.section,
    leaving.section,
    alternatives.section,
    exits.section,
    rivals.section,
    stop.section,
    evidence.section,
)


def case_report(
    document: CaseDocument, results: Results, function: str, supplier: str
) -> CaseReport:
    """Return everything the report of one position says.

    Parameters
    ----------
    document : CaseDocument
        In force at its date: where names, wording and sources come from.
    results : Results
        Of that document.
    function, supplier : str
        External ids of the position.
    """
    story = Story(
        document,
        results,
        function,
        supplier,
        input_sha256=canonical.sha256(document),
        result_sha256=result_sha256(results),
    )
    sections = tuple(chapter(story) for chapter in CHAPTERS)
    exhibits = [exhibit for section in sections for exhibit in section.exhibits]
    as_of = wording.date_text(document.as_of)
    return CaseReport(
        title=f"{story.us} and {story.supplier}: a lock-in case",
        kicker=f"Lock-in case · {story.function} · {as_of}",
        running_title=f"Case · {story.us} and {story.supplier} · {as_of}",
        finding=opening.finding(story),
        lede=opening.lede(story),
        cards=cards.cards(story),
        decision=decision.decision(story),
        reasons=reasons(story),
        sureness=sureness.sureness(story),
        sections=sections,
        assumptions=appendix.assumptions(story),
        sources=appendix.sources(story),
        method=appendix.method(story),
        disclaimer=appendix.disclaimer(story),
        as_of=str(document.as_of),
        input_sha256=story.input_sha256,
        result_sha256=story.result_sha256,
        method_id=results.method,
        attachments=tuple(_attachment(exhibit) for exhibit in exhibits),
    )


def _attachment(exhibit: Exhibit) -> tuple[str, str, str]:
    return exhibit.attachment, exhibit.title, as_csv(exhibit.data)


def as_csv(table: Table) -> str:
    """Return a table as CSV; cells that a spreadsheet would run as formulas are quoted with '."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_harmless(column.label) for column in table.columns])
    writer.writerows([[_harmless(cell) for cell in row] for row in table.rows])
    return out.getvalue()


NUMBER = re.compile(r"[+\N{MINUS SIGN}-]?[\d.,\s]*\d%?(\s*◇)?")


def _harmless(cell: str) -> str:
    is_formula = cell.startswith(("=", "@", "+", "-", "\t", "\r")) and not NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell
