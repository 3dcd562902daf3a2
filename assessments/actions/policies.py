"""Scoring policies: drafted from the active one, edited as drafts, activated by an approver.

Once active a policy is never edited: assessments name it.
"""

import uuid
from typing import Any

from django.db import transaction

from assessments import audit, models
from assessments.author import Author
from assessments.casefile import document as nouns
from assessments.choices import Money, PolicyState, Verb
from assessments.models import Organization, ScoringPolicy
from assessments.register import head
from assessments.scoring.errors import ScoringError
from assessments.scoring.parameters import METHOD, Parameters


class NotADraft(Exception):  # noqa: N818 - what is wrong
    """The policy is or was active; make a draft of it and change that."""

    def __init__(self) -> None:
        super().__init__("This policy is no draft any more; make a new draft of the active one.")


class PolicyRefused(Exception):  # noqa: N818 - what happened
    """The method cannot score by what the policy says; nothing was written."""


@transaction.atomic
def draft(*, author: Author, name: str = "") -> ScoringPolicy:
    """Return a new draft that says what the active policy says, or the method's own defaults."""
    Organization.objects.select_for_update().get(pk=author.organization.pk)
    last = _policies(author).order_by("version").last()
    said = value_of(head.active_policy(author.organization), author)
    row = ScoringPolicy(
        organization=author.organization,
        version=last.version + 1 if last else 1,
        state=PolicyState.DRAFT,
        name=name,
    )
    _fill(row, said, author)
    row.save(force_insert=True)
    _note(author, row, Verb.DRAFT, {})
    return row


@transaction.atomic
def edit(*, author: Author, policy: ScoringPolicy, name: str, value: nouns.Policy) -> ScoringPolicy:
    """Make a draft say something else.

    Raises
    ------
    NotADraft
        If it was activated.
    PolicyRefused
        If the method cannot score by it.
    """
    row = _locked_draft(author, policy.pk)
    check(value)
    before = value_of(row, author)
    changes = {key: [str(old), str(new)] for key, old, new in _differences(before, value)}
    if name != row.name:
        changes["name"] = [row.name, name]
    if changes:
        row.name = name
        _fill(row, value, author)
        row.save()
        _note(author, row, Verb.CHANGE, changes)
    return row


@transaction.atomic
def activate(*, author: Author, policy: ScoringPolicy) -> ScoringPolicy:
    """Score by a draft from now on; the one before it retires.

    Raises
    ------
    NotADraft
        If somebody was quicker.
    PolicyRefused
        If the method cannot score by it.
    """
    row = _locked_draft(author, policy.pk)
    value = value_of(row, author)
    check(value)
    for name in head.POLICY_FIGURES:
        if not getattr(value, name).is_present:
            raise PolicyRefused(f"Enter the {name.replace('_', ' ')} before it is activated.")
    _policies(author).filter(state=PolicyState.ACTIVE).update(state=PolicyState.RETIRED)
    row.state, row.activated_at, row.activated_by = PolicyState.ACTIVE, author.now, author.by
    row.save(update_fields=["state", "activated_at", "activated_by"])
    _note(author, row, Verb.ACTIVATE, {"sha256": row.sha256})
    return row


@transaction.atomic
def discard(*, author: Author, policy: ScoringPolicy) -> None:
    """Throw a draft away.

    Raises
    ------
    NotADraft
        If it was activated.
    """
    row = _locked_draft(author, policy.pk)
    _note(author, row, Verb.DISCARD, {})
    row.delete()


def value_of(row: ScoringPolicy | None, author: Author) -> nouns.Policy:
    """Return what a policy says, as the case document says it."""
    return head.policy_of(row, _source_ids(author))


def check(value: nouns.Policy) -> None:
    """Raise PolicyRefused if the method cannot score by a policy."""
    try:
        Parameters().with_policy(value.parameters)
    except ScoringError as error:
        raise PolicyRefused(str(error)) from error


def _fill(row: ScoringPolicy, value: nouns.Policy, author: Author) -> None:
    row.method = value.method or METHOD
    row.money = Money[value.money.name]
    row.parameters = head.parameters_json(value)
    row.sha256 = head.policy_sha256(value, row.parameters)
    held = value_of(row, author) if row.pk and not row._state.adding else None
    if held is None or any(getattr(held, n) != getattr(value, n) for n in head.POLICY_FIGURES):
        figures = head.policy_figures(value, author, _source_ids(author))
        for name in head.POLICY_FIGURES:
            setattr(row, name, figures.get(name))


def _differences(old: nouns.Policy, new: nouns.Policy) -> list[tuple[str, Any, Any]]:
    found: list[tuple[str, Any, Any]] = [
        (name, getattr(old, name), getattr(new, name))
        for name in ("money", *head.POLICY_FIGURES)
        if getattr(old, name) != getattr(new, name)
    ]
    shown = [
        (name, was.likely, becomes.likely) if name in head.POLICY_FIGURES else (name, was, becomes)
        for name, was, becomes in found
    ]
    names = sorted({*old.parameters, *new.parameters})
    return shown + [
        (name, old.parameters.get(name, "method's own"), new.parameters.get(name, "method's own"))
        for name in names
        if old.parameters.get(name) != new.parameters.get(name)
    ]


def _locked_draft(author: Author, pk: uuid.UUID) -> ScoringPolicy:
    Organization.objects.select_for_update().get(pk=author.organization.pk)  # one at a time
    row: ScoringPolicy = _policies(author).get(pk=pk)
    if row.state != PolicyState.DRAFT:
        raise NotADraft
    return row


def _policies(author: Author) -> Any:
    return ScoringPolicy.objects.for_organization(author.organization)


def _source_ids(author: Author) -> dict[Any, str]:
    sources = models.Source.objects.for_organization(author.organization)
    return dict(sources.values_list("pk", "external_id"))


def _note(author: Author, row: ScoringPolicy, verb: Verb, changes: dict[str, Any]) -> None:
    audit.append(
        author.organization,
        at=author.now,
        by=author.by,
        verb=verb,
        noun="policy",
        external_id=str(row.version),
        changes=changes,
        api_key=author.api_key,
        request_id=author.request_id,
    )
