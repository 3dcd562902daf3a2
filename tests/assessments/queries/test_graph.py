"""The supply graph as it is drawn."""

from pathlib import Path

import pytest
from django_scopes import scope

from assessments.actions import cases
from assessments.casefile import read
from assessments.models import Organization
from assessments.queries.graph import supply_graph

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]


@pytest.fixture
def apple(now):
    return load("assessments/cases/apple-samsung-displays.yaml", now)


def load(path, now):
    document = read.load((ROOT / path).read_bytes(), path)
    organization = Organization.objects.create(slug=document.organization.id, currency="USD")
    cases.load_document(document, organization=organization, by=None, now=now)
    return organization


def test_it_has_each_function_and_offering_once(apple):
    with scope(organization=apple):
        graph = supply_graph(apple)

    ids = [node.id for node in graph.nodes]
    assert len(ids) == len(set(ids))
    assert "function:iphone" in ids
    assert "offering:tokki-tools" in ids
    assert all({edge.source, edge.target} <= set(ids) for edge in graph.edges)


def test_a_node_says_what_is_lost_without_it(apple):
    with scope(organization=apple):
        nodes = {node.id: node for node in supply_graph(apple).nodes}

    assert nodes["offering:sdc-oled"].losses["iphone"] > 0
    assert 0 < nodes["offering:udc-emitters"].touch_share < nodes["offering:sdc-oled"].touch_share


def test_one_function_shows_only_what_leads_to_it(now):
    hospital = load("tests/cases/hospital-imaging.yaml", now)
    with scope(organization=hospital):
        whole = supply_graph(hospital)
        names = [node.external_id for node in whole.nodes if node.noun == "functions"]
        part = supply_graph(hospital, function=names[0])

    assert {node.id for node in part.nodes} <= {node.id for node in whole.nodes}
    assert [node.external_id for node in part.nodes if node.noun == "functions"] == names[:1]
    assert part.edges


def test_without_known_spend_no_share_is_made_up(apple):
    with scope(organization=apple):
        apple.as_of = apple.as_of.replace(year=2015)
        apple.save()
        graph = supply_graph(apple)

    assert all(node.touch_share is None or node.touch_share >= 0 for node in graph.nodes)


def test_a_node_that_no_known_spend_meets_is_not_said_to_have_none(now):
    microsoft = load("assessments/cases/microsoft-anthropic.yaml", now)
    with scope(organization=microsoft):
        nodes = {node.supplier: node for node in supply_graph(microsoft).nodes}

    assert nodes["Anthropic"].touch_share > 0
    assert nodes["OpenAI"].touch_share is None
    assert nodes["CoreWeave"].touch_share is None
