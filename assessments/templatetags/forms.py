"""What the templates of forms ask about a field."""

from collections.abc import Mapping

from django import template
from django.forms import BoundField

from assessments.forms.refusals import NO_RATE

register = template.Library()


@register.filter
def get_noun(attrs: Mapping[str, str]) -> str:
    """Return the noun whose rows a field chooses from; nothing where it chooses from words."""
    return attrs.get("data-choose", "")


@register.filter
def missing_rates(element: BoundField) -> list[str]:
    """Return the currencies whose rate a figure lacks."""
    lacking = [error for error in element.errors.as_data() if error.code == NO_RATE]
    return [error.params["currency"] for error in lacking if error.params]
