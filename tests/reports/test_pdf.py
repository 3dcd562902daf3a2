"""HTML → PDF: closed to the outside, the same bytes each time, finished where WeasyPrint is not."""

import base64
import hashlib
import os
import socket
import subprocess
import sys
import threading
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reports import pdf
from tests.reports.pdf_structure import attachments, elements

ROOT = Path(__file__).parents[2]
AS_OF = date(2026, 1, 31)
SECRET = "the words of a secret file"
TABLE = """
<table><caption>T</caption>
<thead><tr><th scope="col">Name</th><th>Value</th></tr></thead>
<tbody><tr><th scope="row">a</th><td>1</td></tr></tbody></table>
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">{}</svg>'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href'


def page(body: str, head: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>T</title>{head}</head>'
        f"<body><h1>Heading</h1>{body}</body></html>"
    )


def picture(inside: str) -> str:
    data = base64.b64encode(SVG.format(inside).encode()).decode()
    return f'<img alt="a picture" src="data:image/svg+xml;base64,{data}">'


def printed(html: str, **options) -> pdf.PdfFile:
    return pdf.render(html, **{"css": "", "as_of": AS_OF, **options})


def reader(file: pdf.PdfFile) -> PdfReader:
    return PdfReader(BytesIO(file.data))


def text_of(file: pdf.PdfFile) -> str:
    return "\n".join(each.extract_text() for each in reader(file).pages)


# --- Nothing from outside ------------------------------------------------------------------------


@pytest.fixture
def secret(tmp_path: Path) -> str:
    """The address of a file that no document may reach."""
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path.as_uri()


REQUESTS = {
    "a picture": ('<img alt="x" src="{}">', ""),
    "an object": ('<object data="{}">x</object>', ""),
    "an embedded file": ('<embed alt="x" src="{}">', ""),
    "a link that attaches": ('<a rel="attachment" href="{}">x</a>', ""),
    "a background": ('<p style="background:url({})">x</p>', ""),
    "a marker": ('<ul style="list-style-image:url({})"><li>x</li></ul>', ""),
    "generated content": ("", "<style>h1::before{{content:url({})}}</style>"),
    "a style sheet": ("", '<link rel="stylesheet" href="{}">'),
    "an imported style": ("", "<style>@import url({});</style>"),
    "a style in a style": ("", '<link rel="stylesheet" href="data:text/css,@import url({})">'),
    "a font": ("", "<style>@font-face{{font-family:f;src:url({})}} h1{{font-family:f}}</style>"),
}


@pytest.mark.parametrize(("body", "head"), REQUESTS.values(), ids=REQUESTS)
@pytest.mark.parametrize("address", ["file", "http://127.0.0.1:9/x", "ftp://127.0.0.1:9/x"])
def test_a_document_that_asks_for_an_address_is_refused(body, head, address, secret):
    address = secret if address == "file" else address

    with pytest.raises(pdf.PdfError, match="asks for a file from outside") as raised:
        printed(page(body.format(address), head.format(address)))

    assert address in str(raised.value)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("attribute", ["href", XLINK])
def test_a_picture_that_asks_for_an_address_is_refused(attribute, secret):
    inside = f'<image {attribute}="{secret}" width="9" height="9"/>'

    with pytest.raises(pdf.PdfError, match="asks for a file from outside"):
        printed(page(picture(inside)))


@pytest.mark.parametrize(
    "inside",
    ['<use href="{}#a"/>', "<style>@import url({});</style><path d='M0,0L9,9'/>"],
    ids=["use", "style"],
)
def test_a_picture_with_other_addresses_gets_nothing(inside, secret):
    file = printed(page(picture(inside.format(secret))))

    assert SECRET.encode() not in file.data
    assert SECRET not in text_of(file)


def test_an_entity_of_a_picture_is_not_read(secret):
    bomb = f'<!DOCTYPE svg [<!ENTITY x SYSTEM "{secret}">]>' + SVG.format('<text y="9">&x;</text>')
    data = base64.b64encode(bomb.encode()).decode()

    file = printed(page(f'<img alt="x" src="data:image/svg+xml;base64,{data}">'))

    assert SECRET not in text_of(file)
    assert "Failed to load image" in file.warnings[0]


@pytest.mark.parametrize("css", ['@import "{}";', "h1 {{ background: url({}) }}"])
def test_a_style_that_asks_for_an_address_is_refused(css, secret):
    with pytest.raises(pdf.PdfError, match="asks for a file from outside"):
        printed(page(""), css=css.format(secret))


def test_nobody_is_called():
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x.png"
        server.setblocking(False)

        for body in (f'<img alt="x" src="{address}">', picture(f'<image href="{address}"/>')):
            with pytest.raises(pdf.PdfError):
                printed(page(body))

        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_document_cannot_attach_a_file_itself(secret):
    with pytest.raises(pdf.PdfError, match="attaches files itself"):
        printed(page("", f'<link rel="attachment" href="{secret}">'))


def test_an_address_without_a_base_leads_nowhere_and_is_told():
    file = printed(page('<img alt="x" src="/etc/passwd">'))

    assert "Relative URI reference without a base URI" in file.warnings[0]


def test_after_a_refusal_the_next_document_is_printed(secret):
    with pytest.raises(pdf.PdfError):
        printed(page(f'<img alt="x" src="{secret}">'))

    assert printed(page("")).warnings == ()
    assert pdf.LOGGER.handlers == [
        each for each in pdf.LOGGER.handlers if "Listener" not in repr(each)
    ]


# --- The same bytes ------------------------------------------------------------------------------

IN_A_PROCESS = """
import hashlib
from datetime import date
from reports import pdf
from reports.render import report_css, to_html
from tests.reports.example_report import REPORT

files = [pdf.PdfAttachment("a.csv", "A", b"1"), pdf.PdfAttachment("b.csv", "B", b"2")]
for _ in range(2):
    html, css = to_html(REPORT, {}), report_css()
    file = pdf.render(html, css=css, attachments=files, as_of=date(2026, 1, 31))
    print(hashlib.sha256(file.data).hexdigest())
"""


def test_bytes_do_not_hang_on_hash_seed_time_zone_or_place(tmp_path):
    settings = [("0", "UTC", ROOT), ("1", "Asia/Seoul", tmp_path)]
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", IN_A_PROCESS],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, zone, folder in settings
    ]

    hashes = [line for run in runs for line in run.communicate()[0].split()]

    assert len(hashes) == 4
    assert len(set(hashes)) == 1


def test_another_date_or_attachment_gives_other_bytes():
    plain = printed(page("")).data

    assert printed(page(""), as_of=date(2026, 2, 1)).data != plain
    assert printed(page(""), attachments=[pdf.PdfAttachment("a", "b", b"c")]).data != plain


def test_threads_print_apart():
    files: dict[str, pdf.PdfFile] = {}

    def work(name: str, body: str) -> None:
        files[name] = printed(page(body * 30))

    jobs = {"good": "<p>Good</p>", "bad": '<p>Bad</p><img alt="x" src="/nowhere">'}
    threads = [threading.Thread(target=work, args=job) for job in jobs.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert files["good"].warnings == ()
    assert len(files["bad"].warnings) == 30
    assert files["good"].data == printed(page("<p>Good</p>" * 30)).data


# --- What is finished here -----------------------------------------------------------------------


def test_header_cells_say_what_they_head_and_a_column_is_meant_where_nothing_is_said():
    tags = elements(reader(printed(page(TABLE))))

    scopes = {tag.text: tag.attributes["/Scope"] for tag in tags if tag.tag == "TH"}
    assert scopes == {"Name": "/Column", "Value": "/Column", "a": "/Row"}


def test_a_picture_stands_where_its_box_says_in_points_from_the_foot():
    css = (
        "@page { size: 400px 800px; margin: 40px } body, h1 { margin: 0 }"
        "h1 { height: 60px } img { display: block }"
    )
    (found,) = [
        tag
        for tag in elements(reader(printed(page(picture('<path d="M0,0L9,9"/>')), css=css)))
        if tag.tag == "Figure"
    ]

    # 40 px from the left; its head 40 + 60 px below the page's 800; 200 × 100 px.
    box = [float(side) / pdf.PT_PER_PX for side in found.attributes["/BBox"]]
    assert box == pytest.approx([40, 600, 240, 700])


def test_attachments_keep_name_words_and_bytes():
    given = [
        pdf.PdfAttachment("a.csv", "Cost “Ω” ◇", b"x,y\r\n1,2\r\n"),
        pdf.PdfAttachment("b.csv", "A \x01 \ud800 control", b"\x00\xff"),
    ]

    file = reader(printed(page(""), attachments=given))

    assert attachments(file) == {"a.csv": b"x,y\r\n1,2\r\n", "b.csv": b"\x00\xff"}
    names = file.trailer["/Root"]["/Names"]["/EmbeddedFiles"]["/Names"]
    described = [each.get_object()["/Desc"] for each in names if hasattr(each, "idnum")]
    assert described == ["Cost “Ω” ◇", "A     control"]


def test_what_cannot_be_printed_is_a_space():
    controls = "".join(map(chr, [*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 0xFFFE]))

    file = printed(page(f"<p>before{controls}\ud800after</p>", "<meta name=author content='\x01'>"))

    assert file.warnings == ()
    assert "before after" in " ".join(text_of(file).split())


def test_a_name_cannot_turn_the_words_around_it():
    file = printed(page("<p>from \u202e\u2067evil name to here</p>"))

    assert "from evil name to here" in text_of(file)


def test_a_character_without_a_glyph_is_told():
    file = printed(page("<p>三星</p>"))

    assert any("三" in warning for warning in file.warnings)


def test_a_document_that_would_take_minutes_is_refused():
    with pytest.raises(pdf.PdfError, match=r"500,\d+ letters, more than 500,000: shorten"):
        printed(page("x" * pdf.MOST_LETTERS))


def test_pictures_do_not_count_as_letters():
    drawn = picture(f"<desc>{'x' * pdf.MOST_LETTERS}</desc>")

    assert printed(page(drawn)).n_pages == 1


def test_progress_is_told_step_by_step_and_is_no_warning():
    steps: list[str] = []

    file = printed(page(""), progress=steps.append)

    assert any(step.startswith("Step") for step in steps)
    assert file.warnings == ()
    assert hashlib.sha256(file.data).digest() == hashlib.sha256(printed(page("")).data).digest()
