"""The positions of a case as a table for a terminal."""

from collections.abc import Sequence

from assessments import wording
from assessments.casefile.document import CaseDocument
from assessments.scoring.results import Results

HEADINGS = (
    "Function", "Supplier", "Score", "Band", "90% of draws", "Evidence",
    "Months to switch", "to survive", "Cost to leave", "Price ceiling",
)  # fmt: skip


def positions_table(document: CaseDocument, results: Results) -> str:
    """Return every position in one row, the worst score first, and what the marks mean."""
    rows = sorted(
        (_row(document, results, function, supplier) for function, supplier in results.positions),
        key=lambda row: (row[2] == "–", row[0], row[1]),
    )
    head = (
        f"{document.organization.name} · {document.case} · as of {document.as_of} · "
        f"{results.method} · seed {results.seed}"
    )
    notes = [f"! {warning}" for warning in results.warnings]
    return "\n".join([head, "", *_aligned([HEADINGS, *rows]), "", *notes, LEGEND])


LEGEND = "– = not known. Every number with its inputs: --json OUT. The story as a PDF: --pdf OUT."


def _row(document: CaseDocument, results: Results, function: str, supplier: str) -> tuple[str, ...]:
    subject = f"{function}/{supplier}"
    risk = results.measure("score.risk", subject)
    switch = results.measure("time.time_to_switch", subject)
    survive = results.measure("time.time_to_survive", subject)
    cost = results.measure("switching.one_off_cost", subject)
    ceiling = results.measure("switching.holdup_ceiling", subject)
    confidence = results.measure("score.confidence", subject)
    return (
        document.functions[function].name or function,
        document.suppliers[supplier].name or supplier,
        "–" if risk.value is None else f"{risk.value:.0f}",
        risk.text,
        "–" if risk.p5 is None or risk.p95 is None else f"{risk.p5:.0f}–{risk.p95:.0f}",
        confidence.text,
        "–" if switch.value is None else wording.months(switch.value, unit=False),
        _survive(survive.state, survive.value),
        "–" if cost.value is None else wording.money(cost.value, cost.currency),
        "–" if ceiling.value is None else wording.percent(ceiling.value, signed=True),
    )


def _survive(state: str, value: float | None) -> str:
    if state == "infinite":
        return "no stop"
    return "–" if value is None else wording.months(value, unit=False)


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]
