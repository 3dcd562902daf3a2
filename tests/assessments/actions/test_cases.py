"""Loading a case makes the register say what the case says, and nothing else."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection

from assessments.actions.cases import CaseRefused, load_document
from assessments.casefile.figures import replace_figure
from assessments.casefile.shapes import Listed
from assessments.models import (
    AuditEvent,
    Dependency,
    Figure,
    Organization,
    ScoringPolicy,
    Source,
    Supplier,
    User,
)
from assessments.register.cases import dump_document
from tests.assessments.register.made_cases import case

pytestmark = pytest.mark.django_db

SPEND = "functions.iphone.gates.panels.dependencies.sdc.workload_share"
ADDRESS = {"noun": "dependencies", "external_id": "iphone.panels.sdc", "field": "workload_share"}


@pytest.fixture
def document():
    return case("apple-samsung-displays")


@pytest.fixture
def load(ours, document, now):
    """Return a function that loads a document, first of all the case of the displays."""

    def loaded(changed, later=timedelta(0)):
        return load_document(changed, organization=ours, by=None, now=now + later)

    loaded(document)
    return loaded


@pytest.fixture
def changed(document):
    share = document.functions["iphone"].gates["panels"].dependencies["sdc"].workload_share
    return replace_figure(document, SPEND, replace(share, likely=Decimal("0.6")))


def test_a_changed_value_is_a_new_row_and_the_old_one_stays(ours, load, changed, now):
    changes = load(changed, timedelta(days=1))

    history = Figure.objects.for_organization(ours).filter(**ADDRESS).order_by("created_at")
    assert [figure.likely for figure in history] == [Decimal("0.645"), Decimal("0.6")]
    row = Dependency.objects.for_organization(ours).get(external_id="iphone.panels.sdc")
    assert (row.workload_share, row.version) == (history[1], 2)
    assert (row.created_at, row.updated_at) == (now, now + timedelta(days=1))
    assert changes == {"created": {}, "changed": {"dependencies": 1}, "removed": {}}


def test_other_rows_stay_as_they_were(ours, load, changed):
    before = set(Supplier.objects.for_organization(ours).values_list("pk", "version"))

    load(changed)

    assert set(Supplier.objects.for_organization(ours).values_list("pk", "version")) == before


def test_a_row_that_is_left_out_goes_with_its_parts_and_its_figures_stay(ours, load, document):
    n_figures = Figure.objects.for_organization(ours).count()

    changes = load(replace(document, contracts={}, positions={}))

    assert changes["removed"] == {"positions": 1, "contracts": 1, "covers": 1, "payments": 2}
    assert Figure.objects.for_organization(ours).count() == n_figures
    assert not dump_document(ours).contracts


def test_a_source_that_is_left_out_is_put_away_and_can_come_back(ours, load, document):
    smaller = {key: source for key, source in document.sources.items() if key != "A3"}
    without = replace(document, sources=smaller, shares=())
    load(without)
    assert Source.objects.for_organization(ours).get(external_id="A3").is_retired
    assert dump_document(ours) == without

    load(document)

    assert dump_document(ours) == document


def test_a_new_row_may_take_the_place_of_one_that_goes(ours, load, document):
    gate = document.functions["iphone"].gates["panels"]
    renamed = {("samsung" if key == "sdc" else key): row for key, row in gate.dependencies.items()}
    function = replace(
        document.functions["iphone"],
        gates={"panels": replace(gate, dependencies=dict(sorted(renamed.items())))},
    )
    other = replace(
        document, functions={"iphone": function}, alternatives={}, exit_plans={}, positions={}
    )

    load(other)

    assert dump_document(ours) == other


def test_two_rows_may_trade_places(ours, load, document):
    gate = document.functions["iphone"].gates["panels"]
    sdc, lgd = gate.dependencies["sdc"], gate.dependencies["lgd"]
    traded = {
        **gate.dependencies,
        "sdc": replace(sdc, offering=lgd.offering),
        "lgd": replace(lgd, offering=sdc.offering),
    }
    function = replace(
        document.functions["iphone"], gates={"panels": replace(gate, dependencies=traded)}
    )
    before = Dependency.objects.for_organization(ours).get(external_id="iphone.panels.sdc")

    load(replace(document, functions={"iphone": function}))

    assert dump_document(ours).functions == {"iphone": function}
    after = Dependency.objects.for_organization(ours).get(external_id="iphone.panels.sdc")
    assert (after.pk, after.version, after.created_at) == (before.pk, 2, before.created_at)
    connection.check_constraints()


def test_a_changed_policy_is_a_new_version(ours, load, document):
    policy = replace(
        document.policy, parameters={"pillar_cap": 0.9, "cost_if_unknown": [1, 2, 40.5]}
    )

    load(replace(document, policy=policy))

    policies = ScoringPolicy.objects.for_organization(ours)
    assert [(row.version, row.state) for row in policies] == [(1, "RETIRED"), (2, "ACTIVE")]
    assert dump_document(ours).policy == policy


def test_none_and_nothing_said_stay_apart(ours, load, document):
    for is_none in (True, False):
        load(replace(document, markets=Listed({}, is_none=is_none)))

        assert dump_document(ours).markets == Listed({}, is_none=is_none)


def test_loading_leaves_one_audit_event_and_none_where_nothing_changed(ours, load, changed):
    load(changed)
    load(changed)

    events = AuditEvent.objects.for_organization(ours)
    assert [(event.verb, event.external_id) for event in events] == [
        ("load", "apple-samsung-displays")
    ] * 2
    assert events.last().changes["changed"] == {"dependencies": 1}


def test_rows_say_who_wrote_them(ours, document, now):
    jo = User.objects.create_user("jo@example.com")

    load_document(document, organization=ours, by=jo, now=now)

    assert {row.created_by for row in Supplier.objects.for_organization(ours)} == {jo}
    assert set(Figure.objects.for_organization(ours).values_list("created_by")) == {(jo.pk,)}


def test_a_case_of_another_organization_is_refused(theirs, document, now):
    with pytest.raises(CaseRefused, match="the case is of apple; load it into apple, not samsung"):
        load_document(document, organization=theirs, by=None, now=now)

    assert not Supplier.objects.for_organization(theirs).exists()


def test_a_case_that_does_not_fit_together_is_refused_with_everything_wrong(ours, document, now):
    broken = replace(document, suppliers={}, policy=replace(document.policy, method="\x00"))

    with pytest.raises(CaseRefused) as error:
        load_document(broken, organization=ours, by=None, now=now)

    assert "policy.method: has the control character U+0000" in str(error.value)
    assert "offerings.sdc-oled.supplier" in str(error.value)
    assert not Source.objects.for_organization(ours).exists()


def test_two_organizations_hold_the_same_ids_apart(ours, load, document, theirs, now):
    head = replace(document.organization, id="samsung")
    load_document(replace(document, organization=head), organization=theirs, by=None, now=now)
    load(replace(document, positions={}))

    assert dump_document(theirs).positions == document.positions


def test_every_foreign_key_leads_somewhere(ours, load, changed):
    load(changed)

    connection.check_constraints()


def test_an_organization_without_a_case_says_so(ours):
    with pytest.raises(ValueError, match="apple has no case yet"):
        dump_document(ours)


def test_the_number_of_queries_does_not_grow_with_the_rows(
    ours, load, document, django_assert_max_num_queries
):
    n_tables = 40

    with django_assert_max_num_queries(n_tables + 10):
        dump_document(Organization.objects.get(pk=ours.pk))
