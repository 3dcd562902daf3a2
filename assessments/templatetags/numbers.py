"""Numbers in templates, in the words of the report: ``{{ measure|measured }}`` and the like."""

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from assessments import wording
from assessments.casefile.figure import Figure, Kind
from assessments.choices import MeasureState
from assessments.models import Measure
from assessments.queries.assessments import Names
from assessments.titles import title_of

register = template.Library()

STATES = {
    MeasureState.UNKNOWN: wording.NOT_KNOWN,
    MeasureState.NOT_APPLICABLE: "not applicable",
    MeasureState.INFINITE: "without end",
}
MARK = '<span class="mark" title="illustrative assumption">◇</span>'
QUANTILES = (("p10", "p90", "80% range"), ("p5", "p95", "90% range"))


@register.filter
def marked(text: str) -> SafeString:
    """Return text, escaped, with each ◇ set apart so that it can be small and grey."""
    return mark_safe(escape(text).replace("◇", MARK))


@register.filter
def measured(measure: Measure | None) -> str:
    """Return a result in its unit, or why there is no number."""
    if measure is None:
        return wording.NOT_KNOWN
    if measure.value is None:
        return measure.text or STATES.get(MeasureState(measure.state), "")
    if measure.unit == "points" and measure.code.startswith("score."):
        return f"{measure.value:.0f}"
    return wording.of_unit(measure.value, measure.unit, measure.currency)


@register.filter
def in_unit_of(value: float | None, measure: Measure) -> str:
    """Return a number in the unit of a measure."""
    if value is None:
        return ""
    return wording.of_unit(value, measure.unit, measure.currency)


@register.filter
def difference(value: float | None, measure: Measure) -> str:
    """Return a difference with its sign, in the unit of a measure."""
    if value is None:
        return "–"
    text = in_unit_of(value, measure)
    return f"+{text}" if value > 0 else text


@register.filter
def of_subject(subject: str, names: Names) -> str:
    """Return what a measure speaks about, by name."""
    return names.of_subject(subject)


@register.filter
def spread(measure: Measure) -> str:
    """Return the range that the draws gave a result, if they did."""
    for low, high, name in QUANTILES:
        first, last = getattr(measure, low), getattr(measure, high)
        if first is not None and last is not None:
            return f"{name} {in_unit_of(first, measure)} to {in_unit_of(last, measure)}"
    return ""


@register.filter
def bounds(measure: Measure) -> str:
    """Return how far the unknown answers alone could move a result."""
    if measure.lower is None or measure.upper is None or measure.lower == measure.upper:
        return ""
    return f"{in_unit_of(measure.lower, measure)} to {in_unit_of(measure.upper, measure)}"


@register.filter
def titled(code: str) -> str:
    """Return what a measure is, in words."""
    return title_of(code)


@register.filter
def stated(figure: Figure, kind: Kind) -> str:
    """Return what somebody stated."""
    return wording.stated(figure, kind)


@register.filter
def is_assumed(figure: Figure) -> bool:
    """Return whether ◇ stands beside a figure."""
    return figure.is_present and (figure.grade == "E" or figure.basis == "assumption")


@register.filter
def short(sha256: str) -> str:
    """Return a hash as its ends."""
    return f"{sha256[:8]}…{sha256[-8:]}" if sha256 else "–"


@register.filter
def in_words(name: Any) -> str:
    """Return an external id or a name of code as words."""
    return str(name).replace("_", " ").replace("-", " ").replace(".", " · ")
