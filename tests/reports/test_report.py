"""The finished reports of both shipped cases: tags, bookmarks, files, fonts, pages, bytes."""

import csv
import io
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports import build
from reports.content.parts import Exhibit
from tests.reports.conftest import Printed, Scored
from tests.reports.pdf_structure import (
    Element,
    attachments,
    bookmarks,
    elements,
    empty_shares,
    fonts,
    squeezed,
    words,
)

ROOT = Path(__file__).parents[2]
EMPTY_AT_MOST = 1 / 3
XMP_UA = 'pdfuaid:part="1"'
FONTS = re.compile(r"(Inter|Source-Serif-4|Noto-(Sans|Emoji))\b")


@pytest.fixture(scope="module")
def tags(printed: Printed) -> list[Element]:
    return elements(printed.reader)


def exhibits(printed: Printed) -> list[Exhibit]:
    return [each for section in printed.content.sections for each in section.exhibits]


# --- What a screen reader is told ----------------------------------------------------------------


def test_every_picture_is_drawn_and_described_in_its_own_words(printed, tags):
    described = [tag.entries.get("/Alt") for tag in tags if tag.tag == "Figure"]

    assert printed.drawn.reason == ""
    assert described == [each.alt for each in exhibits(printed) if each.chart is not None]
    assert all(described)


def test_every_picture_says_where_on_its_page_it_stands(printed, tags):
    pictures = [tag for tag in tags if tag.tag == "Figure"]

    assert pictures
    for picture in pictures:
        left, foot, right, head = map(float, picture.attributes["/BBox"])
        page = printed.reader.pages[picture.page].mediabox
        assert 56 < left < right < page.width - 56
        assert 56 < foot < head < page.height - 56


def test_every_header_cell_says_whether_it_heads_a_column_or_a_row(tags):
    heads = [tag for tag in tags if tag.tag == "TH"]

    assert heads
    for head in heads:
        assert head.attributes["/Scope"] == ("/Column" if "THead" in head.above else "/Row")


def test_the_finding_is_the_one_first_heading_and_no_level_is_skipped(printed, tags):
    headings = [(int(tag.tag[1]), tag.text) for tag in tags if re.fullmatch("H[1-6]", tag.tag)]
    levels = [level for level, _ in headings]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert squeezed(headings[0][1]) == squeezed(printed.content.finding)


def test_headings_are_those_of_the_story_in_its_order(printed, tags):
    found = [squeezed(tag.text) for tag in tags if tag.tag in {"H2", "H3"}]

    wanted = [
        squeezed(text)
        for section in printed.content.sections
        for text in (section.heading, *(exhibit.title for exhibit in section.exhibits))
    ]
    start = found.index(wanted[0])
    assert found[start : start + len(wanted)] == wanted
    assert found[start + len(wanted) :] == ["Assumptions", "Sources", "Method", "Fingerprints"]


def test_the_file_says_that_it_is_tagged_and_what_it_is_called(printed):
    root = printed.reader.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()

    assert root["/Lang"] == printed.content.language
    assert str(root["/ViewerPreferences"]["/DisplayDocTitle"]).lower() == "true"
    assert str(root["/MarkInfo"]["/Marked"]).lower() == "true"
    assert printed.reader.metadata.title == printed.content.title
    assert XMP_UA in metadata
    assert printed.content.title in metadata


def test_the_file_is_dated_with_its_case(printed):
    moment = f"D:{printed.content.as_of.replace('-', '')}000000Z"

    assert printed.reader.metadata["/CreationDate"] == moment
    assert printed.reader.metadata["/ModDate"] == moment


# --- What a viewer shows -------------------------------------------------------------------------


def test_bookmarks_lead_to_every_section_and_exhibit(printed):
    found = bookmarks(printed.reader)

    for section in printed.content.sections:
        assert (2, section.heading) in found
        for exhibit in section.exhibits:
            assert (3, exhibit.title) in found
    assert found[0][0] == 1


def test_each_page_says_which_of_how_many_it_is(printed):
    pages = printed.reader.pages

    for number, page in enumerate(pages, start=1):
        assert f"{number} of {len(pages)}" in page.extract_text()


def test_each_exhibit_comes_with_its_numbers(printed):
    files = attachments(printed.reader)

    assert sorted(files) == sorted(each.attachment for each in exhibits(printed))
    for exhibit in exhibits(printed):
        text = files[exhibit.attachment].decode("utf-8-sig")
        head, *rows = csv.reader(io.StringIO(text))
        assert head == [column.label for column in exhibit.data.columns]
        assert [tuple(row) for row in rows] == list(exhibit.data.rows)


def test_tables_print_the_numbers_that_are_attached(printed, tags):
    rows = {squeezed(tag.text) for tag in tags if tag.tag == "TR"}

    tables = [each for each in exhibits(printed) if each.chart is None]
    assert tables
    for exhibit in tables:
        text = attachments(printed.reader)[exhibit.attachment].decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text)):
            assert squeezed("".join(row)) in rows


def test_hashes_and_method_are_printed_whole(printed, tags):
    cells = {squeezed(tag.text) for tag in tags if tag.tag == "TD"}

    content = printed.content
    assert {content.input_sha256, content.result_sha256, content.method_id} <= cells


# --- On paper ------------------------------------------------------------------------------------


def test_only_the_shipped_fonts_are_used_and_all_are_embedded(printed):
    found = fonts(printed.reader)

    assert all(found.values())
    assert [name for name in found if not FONTS.match(name)] == []


def test_a_report_is_six_to_ten_pages_without_a_warning(printed):
    assert 6 <= printed.file.n_pages <= 10
    assert printed.file.n_pages == len(printed.reader.pages)
    assert printed.file.warnings == ()


def test_no_page_but_the_last_is_a_third_empty(printed):
    *shares, _ = empty_shares(printed.file.data)

    assert {
        page: f"{share:.0%}" for page, share in enumerate(shares, 1) if share > EMPTY_AT_MOST
    } == {}


# --- Without pictures ----------------------------------------------------------------------------


def test_without_a_browser_the_report_prints_tables_and_says_why(apple: Scored, monkeypatch):
    monkeypatch.setenv("LOCKIN_CHROMIUM", "/nonexistent")

    made = build.case_report(apple.document, apple.results)

    (warning,) = made.warnings
    assert "/nonexistent, which is no program" in warning
    assert 6 <= made.n_pages <= 12
    text = words(PdfReader(io.BytesIO(made.data)))
    n_pictures = sum(
        exhibit.chart is not None
        for section in apple.content().sections
        for exhibit in section.exhibits
    )
    assert text.count(squeezed("The chart could not be drawn on this machine")) == n_pictures


# --- The same again ------------------------------------------------------------------------------


def test_the_same_case_gives_the_same_bytes_in_any_process_and_time_zone(apple_printed, tmp_path):
    case, settings = apple_printed.case.path, [("0", "UTC"), ("1", "Asia/Seoul")]
    runs = [
        subprocess.Popen(
            [sys.executable, "manage.py", "score", case, "--pdf", tmp_path / f"{seed}.pdf"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for seed, zone in settings
    ]

    assert [run.communicate()[1] for run in runs] == [b"", b""]
    for seed, _ in settings:
        assert (tmp_path / f"{seed}.pdf").read_bytes() == apple_printed.file.data


def test_the_same_content_gives_the_same_bytes_in_one_process(printed):
    again = build.print_pdf(printed.content, printed.drawn.svgs)

    assert again.data == printed.file.data
