"""Words that try to be markup, formulas, files or endless, in every field of a case at once."""

import csv
import io
import re
from functools import cache
from html.parser import HTMLParser

import pytest
from pypdf import PdfReader

from assessments.casefile.project import to_case
from assessments.scoring.results import Results
from assessments.scoring.score import score
from reports import build, pdf, render
from tests.reports.hostile_case import with_words
from tests.reports.pdf_structure import squeezed, words

WORDS = {
    "template": "{{7*7}} {% include 'x' %}",
    "picture": "<img src=file:///etc/passwd>",
    "markup": "<b>x</b> & &lt; <script>alert(1)</script>",
    "formula": "=1+1",
    "sum": "+cmd|' /C calc'!A0",
    "call": "@SUM(1+9)*cmd",
    "TeX": "$\\alpha$",
    "quotes": "\"double\" 'single'\nand \\ a \r\n new line",
    "Arabic and Hebrew": "شركة سامسونج \u202eלעברית",
    "emoji": "🔥🏭 👩\u200d🔧",
    "controls": "".join(map(chr, [*range(1, 32), 127, 133, 0xFFFE])) + "word",
    "endless": "x" * 20_000,
}
PLAIN = "plain"
OF_PLAIN_TEXT = ("template", "picture", "markup", "formula", "TeX", "quotes")
IN_PRINT = ("picture", "quotes", "Arabic and Hebrew", "emoji", "controls")
MOST_PAGES = 40


class Tags(HTMLParser):
    """The text of a page, its elements, and all that its attributes could fetch."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        kept = {"src", "href", "data", "style"}
        self.addresses += [value or "" for name, value in attributes if name in kept]

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture(scope="module")
def page_with(apple):
    """Return the page of the case with some words in every field, once for each."""

    @cache
    def page(text: str) -> Tags:
        return Tags(render.to_html(apple.content(with_words(apple.document, text)), {}))

    return page


def test_every_field_that_takes_words_is_replaced(apple):
    replaced = repr(with_words(apple.document, "REPLACED"))

    assert replaced.count("REPLACED") > 300
    assert "Samsung" not in replaced
    assert "Reuters" not in replaced


def numbers(results: Results) -> dict[tuple[str, str], float | None]:
    """Return the measures of the positions; those of categories and scopes are named by words."""
    return {
        (measure.code, measure.subject): measure.value
        for measure in results.measures
        if measure.subject_kind == "position"
    }


def test_words_do_not_move_numbers(apple):
    hostile = with_words(apple.document, WORDS["picture"])

    assert numbers(score(to_case(hostile))) == numbers(apple.results)


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_a_page_says_the_words_and_does_nothing_of_them(text, page_with):
    plain, hostile = page_with(PLAIN), page_with(text)

    assert hostile.tags == plain.tags
    start = squeezed(text)[:100]  # a word longer than a line is printed up to there
    assert squeezed("".join(hostile.text)).count(start) > 100
    assert not [each for each in hostile.addresses if re.search("[a-z]+:/", each)]


def test_a_template_in_a_name_is_not_filled_in(page_with):
    text = "".join(page_with(WORDS["template"]).text)

    assert "{{7*7}}" in text
    assert text.count("49") == "".join(page_with(PLAIN).text).count("49")


@pytest.mark.parametrize("text", WORDS.values(), ids=WORDS)
def test_no_cell_of_an_attached_table_is_a_formula(text, apple):
    content = apple.content(with_words(apple.document, text))

    cells = [
        cell
        for _, _, data in content.attachments
        for row in csv.reader(io.StringIO(data))
        for cell in row
    ]
    assert any(squeezed(text)[:20] in squeezed(cell) for cell in cells)
    assert [cell for cell in cells if re.match(r"[=@\t\r]|[+-](?!\d)", cell)] == []


@pytest.mark.parametrize("name", IN_PRINT)
def test_a_report_prints_the_words_in_bounds_and_without_a_warning(name, apple):
    content = apple.content(with_words(apple.document, WORDS[name]))
    drawn = build.draw(content)
    file = build.print_pdf(content, drawn.svgs)

    assert drawn.reason == ""
    assert file.warnings == ()
    assert file.n_pages <= MOST_PAGES
    assert b"root:x:0" not in file.data
    text = words(PdfReader(io.BytesIO(file.data)))
    if name in OF_PLAIN_TEXT:
        assert text.count(squeezed(WORDS[name])) > 100
    else:
        printed = pdf.TURNING.sub("", pdf.UNPRINTABLE.sub("", squeezed(WORDS[name])))
        assert set(printed) - set(text) <= {"\u200d"}
    assert squeezed("could afford to leave") in text


def test_the_start_of_words_without_end_is_printed_and_the_rest_cut(apple):
    content = apple.content(with_words(apple.document, WORDS["endless"]))

    file = build.print_pdf(content, {})

    assert file.n_pages <= MOST_PAGES
    assert "x" * 60 in words(PdfReader(io.BytesIO(file.data)))
