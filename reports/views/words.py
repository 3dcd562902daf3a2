"""What codes of the method are called on a page."""

from assessments.scoring.codes import codes
from assessments.templatetags.numbers import in_words


def title_of(code: str) -> str:
    """Return what a measure is, as a short sentence without its full stop."""
    found = codes().get(code)
    return found.title if found else in_words(code)


def section_of(code: str) -> tuple[str, str]:
    """Return where the method explains a measure: section and rule."""
    found = codes().get(code)
    return (found.formula, found.rule) if found else ("", "")
