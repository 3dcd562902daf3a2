"""What stands in the menu beside every page of an organization, and where the reader is in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from assessments.access import Right


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the menu: its words, the name of its address, and the noun if it lists one."""

    label: str
    route: str
    noun: str = ""
    right: Right = Right.READ


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the menu for one reader."""

    label: str
    url: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Lines that belong together; a folded one shows its title only, unless the reader is in it."""

    title: str
    items: list[Item]
    is_folded: bool

    @property
    def is_open(self) -> bool:
        """Whether the lines show."""
        return not self.is_folded or any(item.is_current for item in self.items)


def noun(label: str, name: str) -> Entry:
    """Return the line that leads to the list of a noun."""
    return Entry(label, "register-list", name)


MENU: tuple[tuple[str, bool, tuple[Entry, ...]], ...] = (
    (
        "",
        False,
        (
            Entry("Overview", "dashboard"),
            Entry("Assessments", "assessment-list"),
            Entry("Reports", "report-list"),
            Entry("Supply graph", "graph"),
        ),
    ),
    (
        "Register",
        False,
        (
            noun("Suppliers", "suppliers"),
            noun("Offerings", "offerings"),
            noun("Functions", "functions"),
            noun("Dependencies", "dependencies"),
            noun("Contracts", "contracts"),
            Entry("Last days to act", "calendar"),
            noun("Alternatives", "alternatives"),
            noun("Exit plans", "exit-plans"),
        ),
    ),
    (
        "More",
        True,
        (
            noun("Gates of functions", "gates"),
            noun("Gates of offerings", "upstream"),
            noun("Upstream links", "links"),
            noun("Ties", "ties"),
            noun("Markets and rivals", "markets"),
            noun("Disruptions", "disruptions"),
            noun("Mitigations", "mitigations"),
            noun("Positions", "positions"),
            noun("Observed shares", "shares"),
            Entry("Exchange rates", "rate-list"),
            noun("Sources", "sources"),
        ),
    ),
    (
        "Organization",
        True,
        (
            Entry("Members", "members", right=Right.ADMINISTER),
            Entry("API keys", "keys", right=Right.ADMINISTER),
            Entry("Scoring policy", "policy"),
            Entry("Settings", "settings", right=Right.ADMINISTER),
            Entry("Audit trail", "audit", right=Right.ADMINISTER),
            Entry("Is all well?", "health", right=Right.ADMINISTER),
        ),
    ),
)


def menu_of(request: HttpRequest) -> list[Group]:
    """Return the menu of whoever asks; empty outside of an organization."""
    actor = getattr(request, "actor", None)
    if actor is None:
        return []
    groups = [
        (title, is_folded, list(_found(entries, actor))) for title, is_folded, entries in MENU
    ]
    here = _current([url for _, _, found in groups for _, url in found], request.path)
    return [
        Group(title, [Item(label, url, url == here) for label, url in found], is_folded)
        for title, is_folded, found in groups
        if found
    ]


def _found(entries: tuple[Entry, ...], actor: Any) -> Iterator[tuple[str, str]]:
    for entry in entries:
        kwargs = {"organization": actor.organization.slug}
        if entry.noun:
            kwargs["noun"] = entry.noun
        if actor.may(entry.right):
            try:
                yield entry.label, reverse(entry.route, kwargs=kwargs)
            except NoReverseMatch:  # an installation may leave out a part of the product
                continue


def _current(urls: list[str], path: str) -> str:
    """Return the line that leads nearest to a page; the first is the organization's own."""
    found = [url for url in urls[1:] if path.startswith(url)]
    return max(found, key=len, default=path if urls[:1] == [path] else "")
