"""The database holds the rules of single rows, whoever writes them."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from assessments.casefile.dates import PartialDate
from assessments.models import (
    Alternative,
    BusinessFunction,
    Dependency,
    FxRate,
    Gate,
    Membership,
    Mitigation,
    MitigationChange,
    Offering,
    Position,
    ScoringPolicy,
    ShareObservation,
    ShareObservationLine,
    Source,
    Supplier,
    Tie,
    UpstreamLink,
    User,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused():
    """Return a context in which the database must refuse a row."""

    def context():
        return pytest.raises(IntegrityError)

    return context


@pytest.fixture
def supplier(save):
    return save(Supplier)


@pytest.fixture
def offering(save, supplier):
    return save(Offering, supplier=supplier)


@pytest.fixture
def function(save):
    return save(BusinessFunction)


@pytest.fixture
def gate(save, function):
    return save(Gate, function=function, rule="ANY_OF", external_id="a.g")


BAD_IDS = ["", "Apple", "a_b", "a.", "-a", "a--b", "a\n", "ä"]


@pytest.mark.parametrize("external_id", BAD_IDS)
def test_what_is_no_id_is_refused(save, refused, external_id):
    with refused(), transaction.atomic():
        save(Supplier, external_id=external_id)


def test_an_id_is_taken_once_per_organization(save, refused, theirs):
    save(Supplier, external_id="sdc")
    save(Supplier, external_id="sdc", organization=theirs)

    with refused(), transaction.atomic():
        save(Supplier, external_id="sdc")


def test_a_source_may_have_capitals_in_its_id(save, refused):
    save(Source, external_id="A11", title="FY2025")

    with refused(), transaction.atomic():
        save(Source, external_id="A.11", title="FY2025")


BAD_GATES = [
    {"rule": "ANY_OF", "k": 1},
    {"rule": "K_OF_M"},
    {"rule": "K_OF_M", "k": 0},
    {"rule": "MONEY_ONLY"},
    {"rule": "ANY_OF", "stops": "OPERATION"},
]


@pytest.mark.parametrize("fields", BAD_GATES)
def test_a_gate_of_a_function_keeps_to_its_fields(save, refused, function, fields):
    with refused(), transaction.atomic():
        save(Gate, function=function, **fields)


def test_a_gate_has_exactly_one_owner(save, refused, function, offering):
    with refused(), transaction.atomic():
        save(Gate, rule="ANY_OF")
    with refused(), transaction.atomic():
        save(Gate, rule="ANY_OF", function=function, offering=offering, stops="OPERATION")


def test_gates_of_a_function_and_of_an_offering_may_share_an_id(save, refused, function, offering):
    save(Gate, function=function, rule="K_OF_M", k=2)
    save(Gate, offering=offering, rule="MONEY_ONLY", stops="OPERATION")

    with refused(), transaction.atomic():
        save(Gate, function=function, rule="ANY_OF")


def test_an_offering_is_bought_direct_once_at_a_time(save, refused, gate, offering):
    save(Dependency, gate=gate, offering=offering, external_id="a.g.x")
    save(Dependency, gate=gate, offering=offering, external_id="a.g.y", since=PartialDate(2025))

    with refused(), transaction.atomic():
        save(Dependency, gate=gate, offering=offering, external_id="a.g.z")


def test_an_offering_is_bought_through_a_channel_once(save, refused, gate, offering, supplier):
    save(Dependency, gate=gate, offering=offering, channel=supplier, external_id="a.g.x")

    with refused(), transaction.atomic():
        save(Dependency, gate=gate, offering=offering, channel=supplier, external_id="a.g.y")


def test_a_member_is_in_a_gate_once(save, refused, offering):
    gate = save(Gate, offering=offering, rule="ALL_OF", stops="EXPANSION")
    save(UpstreamLink, gate=gate, offering=offering)

    with refused(), transaction.atomic():
        save(UpstreamLink, gate=gate, offering=offering, external_id="b")


def test_a_tie_has_another_party_than_us(save, refused):
    with refused(), transaction.atomic():
        save(Tie, kind="EQUITY")


def test_a_dropped_alternative_says_when_and_why(save, refused):
    with refused(), transaction.atomic():
        save(Alternative, stage="DROPPED", stage_date=PartialDate(2024))


def test_a_waiver_of_an_exit_plan_is_approved(save, refused, function, supplier):
    pair = {"function": function, "supplier": supplier}
    day = datetime.date(2026, 1, 1)
    with refused(), transaction.atomic():
        save(Position, **pair, exit_plan="NOT_REQUIRED")
    with refused(), transaction.atomic():
        save(Position, **pair, approved_by="The board", approved_at=day)

    save(Position, **pair, exit_plan="NOT_REQUIRED", approved_by="The board", approved_at=day)

    with refused(), transaction.atomic():
        save(Position, **pair, external_id="b")


def test_one_policy_of_an_organization_is_active(save, refused, now):
    save(ScoringPolicy, version=1, state="RETIRED", activated_at=now)
    save(ScoringPolicy, version=2, state="ACTIVE", activated_at=now)

    with refused(), transaction.atomic():
        save(ScoringPolicy, version=3, state="ACTIVE", activated_at=now)
    with refused(), transaction.atomic():
        save(ScoringPolicy, version=2)


def test_a_person_is_a_member_once(ours, refused):
    user = User.objects.create_user("jo@example.com")
    Membership.objects.create(user=user, organization=ours, role="ADMIN")

    with refused(), transaction.atomic():
        Membership.objects.create(user=user, organization=ours)


def test_a_rate_is_the_ecbs_or_our_own(ours, refused):
    day = {"currency": "TWD", "date": datetime.date(2026, 1, 30)}
    FxRate.objects.create(**day, organization=ours, rate="0.031")
    FxRate.objects.create(**day, per_eur="36.9")

    with refused(), transaction.atomic():
        FxRate.objects.create(**day, per_eur="37")
    with refused(), transaction.atomic():
        FxRate.objects.create(**{**day, "currency": "KRW"}, organization=ours, per_eur="1500")


def test_an_observed_line_has_units_or_a_share(save, refused, gate):
    observation = save(ShareObservation, gate=gate, period=PartialDate(2025))

    with refused(), transaction.atomic():
        save(ShareObservationLine, observation=observation)


def test_a_change_says_one_thing(save, refused):
    mitigation = save(Mitigation)

    with refused(), transaction.atomic():
        save(MitigationChange, mitigation=mitigation, figure="a.b", value=1, factor=2)
