"""What does not fit together in a case document, all at once, each with its path (§8.2)."""

from collections.abc import Iterator

from assessments.casefile.document import CaseDocument, Defaults
from assessments.casefile.problems import Finding


def findings(document: CaseDocument, defaults: Defaults | None = None) -> Iterator[Finding]:
    """Yield everything that has to be mended before the case can be scored."""
    yield from ()
