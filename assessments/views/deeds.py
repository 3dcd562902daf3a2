"""An event of the audit trail in a reader's words: what was done, to what, and what it changed."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.dateformat import format as date_format

from assessments.choices import AssessmentState, Role, Verb
from assessments.models import Assessment, AuditEvent, Job, Organization, User
from assessments.queries.titles import Titles, noun_words
from assessments.register import rows
from assessments.views.register.facts import Facts, references
from assessments.views.register.histories import (
    Change,
    changes_between,
    name_in,
    read_body,
    title_of,
)
from assessments.views.register.words import key_label, verb_label

# Where "Removed membership" is not what anybody would say.
SAID: dict[tuple[str, str], str] = {
    (Verb.CHANGE, "case"): "Changed the head of the case",
    (Verb.INVITE, "invitation"): "Invited",
    (Verb.ACCEPT, "invitation"): "Joined by invitation:",
    (Verb.WITHDRAW, "invitation"): "Withdrew the invitation of",
    (Verb.SET_ROLE, "membership"): "Set the role of",
    (Verb.MAKE_RESET_LINK, "membership"): "Made a reset link for",
}
PERSONAL = ("membership", "invitation")  # they name a person by its key
PAGES = {
    "membership": "members",
    "invitation": "members",
    "api_key": "keys",
    "policy": "policy",
    "organization": "settings",
}
LABELS = {
    "as_of": "As of",
    "changed": "Changed",
    "expires_at": "Expires",
    "four_eyes": "By somebody else than who submitted it",
    "fx": "Exchange rates",
    "input_sha256": "SHA-256 of the input",
    "result_sha256": "SHA-256 of the results",
    "sha256": "SHA-256",
}
WORDS = {word.value: str(word.label) for word in (*Role, *AssessmentState)}
FLAGS = {True: "yes", False: "no"}


@dataclass(frozen=True, slots=True)
class Deed:
    """An event, and where the thing can be looked at that it is about; nowhere: no address."""

    event: AuditEvent
    what: str
    about: str
    address: str
    changes: Sequence[Change]


def deeds(organization: Organization, events: Sequence[AuditEvent]) -> Iterator[Deed]:
    """Yield each event of an organization in words; a fixed number of queries for all of them."""
    reader = _Reader(organization, events)
    for event in events:
        about, address = reader.about(event)
        yield Deed(event, _what(event), about, address, list(reader.changes(event)))


def _what(event: AuditEvent) -> str:
    if said := SAID.get((event.verb, event.noun)):
        return said
    return f"{verb_label(event.verb)} {noun_words(event.noun)}"


class _Reader:
    """Knows the names of all that a page of events is about."""

    def __init__(self, organization: Organization, events: Sequence[AuditEvent]) -> None:
        self.organization = organization
        self.context = rows.context_of(organization)
        self.titles = Titles(organization)
        self.titles.learn(self._addresses(events))
        self.people = self._people(events)
        found = Assessment.objects.for_organization(organization).select_related("snapshot")
        self.assessments = {
            str(row.pk): (
                f"as of {date_format(row.snapshot.as_of, 'j F Y')}",
                # Nobody can look at what is being computed, or never was.
                "" if row.state == AssessmentState.COMPUTING else "assessment-detail",
            )
            for row in found.filter(pk__in=_keys(events, "assessment"))
        }
        jobs = Job.objects.for_organization(organization).filter(pk__in=_keys(events, "job"))
        self.jobs = {str(row.pk): row.get_kind_display().lower() for row in jobs}

    def about(self, event: AuditEvent) -> tuple[str, str]:
        """Return what an event is about, and the address of its page."""
        noun, key = event.noun, event.external_id
        if noun in rows.NOUNS:
            return title_of(event, self.titles), self._url("register-history", noun, key)
        if noun in PERSONAL:
            return str(self.people.get(key, key)), self._url("members")
        if noun == "assessment" and key in self.assessments:
            about, page = self.assessments[key]
            return about, self._url(page, key) if page else ""
        if noun == "job" and key in self.jobs:
            return self.jobs[key], self._url("job-detail", key)
        if noun == "report":
            names = event.changes.get("position", "")
            return self._position(names) or key, self._url("report-detail", key)
        if noun == "policy":
            key = f"version {key}"
        about = str(event.changes.get("name") or key) if noun == "api_key" else key
        return about, self._url(PAGES[noun]) if noun in PAGES else ""

    def changes(self, event: AuditEvent) -> Iterator[Change]:
        """Yield what an event changed, field by field."""
        for name, said in sorted(event.changes.items()):  # one database keeps no order
            if name == "rows":
                for row in said:
                    yield from self._of_row(event, row)
            elif said not in ({}, []):
                yield self._of_field(name, said)

    def _of_row(self, event: AuditEvent, row: Mapping[str, Any]) -> Iterator[Change]:
        """Yield the fields of the row itself; of one that went or came with it, that it did."""
        at = (row["noun"], row["external_id"])
        before, after = (read_body(at[0], row[side], self.context) for side in ("before", "after"))
        if at == (event.noun, event.external_id):
            yield from changes_between(Facts(self.titles), before, after)
            return
        label = f"{rows.NOUNS[at[0]].label[:1].upper()}{rows.NOUNS[at[0]].label[1:]} "
        label += name_in(row) or self.titles(*at)
        if row["before"] and row["after"]:
            for change in changes_between(Facts(self.titles), before, after):
                yield Change(f"{label}, {change.label.lower()}", change.before, change.after)
        else:
            yield Change(label, *("there", "gone") if row["before"] else ("not there", "there"))

    def _of_field(self, name: str, said: Any) -> Change:
        label = LABELS.get(name) or key_label(name.replace(".", " "))
        if name == "changed":
            return Change(label, "", ", ".join(item.replace("_", " ") for item in said))
        if name == "position":
            return Change(label, "", self._position(said))
        if isinstance(said, dict):
            counts = (_count(noun, n) for noun, n in sorted(said.items()) if n)
            return Change(label, "", ", ".join(counts))
        if isinstance(said, list) and len(said) == 2:
            return Change(label, _word(said[0]), _word(said[1]))
        return Change(label, "", _word(said))

    def _position(self, names: str) -> str:
        """Return ``function/supplier`` as a reader says it."""
        function, _, supplier = names.partition("/")
        if not supplier:
            return names
        return f"{self.titles('functions', function)} on {self.titles('suppliers', supplier)}"

    def _url(self, name: str, *parts: str) -> str:
        return reverse(name, args=[self.organization.slug, *parts])

    def _addresses(self, events: Sequence[AuditEvent]) -> Iterator[tuple[str, str]]:
        for event in events:
            if event.noun in rows.NOUNS:
                yield event.noun, event.external_id
            if event.noun == "report" and (names := event.changes.get("position", "")):
                function, _, supplier = names.partition("/")
                yield from (("functions", function), ("suppliers", supplier))
            for row in event.changes.get("rows", ()):
                yield row["noun"], row["external_id"]
                for side in ("before", "after"):
                    if body := read_body(row["noun"], row[side], self.context):
                        yield from references(body)

    def _people(self, events: Sequence[AuditEvent]) -> dict[str, User]:
        """Return who is meant, by what the event names: a person, or an invitation of one."""
        named = _keys(events, *PERSONAL)
        invitations = AuditEvent.objects.for_organization(self.organization).filter(pk__in=named)
        invited = {event.pk.hex: event.external_id for event in invitations}
        people = User.objects.in_bulk({*named, *filter(None, map(_uuid, invited.values()))})
        found = {str(key): person for key, person in people.items()}
        return found | {key: found[who] for key, who in invited.items() if who in found}


def _keys(events: Sequence[AuditEvent], *nouns: str) -> set[uuid.UUID]:
    named = (_uuid(event.external_id) for event in events if event.noun in nouns)
    return {key for key in named if key}


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _count(noun: str, n: int) -> str:
    """Return how many rows of a table; what is no noun is a part of one, by its table's name."""
    kind = rows.NOUNS.get(noun)
    if kind is None:
        return f"{n} × {noun.replace('_', ' ')}"
    return f"{n} {kind.label if n == 1 else kind.plural}"


def _word(said: Any) -> str:
    if isinstance(said, bool):
        return FLAGS[said]
    text = "" if said is None else str(said)
    return WORDS.get(text, text)
