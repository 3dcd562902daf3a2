"""A policy is drafted, edited, activated once, and never edited again."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from assessments import audit
from assessments.actions import policies
from assessments.actions.cases import load_document
from assessments.actions.organizations import create_organization
from assessments.actions.policies import NotADraft, PolicyRefused
from assessments.author import Author
from assessments.choices import PolicyState
from assessments.models import AuditEvent, Organization, ScoringPolicy
from assessments.register.head import active_policy
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(now):
    document = case("small")
    buyer = Organization.objects.create(slug=document.organization.id, currency="EUR")
    load_document(document, organization=buyer, by=None, now=now)
    return Author(organization=buyer, by=None, now=now)


@pytest.fixture
def draft(author):
    return policies.draft(author=author)


def last_event(author):
    return AuditEvent.objects.for_organization(author.organization).last()


def test_a_draft_says_what_the_active_policy_says(author, draft):
    active = active_policy(author.organization)

    assert policies.value_of(draft, author) == policies.value_of(active, author)
    assert (draft.state, draft.version) == (PolicyState.DRAFT, active.version + 1)


def test_an_edited_draft_takes_the_place_of_the_active_policy(author, draft):
    before = active_policy(author.organization)
    value = policies.value_of(draft, author)
    changed = replace(value, parameters={**value.parameters, "n_draws": 4096})

    policies.edit(author=author, policy=draft, name="Fewer draws", value=changed)
    policies.activate(author=author, policy=draft)

    active = active_policy(author.organization)
    assert (active.pk, active.name) == (draft.pk, "Fewer draws")
    assert policies.value_of(active, author).parameters["n_draws"] == 4096
    before.refresh_from_db(
        from_queryset=ScoringPolicy.objects.for_organization(before.organization)
    )
    assert before.state == PolicyState.RETIRED
    assert last_event(author).verb == "activate"
    assert list(audit.broken_links(author.organization)) == []


def test_the_trail_says_what_was_edited(author, draft):
    value = policies.value_of(draft, author)

    policies.edit(
        author=author,
        policy=draft,
        name="",
        value=replace(value, parameters=value.parameters | {"n_draws": 512}),
    )

    assert last_event(author).changes == {"n_draws": ["4096", "512"]}


def test_an_edit_that_says_the_same_writes_nothing(author, draft):
    before = last_event(author)

    policies.edit(author=author, policy=draft, name="", value=policies.value_of(draft, author))

    assert last_event(author) == before


@pytest.mark.parametrize("step", ["edit", "activate", "discard"])
def test_what_was_activated_stays_as_it_is(author, draft, step):
    policies.activate(author=author, policy=draft)
    value = policies.value_of(draft, author)
    more = {"name": "No", "value": value} if step == "edit" else {}

    with pytest.raises(NotADraft):
        getattr(policies, step)(author=author, policy=draft, **more)


@pytest.mark.parametrize(
    ("parameters", "says"),
    [
        ({"n_drawz": 1}, "n_drawz is not a parameter"),
        ({"pillar_weights": {"C": 1.0}}, "adding to 1"),
        ({"n_draws": 1}, "n_draws is 1"),
    ],
)
def test_what_the_method_cannot_score_by_is_refused(author, draft, parameters, says):
    value = replace(policies.value_of(draft, author), parameters=parameters)

    with pytest.raises(PolicyRefused, match=says):
        policies.edit(author=author, policy=draft, name="", value=value)


def test_without_a_discount_rate_nothing_is_activated(ours, now):
    author = Author(organization=ours, by=None, now=now)
    draft = policies.draft(author=author)

    with pytest.raises(PolicyRefused, match="Enter the discount rate"):
        policies.activate(author=author, policy=draft)


def test_a_policy_of_others_is_not_found(draft, theirs, now):
    with pytest.raises(ScoringPolicy.DoesNotExist):
        policies.activate(author=Author(organization=theirs, by=None, now=now), policy=draft)


def test_a_draft_can_be_thrown_away(author, draft):
    policies.discard(author=author, policy=draft)

    assert not ScoringPolicy.objects.for_organization(author.organization).filter(pk=draft.pk)


def test_an_address_of_the_installation_names_no_organization(now, db):
    with pytest.raises(ValidationError, match="an address of Lockin itself"):
        create_organization(slug="api", name="Api", country="", currency="EUR", by=None, now=now)
