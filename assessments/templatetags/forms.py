"""What the templates of forms ask about a field."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def get_noun(attrs: Mapping[str, str]) -> str:
    """Return the noun whose rows a field chooses from; nothing where it chooses from words."""
    return attrs.get("data-choose", "")
