"""What codes of the method are called on a page."""

import assessments.scoring.score  # noqa: F401 - its modules register their measures
from assessments.scoring.measures.composite import CODES
from assessments.scoring.registry import DEFINITIONS
from assessments.templatetags.numbers import in_words


def title_of(code: str) -> str:
    """Return what a measure is, as a short sentence without its full stop."""
    if code in DEFINITIONS:
        return DEFINITIONS[code].title.rstrip(".")
    found = CODES.get(code)
    return found[0].rstrip(".") if found else in_words(code)


def section_of(code: str) -> tuple[str, str]:
    """Return where the method explains a measure: section and rule."""
    if code in DEFINITIONS:
        return DEFINITIONS[code].formula, DEFINITIONS[code].rule
    found = CODES.get(code)
    return (found[2], found[3]) if found else ("", "")
