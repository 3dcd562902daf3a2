"""Whether every page of an organization says which right opens it."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, get_resolver

# The address itself is the secret: a calendar program cannot sign in.
SECRET_ADDRESSES = frozenset({"calendar-feed"})


def check_guards(**kwargs: Any) -> list[CheckMessage]:
    """A view in an organization that asks for no right shows its rows to anybody."""
    return [
        Error(
            f"The page {path} asks for no right.",
            hint="Decorate its view with assessments.access.member, or give its class a right.",
            id="lockin.E010",
        )
        for path in unguarded(get_resolver().url_patterns)
    ]


def unguarded(patterns: Any, before: str = "", inside: bool = False) -> Iterator[str]:
    """Yield the addresses below an organization whose view asks for no right."""
    for pattern in patterns:
        path = f"{before}{pattern.pattern}"
        is_inside = inside or "organization" in pattern.pattern.regex.groupindex
        if not isinstance(pattern, URLPattern):
            yield from unguarded(pattern.url_patterns, path, is_inside)
        elif is_inside and not _asks(pattern) and pattern.name not in SECRET_ADDRESSES:
            yield path


def _asks(pattern: URLPattern) -> bool:
    view = pattern.callback
    owner = getattr(view, "view_class", getattr(view, "cls", view))
    return bool(getattr(view, "right", getattr(owner, "right", None)))
