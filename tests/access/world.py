"""Two organizations that hold the same case, each with its own mark in every text field."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.cache import cache
from django.db import models as fields
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from assessments import run
from assessments.actions import assessments as questions
from assessments.actions import invitations, keys, policies, reviews
from assessments.actions.cases import load_document
from assessments.actions.memberships import remove_member, set_role
from assessments.actions.organizations import create_organization
from assessments.author import Author
from assessments.casefile import exchange
from assessments.choices import Role
from assessments.models import ApiKey, Assessment, Organization, User
from assessments.models.base import Scoped
from assessments.models.immutable import TABLES
from assessments.register import rows
from reports.models import Report
from tests.assessments.register.made_cases import case

CASE = "small"
ROLES = [role.value for role in Role]
# Text that names something for a program, or is a word of a list.
PLAIN = (
    "external_id",
    "sha256",
    "noun",
    "field",
    "unit",
    "parameters",
    "method",
    "currency",
    "figure",
    "kind",
)


@dataclass
class World:
    """One organization, its people, its keys, and a value for each part of an address."""

    organization: Organization
    mark: str
    values: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, Any] = field(default_factory=dict)

    @property
    def author(self) -> Author:
        """Return the first admin, now."""
        user = User.objects.get(email=address(self.organization.slug, "ADMIN"))
        return Author(organization=self.organization, by=user, now=timezone.now())


def address(slug: str, role: str) -> str:
    """Return the e-mail address of a member."""
    return f"{role.lower()}@{slug}.example.com"


def build(slug: str, mark: str) -> World:
    """Return an organization with a row of everything."""
    cache.clear()
    organization = _loaded(slug)
    world = World(organization, mark)
    _people(world)
    _keys(world)
    _mark(world)
    with scope(organization=organization):
        _rows(world)
        _results(world)
        _others(world)
    return world


def _loaded(slug: str) -> Organization:
    now = timezone.now()
    head = case(CASE).organization
    organization = create_organization(
        slug=slug, name=slug, country=head.country, currency=head.currency, by=None, now=now
    )
    document = replace(case(CASE), organization=replace(head, id=slug))
    load_document(document, organization=organization, by=None, now=now)
    return organization


def _people(world: World) -> None:
    for role in ROLES:
        user = User.objects.create_user(address(world.organization.slug, role), name=world.mark)
        set_role(
            organization=world.organization, user=user, role=Role(role), by=None, now=timezone.now()
        )
        client = Client(raise_request_exception=False)
        client.force_login(user)
        world.clients[role] = client
    world.values["user_id"] = User.objects.get(email=address(world.organization.slug, "VIEWER")).pk


def _keys(world: World) -> None:
    author = world.author
    ends = author.now + timedelta(days=30)
    for role in [*ROLES, "REVOKED", "EXPIRED"]:
        granted = role if role in ROLES else Role.ADMIN
        key, secret = keys.create(
            author=author, name=world.mark[:200], role=granted, expires_at=ends
        )
        world.secrets[role] = secret
        world.values["key_id"] = key.pk
        if role == "REVOKED":
            keys.revoke(author=author, key=key)
        if role == "EXPIRED":
            mine = ApiKey.objects.for_organization(world.organization)
            mine.filter(pk=key.pk).update(expires_at=author.now)


def _mark(world: World) -> None:
    """Put the mark into every text field of every row that was written by now."""
    world.organization.name = world.mark[:200]  # as long as a case may name it
    world.organization.save()
    with scope(organization=world.organization):
        for model in apps.get_app_config("assessments").get_models():
            if issubclass(model, Scoped) and model._meta.db_table not in TABLES:
                for name in _texts(model):
                    filled = {} if name == "note" else {f"{name}__gt": ""}
                    model.objects.filter(**filled).update(**{name: world.mark})


def _texts(model: Any) -> list[str]:
    unique = {name for rule in model._meta.constraints for name in getattr(rule, "fields", ())}
    unique |= {column.name for column in model._meta.concrete_fields if column.unique}
    return [
        column.name
        for column in model._meta.concrete_fields
        if type(column) in (fields.CharField, fields.TextField)
        and not column.choices
        and column.name not in unique
        and (column.max_length or 200) >= 200
        and not any(word in column.name for word in PLAIN)
    ]


def _rows(world: World) -> None:
    for noun in rows.NOUNS:
        found = list(rows.queryset(world.organization, noun).order_by("external_id"))
        assert found, f"{CASE} has no row of {noun}: the matrix would not see it"
        entries = rows.entries(world.organization, noun, found)
        bodies = {entry.external_id: exchange.to_json(entry.value) for entry in entries}
        # The row that says most, so that every place that can name another row is tried.
        fullest = max(bodies, key=lambda name: len(json.dumps(bodies[name])))
        world.ids[noun], world.bodies[noun] = fullest, bodies[fullest]


def _results(world: World) -> None:
    author = world.author
    assessment = run.assess(world.organization, by=author.by, now=author.now)
    reviews.submit(author=author, assessment=assessment, note=world.mark)
    job = questions.request(author=author, seed=7)
    function, supplier = assessment.positions[0]
    report = Report(
        organization=world.organization, assessment=assessment, position=f"{function}/{supplier}"
    )
    report.sha256 = hashlib.sha256(world.mark.encode()).hexdigest()
    report.save()
    assert Assessment.objects.count() == 2
    world.values |= {
        "assessment": assessment.pk,
        "job": job.pk,
        "report": report.pk,
        "function": function,
        "supplier": supplier,
    }


def _others(world: World) -> None:
    invited, token = invitations.invite(
        author=world.author, email=f"new@{world.organization.slug}.example.com", role=Role.VIEWER
    )
    gone = User.objects.create_user(f"gone@{world.organization.slug}.example.com")
    arguments = {"organization": world.organization, "user": gone, "by": None}
    set_role(role=Role.VIEWER, now=timezone.now(), **arguments)
    remove_member(now=timezone.now(), **arguments)
    client = Client(raise_request_exception=False)
    client.force_login(gone)
    world.clients["GONE"] = client
    world.values |= {
        "organization": world.organization.slug,
        "event_id": invited.event.pk,
        "policy_id": policies.draft(author=world.author, name=world.mark).pk,
        "token": token,
    }
