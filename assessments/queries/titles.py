"""What a reader calls a row: its name, or what it connects."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from assessments.choices import ExitKind, TieKind
from assessments.models import Organization
from assessments.register import rows


def words(external_id: str) -> str:
    """Return an id as words, for a row without a name.

    Examples
    --------
    >>> words("iphone.panels.sdc")
    'iphone panels sdc'
    """
    return external_id.replace(".", " ").replace("-", " ")


# Things that are no rows of the register.
OTHERS = {"api_key": "API key", "membership": "member"}


def noun_words(noun: str) -> str:
    """Return what a reader calls a kind of thing, of the register or not.

    Examples
    --------
    >>> noun_words("exit_plans"), noun_words("api_key"), noun_words("report")
    ('exit plan', 'API key', 'report')
    """
    row = rows.NOUNS.get(noun)
    return row.label if row else OTHERS.get(noun, noun.replace("_", " "))


@dataclass(frozen=True, slots=True)
class Titled:
    """The columns that a title is made of, and how; nothing made: the words of the id."""

    columns: tuple[str, ...]
    make: Callable[..., str] = lambda name: name


def _joined(pattern: str) -> Callable[..., str]:
    """Return a title of names, as far as all of them are there."""
    return lambda *names: pattern.format(*names) if all(names) else ""


def _tie(kind: str, holder: str, holder_id: str, target: str, target_id: str) -> str:
    """Return who is tied to whom; a party that is left out is us."""
    who = [name or words(own_id or "") or "us" for name, own_id in
           ((holder, holder_id), (target, target_id))]  # fmt: skip
    return f"{TieKind(kind).label}: {who[0]} of {who[1]}"


TITLED = {
    "dependencies": Titled(("offering__name", "gate__function__name"), _joined("{0} for {1}")),
    "links": Titled(("offering__name", "gate__offering__name"), _joined("{0} in {1}")),
    "gates": Titled(("name", "function__name", "external_id"), lambda *parts: _below(*parts)),
    "upstream": Titled(("name", "offering__name", "external_id"), lambda *parts: _below(*parts)),
    "contracts": Titled(
        ("reference", "supplier__name"),
        lambda reference, of: reference or _joined("Contract with {0}")(of),
    ),
    "exit_plans": Titled(
        ("alternative__name", "kind"),
        lambda name, kind: f"{name} ({ExitKind(kind).label.lower()})" if name else "",
    ),
    "positions": Titled(("function__name", "supplier__name"), _joined("{0} on {1}")),
    "shares": Titled(
        ("gate__name", "period"), lambda gate, period: f"{gate or 'Shares'}, {period}"
    ),
    "sources": Titled(("title",)),
    "ties": Titled(
        (
            "kind",
            "holder__name",
            "holder__external_id",
            "target__name",
            "target__external_id",
        ),
        _tie,
    ),
}
PLAIN = Titled(("name",))


def _below(name: str, owner: str, external_id: str) -> str:
    """Return which gate of what; a gate is often known by its id alone."""
    name = name or words(external_id.rpartition(".")[2])
    return f"{name} of {owner}" if owner else name


def titles(organization: Organization, noun: str, external_ids: Iterable[str]) -> dict[str, str]:
    """Return what to call rows of a noun, by external id, in one query."""
    wanted = set(external_ids)
    if not wanted:
        return {}
    titled = TITLED.get(noun, PLAIN)
    found = rows.queryset(organization, noun).filter(external_id__in=wanted)
    return {
        external_id: titled.make(*parts) or words(external_id)
        for external_id, *parts in found.values_list("external_id", *titled.columns)
    }


@dataclass
class Titles:
    """The titles that one page needs: asked for noun by noun, once each."""

    organization: Organization

    def __post_init__(self) -> None:
        self._known: dict[str, dict[str, str]] = {}

    def know(self, noun: str, found: Iterable[Any]) -> None:
        """Take the titles of rows that are read already, where they are made of the row alone."""
        if noun in TITLED:
            self.learn((noun, row.external_id) for row in found)
            return
        known = self._known.setdefault(noun, {})
        known |= {row.external_id: row.name or words(row.external_id) for row in found}

    def learn(self, addresses: Iterable[tuple[str, str]]) -> None:
        """Ask for the titles of rows, one query per noun."""
        wanted: dict[str, set[str]] = {}
        for noun, external_id in addresses:
            wanted.setdefault(noun, set()).add(external_id)
        for noun, ids in wanted.items():
            known = self._known.setdefault(noun, {})
            known |= titles(self.organization, noun, ids - known.keys())

    def known(self, noun: str, external_id: str) -> str:
        """Return what a row is called; empty where there is none, or nobody has learned it."""
        return self._known.get(noun, {}).get(external_id, "")

    def __call__(self, noun: str, external_id: str) -> str:
        """Return what to call a row."""
        return self.known(noun, external_id) or words(external_id)
