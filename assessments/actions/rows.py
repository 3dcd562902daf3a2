"""One row of the register: create, change, delete with what hangs on it, and undo."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django_scopes import scope

from assessments import audit
from assessments.author import Author
from assessments.casefile import checks, exchange
from assessments.casefile.checks import texts
from assessments.casefile.problems import Finding
from assessments.casefile.shapes import Form
from assessments.choices import Verb
from assessments.models import AuditEvent, Organization
from assessments.register import changes, head, rows, store
from assessments.register.changes import Address, Hanging
from assessments.register.paths import path_of, relative
from assessments.register.records import Builder, Records, document_of
from assessments.register.rows import NOUNS, Entry, NotFound

__all__ = [
    "Conflict",
    "Entry",
    "Hanging",
    "NotFound",
    "RowRefused",
    "Taken",
    "create",
    "delete",
    "hanging_on",
    "held_by",
    "undo",
    "update",
    "upsert",
]

VERBS = (Verb.CREATE, Verb.UPDATE, Verb.DELETE, Verb.UNDO)


class RowRefused(Exception):  # noqa: N818 - what happened
    """The register would not fit together; nothing was written."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("\n".join(map(_line, self.findings)))


def _line(found: Finding) -> str:
    return f"{found.path}: {found.message}" if found.path else found.message


class Taken(RowRefused):
    """Another row has this id already."""


class Conflict(Exception):  # noqa: N818 - what happened
    """Somebody else changed the row in between; ``entry`` is what it says now."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__(f"{entry.external_id} is at version {entry.version} by now")


@transaction.atomic
def create(*, author: Author, noun: str, value: Any, external_id: str = "") -> Entry:
    """Return a new row; one that is known by its place gets the next number.

    Raises
    ------
    Taken, RowRefused
        If the id is another row's, or the row does not fit into the register.
    NotFound
        If the row it should stand below is not there.
    """
    with _Writing(author) as writing:
        at = (noun, external_id or writing.next_number(noun))
        _check_id(*at)
        if writing.has(at):
            raise Taken([Finding("external_id", f"{at[1]} is taken; write another id")])
        writing.set(at, value)
        writing.save(Verb.CREATE, at)
        return writing.entry(at)


@transaction.atomic
def update(
    *, author: Author, noun: str, external_id: str, value: Any, version: int | None = None
) -> Entry:
    """Return a row that says what a value says; the same again changes nothing.

    Raises
    ------
    Conflict
        If the row is not at ``version`` any more.
    NotFound, RowRefused
    """
    with _Writing(author) as writing:
        at = (noun, external_id)
        writing.expect(at, version)
        writing.set(at, value)
        writing.save(Verb.UPDATE, at)
        return writing.entry(at)


@transaction.atomic
def upsert(
    *, author: Author, noun: str, external_id: str, value: Any, version: int | None = None
) -> tuple[Entry, bool]:
    """Return a row that says what a value says, and whether it is new."""
    with _Writing(author) as writing:
        at = (noun, external_id)
        _check_id(*at)
        is_new = not writing.has(at)
        if not is_new or version is not None:
            writing.expect(at, version)
        writing.set(at, value)
        writing.save(Verb.CREATE if is_new else Verb.UPDATE, at)
        return writing.entry(at), is_new


def hanging_on(organization: Organization, noun: str, external_id: str) -> Hanging:
    """Return what goes with a row, the row itself left out, and what loses a reference to it."""
    records = store.read(organization).records
    if (external_id,) not in records[noun]:
        raise NotFound(f"there is no {NOUNS[noun].label} {external_id}")
    _, hanging = changes.without_all(records, noun, external_id)
    return Hanging(goes=hanging.goes[1:], loses=hanging.loses)


def held_by(organization: Organization, noun: str, external_id: str) -> list[Finding]:
    """Return what keeps a row from being deleted, each finding with its path in the case.

    Only sources are held: what they prove would have no proof without them.
    """
    stored = store.read(organization)
    kept, _ = changes.without_all(stored.records, noun, external_id)
    return _news(organization, stored, kept, (noun, external_id))


@transaction.atomic
def delete(
    *, author: Author, noun: str, external_id: str, version: int | None = None
) -> AuditEvent:
    """Delete a row with everything that cannot stand without it; the event can be undone."""
    with _Writing(author) as writing:
        at = (noun, external_id)
        writing.expect(at, version)
        writing.delete(at)
        event = writing.save(Verb.DELETE, at)
        assert event is not None  # a row that was there is gone
        return event


@transaction.atomic
def undo(*, author: Author, event: AuditEvent) -> list[Entry]:
    """Put back what an event changed; return the rows that are there again.

    Raises
    ------
    RowRefused
        If one of them was changed since, or would not fit any more.
    """
    with _Writing(author) as writing:
        said = _rows_of(event)
        for item in said:
            writing.expect_body((item["noun"], item["external_id"]), item["after"])
        for item in sorted(said, key=_depth):  # what stands below another row comes after it
            writing.put_back((item["noun"], item["external_id"]), item["before"])
        writing.save(Verb.UNDO, (event.noun, event.external_id))
        there = [item for item in said if item["before"] is not None]
        return [writing.entry((item["noun"], item["external_id"])) for item in there]


def _depth(item: dict[str, Any]) -> int:
    external_id: str = item["external_id"]
    return external_id.count(".")


def _rows_of(event: AuditEvent) -> list[dict[str, Any]]:
    if event.verb not in VERBS or "rows" not in event.changes:
        raise RowRefused([Finding("", "this event changed no row; there is nothing to undo")])
    found: list[dict[str, Any]] = event.changes["rows"]
    return found


@dataclass
class _Body:
    """A row before and after."""

    before: dict[str, Any] | None
    after: dict[str, Any] | None


class _Writing:
    """One change of the register, from what it says to what it shall say.

    One writer per organization at a time, so that two changes that fit by themselves cannot make
    a register together that does not.
    """

    def __init__(self, author: Author) -> None:
        self.author = author
        self.touched: dict[Address, None] = {}

    def __enter__(self) -> "_Writing":
        organization = self.author.organization
        self.scope = scope(organization=organization)
        self.scope.__enter__()
        self.held = Organization.objects.select_for_update().get(pk=organization.pk)
        self.stored = store.read(self.held)
        self.before = self.wanted = self.stored.records
        self.context = rows.context_of(self.held)
        return self

    def __exit__(self, *problem: Any) -> None:
        self.scope.__exit__(*problem)

    def has(self, at: Address) -> bool:
        record = self.wanted[at[0]].get((at[1],))
        return record is not None and not record.get("is_retired")

    def next_number(self, noun: str) -> str:
        if NOUNS[noun].is_numbered:
            return changes.next_number(self.wanted, noun)
        raise RowRefused([Finding("external_id", "is missing; write an id")])

    def expect(self, at: Address, version: int | None) -> None:
        if not self.has(at):
            raise NotFound(f"there is no {NOUNS[at[0]].label} {at[1]}")
        if version is not None and self.stored.rows[at[0]][(at[1],)].version != version:
            raise Conflict(self._entry(at, self.stored))

    def expect_body(self, at: Address, body: dict[str, Any] | None) -> None:
        if _body(self.wanted, at) != body:
            raise RowRefused([Finding("", f"{at[1]} was changed since; undo that first")])

    def set(self, at: Address, value: Any) -> None:
        self.touched[at] = None
        self.wanted = changes.with_noun(self.wanted, *at, value)

    def put_back(self, at: Address, body: dict[str, Any] | None) -> None:
        self.touched[at] = None
        if body is None:
            self.wanted = changes.without_noun(self.wanted, *at)
        else:
            self.set(at, exchange.from_json(NOUNS[at[0]].type, body, self.context))

    def delete(self, at: Address) -> None:
        self.wanted, hanging = changes.without_all(self.wanted, *at)
        self.touched |= dict.fromkeys(hanging.goes)
        self.touched |= dict.fromkeys((noun, name) for noun, name, _ in hanging.loses)

    def save(self, verb: Verb, at: Address) -> AuditEvent | None:
        """Write what differs, with one event; nothing differs: nothing is written."""
        bodies = {at: _Body(_body(self.before, at), _body(self.wanted, at)) for at in self.touched}
        changed = {at: body for at, body in bodies.items() if body.before != body.after}
        if not changed:
            return None
        self._check(at)
        author = self.author
        store.write_stored(self.stored, self.wanted, author)
        return audit.append(
            self.held,
            at=author.now,
            by=author.by,
            api_key=author.api_key,
            request_id=author.request_id,
            verb=verb,
            noun=at[0],
            external_id=at[1],
            changes={"rows": [_said(at, body) for at, body in changed.items()]},
        )

    def _check(self, at: Address) -> None:
        """Refuse what the change itself makes wrong; what was wrong before stays a finding."""
        path = path_of(self.wanted, at)
        news = _news(self.held, self.stored, self.wanted, at)
        if news:
            raise RowRefused(relative(finding, path) for finding in news)

    def entry(self, at: Address) -> Entry:
        return rows.get(self.held, *at)

    def _entry(self, at: Address, stored: store.Stored) -> Entry:
        key = (at[1],)
        builder = Builder(stored.records)
        return rows.entry_of(at[0], stored.rows[at[0]][key], builder, stored.records[at[0]][key])


def _news(held: Organization, stored: store.Stored, wanted: Records, at: Address) -> list[Finding]:
    """Return what would not fit in a register any more that fits now."""
    top = head.read(held, stored.source_ids)
    found = list(checks.findings(document_of(wanted, top)))
    if not found:
        return []
    old = Counter(map(_anywhere, checks.findings(document_of(stored.records, top))))
    path = path_of(wanted, at)
    news = [finding for finding in found if not _is_old(finding, old)]
    return [finding for finding in news if not _can_wait(finding, at[0], path)]


def _body(records: Records, at: Address) -> dict[str, Any] | None:
    record = records[at[0]].get((at[1],))
    if record is None or record.get("is_retired"):
        return None
    return exchange.to_json(rows.value_of(at[0], Builder(records), record))


def _said(at: Address, body: _Body) -> dict[str, Any]:
    return {"noun": at[0], "external_id": at[1], "before": body.before, "after": body.after}


def _check_id(noun: str, external_id: str) -> None:
    """Refuse an id that does not say what stands below what."""
    kind = NOUNS[noun]
    *above, last = external_id.split(".")
    message = ""
    if len(above) != kind.depth:
        wanted = ".".join([*(NOUNS[owner].label for owner in kind.owners), "own-id"])
        message = f"{external_id} is no id of a {kind.label}; write {wanted.replace(' ', '-')}"
    elif kind.is_numbered:
        message = "" if re.fullmatch(r"\d{1,9}", last, re.ASCII) else "is no number; leave it out"
    else:
        message = texts.FORMS[Form.SOURCE_ID if noun == "sources" else Form.ID](last)
    if message:
        raise RowRefused([Finding("external_id", message)])


# Where a finding lies ---------------------------------------------------------------------------


def _anywhere(finding: Finding) -> tuple[str, str]:
    """Return a finding without the numbers of its rows: they change when a row goes."""
    return re.sub(r"\.\d+(?=\.|$)", "", finding.path), finding.message


def _is_old(finding: Finding, old: Counter[tuple[str, str]]) -> bool:
    key = _anywhere(finding)
    if not old[key]:
        return False
    old[key] -= 1
    return True


def _can_wait(finding: Finding, noun: str, path: str) -> bool:
    """Return whether a finding is about rows that are still to be written.

    What a row's own form asks for cannot wait; a gate's members have forms of their own.
    """
    is_own = finding.path == path or finding.path.startswith(f"{path}.")
    return finding.is_incomplete and not (is_own and NOUNS[noun].type not in exchange.APART)
