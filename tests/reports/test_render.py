"""The HTML of a case report: headings in order, all described, nothing unescaped, and its print."""

import itertools
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from reports import pdf
from reports.content.parts import Column, Decision, Exhibit, Point, Section, Sureness, Table
from reports.render import MOST_CELLS, ZERO_WIDTH_SPACE, report_css, to_html
from tests.reports.example_report import REPORT

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="642" height="200"><path d="M0,0L9,9"/></svg>'
DRAWN = {
    exhibit.key: SVG
    for section in REPORT.sections
    for exhibit in section.exhibits
    if exhibit.chart is not None
}
VOID = {"meta", "img", "col", "br", "link"}
NOT_DRAWN = "The chart could not be drawn on this machine; its data stand in its place."
HOSTILE = '<script>alert(1)</script> & "quoted" <b>x</b>'


class Document(HTMLParser):
    """A page as the list of its elements, each with its attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.open: list[tuple[str, list[str]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        words: list[str] = []
        self.elements.append((tag, dict(attrs), words))
        if tag not in VOID:
            self.open.append((tag, words))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for _, words in self.open:
            words.append(data)

    def find(self, *tags: str) -> list[tuple[str, dict[str, str | None], str]]:
        """Return tag, attributes and text of the elements with one of some tags."""
        return [
            (tag, attributes, " ".join("".join(words).split()))
            for tag, attributes, words in self.elements
            if tag in tags
        ]


def page(report=REPORT, svgs=DRAWN) -> Document:
    return Document(to_html(report, svgs))


def with_section(section: Section):
    return replace(REPORT, sections=(section,))


def table_of(rows: int) -> Table:
    columns = (Column("What"), Column("Value", is_number=True))
    return Table(columns, tuple((f"row {i}", str(i)) for i in range(rows)))


def exhibit_of(**changes) -> Exhibit:
    plain = Exhibit("x-1", "A title", "units", "alt", "Source: a test.", table_of(3))
    return replace(plain, **changes)


# --- Structure -----------------------------------------------------------------------------------


def test_the_finding_is_the_only_first_heading_and_no_level_is_skipped():
    headings = page().find("h1", "h2", "h3", "h4")
    levels = [int(tag[1]) for tag, _, _ in headings]

    assert headings[0][2] == REPORT.finding.replace("\u202f", " ")
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_exhibits_have_their_title_as_third_heading():
    titles = [text for _, _, text in page().find("h3")]

    expected = [e.title.replace("\u202f", " ") for s in REPORT.sections for e in s.exhibits]
    assert titles == expected


def test_the_document_names_its_language_and_title():
    document = page()

    assert document.find("html")[0][1]["lang"] == "en"
    assert document.find("title")[0][2] == REPORT.title


def test_every_header_cell_says_what_it_heads_and_every_table_has_a_caption():
    document = page(svgs={})

    assert {attributes.get("scope") for _, attributes, _ in document.find("th")} == {"col", "row"}
    assert all(text for _, _, text in document.find("caption"))
    assert len(document.find("caption")) == len(document.find("table"))


def test_every_picture_is_described():
    pictures = page().find("img")

    alts = [e.alt for s in REPORT.sections for e in s.exhibits if e.chart is not None]
    assert [attributes["alt"] for _, attributes, _ in pictures] == alts
    assert all(a["src"].startswith("data:image/svg+xml;base64,") for _, a, _ in pictures)


def test_every_exhibit_prints_its_source_and_names_its_data():
    sources = [a for _, a, _ in page().find("p") if a.get("class") == "source"]
    texts = [text for _, a, text in page().find("p") if a.get("class") == "source"]

    assert len(sources) == sum(len(section.exhibits) for section in REPORT.sections)
    assert "Data: attachment 01-chain.csv." in texts[0]


def test_contents_lead_to_each_section():
    document = page()

    targets = [a["href"] for _, a, _ in document.find("a")]
    ids = {a.get("id") for _, a, _ in document.find("section")}
    assert targets == [*(f"#{section.key}" for section in REPORT.sections), "#assumptions"]
    assert {target[1:] for target in targets} <= ids


def test_running_lines_carry_title_hash_and_method():
    body = page().find("body")[0][1]

    assert body["data-running"] == REPORT.running_title
    assert body["data-foot"] == "◇ illustrative assumption · input 7c41…e09b · method LIM-1.1.0"


# --- Page 1 --------------------------------------------------------------------------------------


def test_page_one_says_finding_numbers_decision_reasons_and_certainty():
    text = page().find("header")[0][2]

    for words in (
        REPORT.kicker,
        "months to switch",
        REPORT.decision.heading,
        REPORT.decision.text,
        "Why we are held",
        REPORT.reasons[0].claim,
        "How sure we are",
        REPORT.sureness.headline,
    ):
        assert words in text


def test_without_a_recorded_decision_the_levers_are_listed():
    levers = tuple(Point(f"Lever {i}", "lowers the score.") for i in range(3))
    decision = Decision(False, "Decision asked", "No decision is recorded.", "", levers)

    text = page(replace(REPORT, decision=decision)).find("header")[0][2]

    assert "No decision is recorded." in text
    assert all(lever.claim in text for lever in levers)


def test_the_bar_of_the_score_shows_point_draws_and_bounds():
    styles = {a["class"]: a.get("style") for _, a, _ in page().find("i")}

    assert styles["point"] == "left:65.3%"
    assert styles["range"] == "left:56.0%;width:13.0%"
    assert styles["bounds"] == "left:54.0%;width:27.0%"


def test_without_a_score_there_is_no_point_and_without_bounds_no_bar():
    bounded = Sureness("No score", "Too little is known.", "", lower=35.0, upper=83.0)
    nothing = Sureness("No score", "Too little is known.", "")

    classes = [a["class"] for _, a, _ in page(replace(REPORT, sureness=bounded)).find("i")]
    assert classes == ["track", "bounds"]
    assert not page(replace(REPORT, sureness=nothing)).find("i")


# --- Exhibits without a picture ------------------------------------------------------------------


def test_an_exhibit_that_could_not_be_drawn_shows_its_data_and_says_why():
    missing = page(svgs={key: svg for key, svg in DRAWN.items() if key != "05-cost"})

    undrawn = [text for _, a, text in missing.find("p") if a.get("class") == "undrawn"]
    assert undrawn == [NOT_DRAWN]
    assert "USD million; mean, whisker 80% range" in [t for _, _, t in missing.find("caption")]


def test_an_exhibit_that_is_a_table_says_nothing_of_a_chart():
    document = page(with_section(Section("s", "Heading", exhibits=(exhibit_of(),))), {})

    assert NOT_DRAWN not in document.find("main")[0][2]


def test_numbers_are_set_right_and_the_accent_row_is_marked():
    table = replace(table_of(3), accent_row=1)
    document = page(with_section(Section("s", "H", exhibits=(exhibit_of(data=table),))), {})

    rows = [a.get("class") for _, a, t in document.find("tr") if t.startswith("row ")]
    numbers = [a.get("class") for _, a, text in document.find("td") if text in {"0", "1", "2"}]
    assert rows == [None, "is-accent", None]
    assert numbers == ["is-number"] * 3


def test_a_document_prints_only_so_many_cells_and_counts_the_rest():
    long = exhibit_of(data=table_of(5000))
    document = page(with_section(Section("s", "H", exhibits=(long, exhibit_of()))), {})

    captions = [text for _, _, text in document.find("caption")]
    assert len(document.find("td")) <= MOST_CELLS
    assert "4600 more stand in the attached data" in captions[0]


def test_column_widths_add_to_the_whole():
    document = page()

    widths = [float(a["style"][6:-1]) for _, a, _ in document.find("col")]
    assert sum(widths) == pytest.approx(100 * len(document.find("table")), abs=0.5)


# --- What a user wrote ---------------------------------------------------------------------------


def test_no_markup_of_a_user_reaches_the_page():
    point = Point(HOSTILE, HOSTILE)
    table = Table((Column(HOSTILE),), ((HOSTILE,),))
    exhibit = Exhibit("x", HOSTILE, HOSTILE, HOSTILE, HOSTILE, table, note=HOSTILE)
    report = replace(
        REPORT,
        title=HOSTILE,
        kicker=HOSTILE,
        running_title=HOSTILE,
        finding=HOSTILE,
        lede=HOSTILE,
        cards=tuple(replace(card, number=HOSTILE, meaning=HOSTILE) for card in REPORT.cards),
        decision=Decision(True, HOSTILE, HOSTILE, HOSTILE, (point,)),
        reasons=(point,),
        sureness=Sureness(HOSTILE, HOSTILE, HOSTILE),
        sections=(Section("s", HOSTILE, (HOSTILE,), (exhibit,), (point,)),),
        assumptions=table,
        sources=table,
        method=(point,),
        disclaimer=HOSTILE,
    )

    html = to_html(report, {})

    assert "<script" not in html
    assert "<b>x</b>" not in html
    assert html.count("&lt;script&gt;") > 20


def test_the_mark_of_an_assumption_is_set_apart():
    assert '\u202f<span class="mark">◇</span>' in to_html(REPORT, DRAWN)


def test_the_same_content_gives_the_same_page():
    assert to_html(REPORT, DRAWN) == to_html(REPORT, DRAWN)


def test_a_page_needs_no_settings():
    code = (
        "from reports.render import to_html; from tests.reports.example_report import REPORT;"
        "print(to_html(REPORT, {})[:15])"
    )

    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "", "PYTHONHASHSEED": "1"},
    )

    assert (done.stdout.strip(), done.stderr) == ("<!doctype html>", "")


# --- In print ------------------------------------------------------------------------------------


def test_the_printer_finds_nothing_to_warn_of():
    printed = pdf.render(to_html(REPORT, DRAWN), css=report_css(), as_of=date(2026, 1, 31))

    assert printed.warnings == ()
    assert 5 <= printed.n_pages <= 8


def test_words_without_end_are_cut_and_do_not_run_off_the_page():
    word = "x" * 20_000
    report = with_section(Section("s", "Heading", (word,), (exhibit_of(title=word[:300]),)))

    printed = pdf.render(to_html(report, {}), css=report_css(), as_of=date(2026, 1, 31))

    assert printed.warnings == ()
    assert "x…" in to_html(report, {}).replace(ZERO_WIDTH_SPACE, "")
    assert printed.n_pages <= 4
