"""HTML → tagged PDF; the only module that imports WeasyPrint.

The document is PDF/UA-1, fetches nothing but ``data:``, and the same HTML gives the same bytes on
any machine, whatever the hash seed or time zone.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from reports.fonts import use_shipped_fonts

use_shipped_fonts()

import pydyf  # noqa: E402 - Pango reads the fonts when WeasyPrint is imported
from weasyprint import CSS, HTML, Attachment, Document  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: E402

VARIANT = "pdf/ua-1"
LOGGER = logging.getLogger("weasyprint")
PROGRESS = logging.getLogger("weasyprint.progress")
SCOPES = {"col": "Column", "row": "Row"}
PT_PER_PX = 0.75
# Controls, halves of characters and codes that are none: no font has them and XML forbids them.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# A name may hold one that is never closed, and the words around it would be printed backwards.
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
DATA_ADDRESS = re.compile(r'"data:[^"]*"')
MOST_LETTERS = 500_000  # about 130 pages and half a minute


class PdfError(Exception):
    """A document cannot be printed; the message says why."""


@dataclass(frozen=True, slots=True)
class PdfAttachment:
    """A file that goes with the document."""

    name: str
    description: str
    data: bytes


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A printed document, and what the printer found worth a warning."""

    data: bytes
    n_pages: int
    warnings: tuple[str, ...] = ()


def render(
    html: str,
    *,
    css: str,
    attachments: Sequence[PdfAttachment] = (),
    as_of: date,
    progress: Callable[[str], None] | None = None,
) -> PdfFile:
    """Return an HTML document as a PDF/UA-1 file dated ``as_of``.

    What cannot be printed (control characters) becomes a space, what turns the direction of the
    words around it goes. ``progress`` is told each step.

    Raises
    ------
    PdfError
        If the document asks for anything that is not a ``data:`` address, attaches files itself, or
        is too long to be laid out in a reasonable time.
    """
    if (letters := len(DATA_ADDRESS.sub("", html))) > MOST_LETTERS:
        raise PdfError(
            f"the document has {letters:,} letters, more than {MOST_LETTERS:,}: shorten its texts"
        )
    warnings: list[str] = []
    fetcher = _ClosedFetcher()
    with _listening(LOGGER, logging.WARNING, warnings.append):
        try:
            if progress is None:
                data, n_pages = _print(html, css, attachments, as_of, fetcher)
            else:
                with _listening(PROGRESS, logging.INFO, progress):
                    data, n_pages = _print(html, css, attachments, as_of, fetcher)
        except FatalURLFetchingError as error:  # a BaseException: nothing else would catch it
            raise PdfError(_asks_for(fetcher.refused or [str(error)])) from error
    if fetcher.refused:  # inside an SVG a refusal stops only that picture
        raise PdfError(_asks_for(fetcher.refused))
    return PdfFile(data, n_pages, tuple(warnings))


def _asks_for(addresses: list[str]) -> str:
    return f"the document asks for a file from outside: {addresses[0][:200]}"


def _print(
    html: str,
    css: str,
    attachments: Sequence[PdfAttachment],
    as_of: date,
    fetcher: URLFetcher,
) -> tuple[bytes, int]:
    fonts = FontConfiguration()
    document = HTML(string=_printable(html), url_fetcher=fetcher).render(
        stylesheets=[CSS(string=css, url_fetcher=fetcher, font_config=fonts)],
        font_config=fonts,
        presentational_hints=False,
        pdf_variant=VARIANT,
    )
    if document.metadata.attachments:
        raise PdfError("the document attaches files itself; give them as attachments")
    document.metadata.created = document.metadata.modified = f"{as_of.isoformat()}T00:00:00Z"
    document.metadata.attachments = [_attachment(item, as_of, fetcher) for item in attachments]
    return document.write_pdf(pdf_variant=VARIANT, finisher=_finish), len(document.pages)


def _printable(text: str) -> str:
    return TURNING.sub("", UNPRINTABLE.sub(" ", text))


def _attachment(item: PdfAttachment, as_of: date, fetcher: URLFetcher) -> Attachment:
    moment = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    return Attachment(
        string=item.data,
        name=item.name,
        description=_printable(item.description),
        created=moment,
        modified=moment,
        relationship="Data",
        url_fetcher=fetcher,
    )


class _ClosedFetcher(URLFetcher):
    """Opens ``data:`` addresses only, and keeps the others it was asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Any = None) -> Any:
        if not url.lower().startswith("data:"):
            self.refused.append(url)
        return super().fetch(url, headers)


# --- What WeasyPrint says ------------------------------------------------------------------------


class _Listener(logging.Handler):
    """Passes on what is logged in one thread."""

    def __init__(self, level: int, tell: Callable[[str], None]) -> None:
        super().__init__(level)
        self.tell = tell
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread:
            self.tell(record.getMessage())


@contextmanager
def _listening(logger: logging.Logger, level: int, tell: Callable[[str], None]) -> Iterator[None]:
    listener, before = _Listener(level, tell), logger.level
    logger.addHandler(listener)
    logger.setLevel(level)
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.setLevel(before)


# --- What WeasyPrint leaves out ------------------------------------------------------------------


def _finish(document: Document, pdf: pydyf.PDF) -> None:
    _scope_headers(document)
    _place_figures(document, pdf)


def _scope_headers(document: Document) -> None:
    """Write the scope of every header cell: WeasyPrint only links cells to headers by id."""
    for page in document.pages:
        for box in page._page_box.descendants():
            mark = getattr(box, "mark", None)
            if mark is not None and box.element_tag == "th":
                scope = SCOPES.get(box.element.attrib.get("scope", "col"), "Both")
                mark["A"]["Scope"] = f"/{scope}"


def _place_figures(document: Document, pdf: pydyf.PDF) -> None:
    """Say where a picture stands in points from the foot; WeasyPrint says pixels from the head."""
    heights = dict(zip(pdf.page_references, (page.height for page in document.pages), strict=True))
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("S") == "/Figure":
            left, top, right, bottom = item["A"]["BBox"]
            height = heights[item["Pg"]]
            box = (left, height - bottom, right, height - top)
            item["A"]["BBox"] = pydyf.Array([PT_PER_PX * side for side in box])
