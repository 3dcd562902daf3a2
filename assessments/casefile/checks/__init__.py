"""What does not fit together in a case document, all at once, each with its path (§8.2)."""

from collections.abc import Iterator

from assessments.casefile import select
from assessments.casefile.checks import dates, figures, gates, graph, rows, texts
from assessments.casefile.document import CaseDocument, Defaults
from assessments.casefile.problems import Finding, is_near


def findings(document: CaseDocument, defaults: Defaults | None = None) -> Iterator[Finding]:
    """Yield everything that has to be mended before the case can be scored.

    ``defaults`` are those of the file, where the document comes from one.
    """
    yield from rows.head_findings(document, defaults)
    yield from texts.findings(document)
    wrong = list(figures.findings(document))
    yield from wrong
    for finding in _together(document):
        # A sum of figures that are wrong by themselves is no news.
        if not any(is_near(finding.path, other.path) for other in wrong):
            yield finding


def _together(document: CaseDocument) -> Iterator[Finding]:
    for check in (dates, gates, rows):
        yield from check.findings(document)
    # Links and dependencies of other dates may add up to more than a whole.
    if document.as_of is not None:  # a file whose as_of cannot be read gets this far
        in_force = select.in_force(document)
        yield from graph.findings(in_force)
        yield from gates.in_force_findings(in_force)
