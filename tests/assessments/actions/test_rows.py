"""One row at a time: what the register says afterwards, and that all of it can be undone."""

from pathlib import Path

import pytest
from django_scopes import scope

from assessments import audit, snapshot
from assessments.actions import cases, rows
from assessments.author import Author
from assessments.casefile import exchange, read
from assessments.casefile.canonical import sha256
from assessments.models import AuditEvent, Figure, Organization
from assessments.queries.findings import open_findings
from assessments.register.cases import dump_document
from assessments.register.rows import NOUNS, context_of, entries, get, queryset

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[3]
CASES = [
    *sorted((ROOT / "assessments" / "cases").glob("*.yaml")),
    ROOT / "tests" / "cases" / "hospital-imaging.yaml",
]


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def loaded(request, now):
    return load(request.param, now)


@pytest.fixture
def apple(now):
    return load(CASES[0], now)


def load(path, now):
    document = read.load(path.read_bytes(), path.name)
    organization = Organization.objects.create(slug=document.organization.id, currency="USD")
    cases.load_document(document, organization=organization, by=None, now=now)
    return organization


@pytest.fixture
def author(apple, now):
    return Author(organization=apple, by=None, now=now)


def said(organization, noun, external_id):
    with scope(organization=organization):
        return get(organization, noun, external_id)


def hash_of(organization):
    with scope(organization=organization):
        return sha256(dump_document(organization))


def from_json(organization, noun, body):
    with scope(organization=organization):
        return exchange.from_json(NOUNS[noun].type, body, context_of(organization))


def test_every_row_written_back_as_it_was_read_changes_nothing(loaded, now):
    author = Author(organization=loaded, by=None, now=now)
    before = hash_of(loaded)

    for noun in NOUNS:
        with scope(organization=loaded):
            found = entries(loaded, noun, list(queryset(loaded, noun)))
        for entry in found[:4]:
            value = from_json(loaded, noun, exchange.to_json(entry.value))
            assert value == entry.value
            rows.update(author=author, noun=noun, external_id=entry.external_id, value=value)

    assert hash_of(loaded) == before
    with scope(organization=loaded):
        assert AuditEvent.objects.count() == 1


def test_a_row_deleted_with_what_hangs_on_it_comes_back_whole(apple, author):
    before = hash_of(apple)

    event = rows.delete(author=author, noun="suppliers", external_id="sdc")

    with pytest.raises(rows.NotFound):
        said(apple, "suppliers", "sdc")
    with pytest.raises(rows.NotFound):
        said(apple, "dependencies", "iphone.panels.sdc")
    rows.undo(author=author, event=event)
    assert hash_of(apple) == before
    with scope(organization=apple):
        assert not list(audit.broken_links(apple))


def test_what_hangs_on_a_row_is_said_before_it_goes(apple):
    with scope(organization=apple):
        hanging = rows.hanging_on(apple, "suppliers", "sdc")

    assert ("offerings", "sdc-oled") in hanging.goes
    assert ("dependencies", "iphone.panels.sdc") in hanging.goes
    assert ("alternatives", "shift-to-lgd-boe", "dependency") in hanging.loses
    assert all(loss[:2] not in hanging.goes for loss in hanging.loses)


def test_a_changed_figure_is_a_new_row_and_the_old_one_stays(apple, author):
    entry = said(apple, "dependencies", "iphone.panels.sdc")
    body = {**exchange.to_json(entry.value), "workload_share": "0.6"}
    value = from_json(apple, "dependencies", body)

    changed = rows.update(
        author=author, noun="dependencies", external_id=entry.external_id, value=value, version=1
    )

    assert changed.version == 2
    assert str(changed.value.workload_share.likely.normalize()) == "0.6"
    with scope(organization=apple):
        history = Figure.objects.filter(
            noun="dependencies", external_id="iphone.panels.sdc", field="workload_share"
        )
        assert history.count() == 2


def test_an_earlier_version_is_refused_and_shows_what_is_there(apple, author):
    entry = said(apple, "suppliers", "sdc")
    value = from_json(apple, "suppliers", {**exchange.to_json(entry.value), "name": "Samsung D."})
    rows.update(author=author, noun="suppliers", external_id="sdc", value=value, version=1)

    with pytest.raises(rows.Conflict) as refused:
        rows.update(author=author, noun="suppliers", external_id="sdc", value=value, version=1)

    assert refused.value.entry.version == 2
    assert refused.value.entry.value.name == "Samsung D."


@pytest.mark.parametrize(
    ("noun", "external_id", "body", "path", "words"),
    [
        ("suppliers", "sdc", {"name": "Again"}, "external_id", "is taken"),
        ("suppliers", "S D C", {"name": "A"}, "external_id", "write"),
        ("suppliers", "a.b", {"name": "A"}, "external_id", "is no id of a supplier"),
        ("suppliers", "new", {"parent": "nobody"}, "parent", "nobody"),
        ("suppliers", "new", {"country": "ZZ"}, "country", "ZZ"),
        ("suppliers", "new", {"locations": {"KR": "0.9", "VN": "0.4"}}, "locations", "1.3"),
        ("offerings", "new", {"supplier": "stranger"}, "supplier", "stranger"),
        ("dependencies", "iphone.panels.new", {"offering": "none-such"}, "offering", "none-such"),
        ("links", "sdc-oled.tools.nothing", {}, "", "nothing"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_at_its_field(
    apple, author, noun, external_id, body, path, words
):
    before = hash_of(apple)
    value = from_json(apple, noun, body)

    with pytest.raises(rows.RowRefused) as refused:
        rows.create(author=author, noun=noun, external_id=external_id, value=value)

    assert any(f.path == path and words in f.message for f in refused.value.findings), (
        refused.value.findings
    )
    assert hash_of(apple) == before


def test_a_row_below_nothing_is_not_found(apple, author):
    value = from_json(apple, "gates", {"rule": "any-of"})

    with pytest.raises(rows.NotFound, match="no business function nowhere"):
        rows.create(author=author, noun="gates", external_id="nowhere.panels", value=value)


def test_a_change_can_be_undone_unless_another_came_after(apple, author):
    before = hash_of(apple)
    entry = said(apple, "suppliers", "sdc")
    for name in ("First", "Second"):
        value = from_json(apple, "suppliers", {**exchange.to_json(entry.value), "name": name})
        rows.update(author=author, noun="suppliers", external_id="sdc", value=value)
    with scope(organization=apple):
        first, second = AuditEvent.objects.filter(verb="update").order_by("sequence")

    with pytest.raises(rows.RowRefused, match="changed since"):
        rows.undo(author=author, event=first)
    rows.undo(author=author, event=second)
    rows.undo(author=author, event=first)

    assert hash_of(apple) == before


def test_an_observation_gets_the_next_number(apple, author):
    body = {"gate": "iphone.panels", "period": "2026", "shares": {"sdc-oled": "0.6"}}

    entry = rows.create(author=author, noun="shares", value=from_json(apple, "shares", body))

    assert int(entry.external_id) == len(list_of(apple, "shares")) - 1


def list_of(organization, noun):
    with scope(organization=organization):
        return list(queryset(organization, noun))


def test_an_upsert_creates_once_and_then_changes_nothing(apple, author):
    value = from_json(apple, "suppliers", {"name": "Tianma", "country": "CN"})

    first, is_new = rows.upsert(author=author, noun="suppliers", external_id="tianma", value=value)
    again, is_again = rows.upsert(
        author=author, noun="suppliers", external_id="tianma", value=value
    )

    assert (is_new, is_again) == (True, False)
    assert first.version == again.version == 1


def test_offerings_say_that_nothing_stands_upstream(apple, author):
    body = {"supplier": "sdc", "name": "New", "has_no_upstream": True}
    value = from_json(apple, "offerings", body)

    entry = rows.create(author=author, noun="offerings", external_id="new", value=value)

    assert entry.value.has_no_upstream
    with scope(organization=apple):
        assert dump_document(apple).upstream["new"].is_none


def test_an_undone_creation_is_gone(apple, author):
    before = hash_of(apple)
    value = from_json(apple, "suppliers", {"name": "Tianma", "locations": {"CN": 1}})
    rows.create(author=author, noun="suppliers", external_id="tianma", value=value)
    with scope(organization=apple):
        event = AuditEvent.objects.get(verb="create", noun="suppliers")

    rows.undo(author=author, event=event)

    assert hash_of(apple) == before


def test_a_gate_waits_for_its_members_and_the_case_waits_with_it(apple, author, now):
    value = from_json(apple, "gates", {"rule": "any-of"})

    rows.create(author=author, noun="gates", external_id="iphone.glass", value=value)

    with scope(organization=apple):
        found = open_findings(apple)
        with pytest.raises(snapshot.Incomplete, match=r"gates\.glass: has no dependencies"):
            snapshot.take(apple, as_of=None, now=now)
    assert [finding.path for finding in found] == ["functions.iphone.gates.glass"]


def test_a_disruption_that_stops_nothing_does_not_wait(apple, author):
    value = from_json(apple, "disruptions", {"per_year": "0.1", "months": {"p50": 1, "p90": 2}})

    with pytest.raises(rows.RowRefused, match="stops nothing"):
        rows.create(author=author, noun="disruptions", external_id="quake", value=value)
