"""The head of a case, written without touching a row."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django_scopes import scope

from assessments.actions import heads
from assessments.actions.cases import CaseChanged, CaseRefused, load_document
from assessments.author import Author
from assessments.casefile import canonical
from assessments.casefile.dates import PartialDate
from assessments.casefile.document import FxRate
from assessments.models import AuditEvent, Organization
from assessments.register.cases import dump_document
from assessments.register.top import head_of
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db


@pytest.fixture
def buyer(now):
    """Return an organization with a small case."""
    document = case("small")
    slug, currency = document.organization.id, document.organization.currency
    organization = Organization.objects.create(slug=slug, name="Buyer", currency=currency)
    load_document(document, organization=organization, by=None, now=now)
    return organization


@pytest.fixture
def author(buyer, now):
    return Author(organization=buyer, by=None, now=now)


def n_events(organization):
    return AuditEvent.objects.for_organization(organization).count()


def test_the_same_head_again_changes_nothing(buyer, author):
    before = n_events(buyer)

    assert heads.change(author=author, said=head_of(buyer)) == []
    assert n_events(buyer) == before


def test_a_changed_head_leaves_the_rows_as_they_are(buyer, author):
    with scope(organization=buyer):
        rows = dump_document(buyer)
    said = head_of(buyer)
    rate = FxRate(rate=Decimal("0.0066"), rate_date=said.as_of)

    changed = heads.change(author=author, said=replace(said, fx={**said.fx, "JPY": rate}))

    assert changed == ["fx.JPY"]
    with scope(organization=buyer):
        assert dump_document(buyer) == replace(rows, fx=head_of(buyer).fx)
    last = AuditEvent.objects.for_organization(buyer).last()
    assert (last.verb, last.noun) == ("change", "case")


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda said: replace(said, as_of=None), "as_of"),
        (
            lambda said: replace(said, organization=replace(said.organization, id="others")),
            "organization.id",
        ),
        (
            lambda said: replace(said, policy=replace(said.policy, parameters={"n_draws": -1})),
            "policy.parameters",
        ),
        (
            lambda said: replace(
                said,
                fx={"USD": FxRate(rate=Decimal(1), rate_date=PartialDate.parse("2026-07-01"))},
            ),
            "fx.USD.rate_date",
        ),
    ],
)
def test_a_head_that_does_not_fit_is_refused_with_its_field(buyer, author, change, path):
    before = n_events(buyer)

    with pytest.raises(CaseRefused, match=f"^{path}"):
        heads.change(author=author, said=change(head_of(buyer)))

    assert n_events(buyer) == before


def test_a_case_is_not_replaced_over_what_nobody_has_seen(buyer, now):
    document = case("small")
    with scope(organization=buyer):
        seen = canonical.sha256(dump_document(buyer))
    arguments = {"organization": buyer, "by": None, "now": now}

    load_document(document, expected_sha256=seen, **arguments)

    with pytest.raises(CaseChanged):
        load_document(document, expected_sha256="0" * 64, **arguments)
