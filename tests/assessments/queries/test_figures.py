"""Every figure of a case is found where the register holds it."""

import pytest
from django_scopes import scope

from assessments.actions.cases import load_document
from assessments.casefile import select
from assessments.casefile.figure import UNKNOWN
from assessments.casefile.figures import walk_figures
from assessments.models import Figure, Organization
from assessments.queries import figures
from assessments.register import rows
from tests.assessments.register.made_cases import FILES, case


def loaded(document, now):
    organization = Organization.objects.create(
        slug=document.organization.id, currency=document.organization.currency
    )
    load_document(document, organization=organization, by=None, now=now)
    return organization


@pytest.mark.parametrize(
    ("address", "noun", "external_id", "field"),
    [
        ("suppliers.sdc.locations.KR", "suppliers", "sdc", "locations.KR"),
        ("functions.iphone.buffer_months", "functions", "iphone", "buffer_months"),
        ("functions.iphone.gates.panels.need_share", "gates", "iphone.panels", "need_share"),
        (
            "functions.iphone.gates.panels.dependencies.sdc.workload_share",
            "dependencies",
            "iphone.panels.sdc",
            "workload_share",
        ),
        ("upstream.o.tools.link_buffer_months", "upstream", "o.tools", "link_buffer_months"),
        (
            "upstream.sdc-oled.tools.links.tokki-tools.cost_share",
            "links",
            "sdc-oled.tools.tokki-tools",
            "cost_share",
        ),
        ("offerings.claude.prices.1.price", "offerings", "claude", "prices.1.price"),
        ("alternatives.a.cost_lines.search", "alternatives", "a", "cost_lines.search"),
        ("alternatives.a.cost_lines.b.drivers.x", "alternatives", "a", "cost_lines.b.drivers.x"),
        ("alternatives.a.activities.ramp.months", "alternatives", "a", "activities.ramp.months"),
        ("markets.phones.rivals.samsung", "markets", "phones", "rivals.samsung"),
        ("disruptions.shock.months.p50", "disruptions", "shock", "months.p50"),
        ("policy.discount_rate", "", "policy", "discount_rate"),
    ],
)  # fmt: skip
def test_an_address_leads_to_noun_row_and_field(address, noun, external_id, field):
    place = figures.place_of(address)

    assert (place.noun, place.external_id, place.field) == (noun, external_id, field)


@pytest.mark.parametrize(
    "address", ["", "suppliers", "suppliers.sdc.name", "nothing.at.all", "fx.TWD"]
)
def test_what_is_no_figure_has_no_place(address):
    with pytest.raises(KeyError, match="not the address of a figure"):
        figures.place_of(address)


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FILES))
def test_every_stated_figure_of_a_case_stands_at_its_place(name, now):
    document = case(name)
    organization = loaded(document, now)
    held = set(
        Figure.objects.for_organization(organization).values_list("noun", "external_id", "field")
    )

    stated = {
        address: figures.place_of(address)
        for address, figure in walk_figures(document)
        if figure != UNKNOWN and not address.endswith(".other")
    }

    assert {(p.table, p.row, p.column) for p in stated.values()} <= held


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(FILES))
def test_every_figure_of_a_snapshot_leads_to_a_row_of_the_register(name, now):
    document = case(name)
    organization = loaded(document, now)
    places = {figures.place_of(a) for a, _ in walk_figures(select.in_force(document))}

    with scope(organization=organization):
        found = figures.in_register(organization, select.in_force(document), places)

    assert set(found) == {place for place in places if place.noun}
    for place in found.values():
        assert rows.queryset(organization, place.noun).filter(external_id=place.external_id)


@pytest.mark.django_db
def test_a_figure_of_a_removed_row_leads_nowhere(now):
    organization = loaded(case("small"), now)
    place = figures.place_of("suppliers.long-gone.locations.KR")

    with scope(organization=organization):
        assert figures.in_register(organization, case("small"), [place]) == {}
