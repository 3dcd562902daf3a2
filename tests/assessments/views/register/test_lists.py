"""Lists of the register: what they say, in which order, how far, and at what cost."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Supplier
from assessments.register.rows import NOUNS
from assessments.views.register.exports import harmless
from assessments.views.register.pages import PAGES

pytestmark = pytest.mark.django_db


def address(noun, query=""):
    return f"/apple/{noun.replace('_', '-')}/{query}"


def table_of(response):
    return list(csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig"))))


@pytest.fixture
def many(save):
    """Return a function that saves so many suppliers."""

    def saved(n):
        for i in range(n):
            save(Supplier, external_id=f"s{i:03}", name=f"Supplier {i:03}", country="NL")

    return saved


def test_every_noun_has_a_list():
    assert PAGES.keys() == NOUNS.keys()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_list_shows_the_rows_of_its_noun(noun, displays, signed_in):
    response = signed_in("VIEWER").get(address(noun))

    assert response.status_code == 200
    assert PAGES[noun].title in response.text


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("sign", ["", "-"])
def test_a_list_takes_each_order_that_it_offers(noun, sign, displays, signed_in):
    client = signed_in("VIEWER")

    for name in PAGES[noun].order:
        assert client.get(address(noun, f"?order={sign}{name}")).status_code == 200


def test_an_order_that_no_list_offers_changes_nothing(displays, signed_in):
    client = signed_in("VIEWER")

    odd = client.get(address("suppliers", "?order=organization__slug"))

    assert [line.title for line in odd.context["lines"]]


def test_a_list_is_ordered_by_figures_with_unknown_ones_last(displays, signed_in):
    response = signed_in("VIEWER").get(address("dependencies", "?order=-workload_share"))

    first, *_, last = response.context["lines"]
    assert first.external_id == "iphone.panels.sdc"
    assert last.external_id == "iphone.panels.boe"


def test_a_figure_is_worded_as_in_the_report_and_an_unknown_one_is_not_blank(displays, signed_in):
    client = signed_in("VIEWER")

    assert "64.5%" in client.get(address("dependencies")).text
    assert "not known" in client.get(address("contracts")).text


def test_each_word_of_a_search_must_stand_in_a_row(displays, signed_in):
    response = signed_in("VIEWER").get(address("suppliers", "?q=samsung+display"))

    assert [line.external_id for line in response.context["lines"]] == ["sdc"]


def test_filters_narrow_a_list_together(displays, signed_in):
    response = signed_in("VIEWER").get(address("dependencies", "?supplier=sdc&purpose=NORMAL"))

    assert [line.external_id for line in response.context["lines"]] == ["iphone.panels.sdc"]


def test_a_filter_that_cannot_be_read_says_so(displays, signed_in):
    response = signed_in("VIEWER").get(address("suppliers", "?changed_since=yesterday"))

    assert "Write a day as 2026-01-31." in response.text


def test_nothing_found_offers_the_whole_list(displays, signed_in):
    response = signed_in("VIEWER").get(address("suppliers", "?q=nobody-has-this"))

    assert "No suppliers match" in response.text
    assert "Show all suppliers" in response.text


def test_an_empty_list_says_what_it_is_for(ours, signed_in):
    response = signed_in("EDITOR").get(address("contracts"))

    assert "No contracts yet" in response.text
    assert NOUNS["contracts"].about in response.text
    assert "Load the sample" in response.text


def test_pages_follow_each_other_without_a_gap(many, signed_in):
    many(60)
    client = signed_in("VIEWER")

    pages = [client.get(address("suppliers", f"?size=25&page={n}")) for n in (1, 2, 3)]

    shown = [line.external_id for page in pages for line in page.context["lines"]]
    assert shown == [f"s{i:03}" for i in range(60)]


@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?page=x", "?page=99999", "?size=7"])
def test_a_page_that_is_not_there_is_the_nearest_one(query, many, signed_in):
    many(3)

    assert len(signed_in("VIEWER").get(address("suppliers", query)).context["lines"]) == 3


def test_far_behind_a_row_says_as_much_as_on_the_first_page(displays, monkeypatch, signed_in):
    client = signed_in("VIEWER")

    def table():
        return client.get(address("offerings"), headers={"HX-Request": "true"}).text

    near = table()
    monkeypatch.setattr("assessments.views.register.lists.NEAR", 0)

    assert "Samsung" in near
    assert table() == near


def test_htmx_gets_the_table_alone(displays, signed_in):
    response = signed_in("VIEWER").get(address("suppliers"), headers={"HX-Request": "true"})

    assert response.text.lstrip().startswith('<div id="list"')


def test_the_number_of_queries_does_not_grow_with_the_rows(many, ours, signed_in):
    client = signed_in("VIEWER")

    def n_queries(n):
        Supplier.objects.for_organization(ours).delete()
        many(n)
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(address("suppliers", "?size=200")).context["lines"]) == n
        return len(queries)

    assert n_queries(10) == n_queries(100)


# CSV ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("noun", NOUNS)
def test_csv_holds_every_row_of_a_list(noun, displays, signed_in):
    client = signed_in("VIEWER")

    response = client.get(address(noun, "?as=csv"))

    n_rows = client.get(address(noun)).context["n_rows"]
    assert len(table_of(response)) == n_rows
    assert "attachment" in response["Content-Disposition"]


def test_csv_keeps_the_filter_and_says_what_a_figure_is(displays, signed_in):
    response = signed_in("VIEWER").get(address("dependencies", "?as=csv&supplier=sdc"))

    (row,) = table_of(response)
    assert row["workload_share"] == "0.645"
    assert row["workload_share_grade"] == "B"
    assert row["workload_share_source"] == "A11"
    assert row["gross_margin_share_state"] in ("unknown", "estimated", "known")


def test_csv_runs_in_no_spreadsheet(save, signed_in):
    save(Supplier, external_id="evil", name='=HYPERLINK("http://x")', note="@SUM(1)")

    (row,) = table_of(signed_in("VIEWER").get(address("suppliers", "?as=csv")))

    assert row["name"] == '\'=HYPERLINK("http://x")'
    assert row["note"] == "'@SUM(1)"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_a_text_that_starts_like_a_formula_is_quoted(text):
    assert harmless(text) == f"'{text}"


# Search ------------------------------------------------------------------------------------------


def test_search_finds_rows_of_any_noun(displays, signed_in):
    response = signed_in("VIEWER").get("/apple/search/?q=samsung")

    assert "/apple/suppliers/sdc/" in response.text
    assert "/apple/positions/" in response.text
    assert "iPhone on Samsung Display" in response.text


def test_search_shows_nothing_of_others(theirs, save, signed_in):
    save(Supplier, organization=theirs, external_id="secret", name="Secret Supplier")

    response = signed_in("VIEWER").get("/apple/search/?q=secret+supplier")

    assert "Nothing holds these words" in response.text


def test_words_that_are_markup_stay_words(displays, signed_in):
    response = signed_in("VIEWER").get("/apple/search/?q=<script>alert(1)</script>")

    assert "<script>alert" not in response.text
