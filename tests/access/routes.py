"""Every route of the resolver, flat, with the methods that its view answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Route:
    """One address pattern and its view."""

    name: str
    pattern: str
    view: Any
    parts: frozenset[str]

    @property
    def right(self) -> Any:
        """Return the right that the view asks for; None if it asks for none."""
        return getattr(self.view, "right", getattr(self.view_class, "right", None))

    @property
    def view_class(self) -> Any:
        """Return the class of a view that has one."""
        return getattr(self.view, "view_class", getattr(self.view, "cls", None))

    @property
    def is_api(self) -> bool:
        """Whether it is an operation of the API."""
        return self.pattern.startswith("api/")

    @property
    def declared(self) -> frozenset[str]:
        """Return the methods that a class has; of a function nobody can tell."""
        if self.view_class is None or not self.is_api:
            return frozenset()
        return frozenset(name.upper() for name in METHODS if hasattr(self.view_class, name))


def all_routes(patterns: Any = None) -> list[Route]:
    """Return every route of the product, or those of some patterns."""
    return list(_walk(patterns or get_resolver().url_patterns, "", frozenset()))


def _walk(patterns: Any, before: str, parts: frozenset[str]) -> Iterator[Route]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        named = parts | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            yield Route(pattern.name or "", path, pattern.callback, frozenset(named))
        else:
            yield from _walk(pattern.url_patterns, path, frozenset(named))
