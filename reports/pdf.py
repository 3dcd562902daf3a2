"""HTML → tagged PDF; the only module that imports WeasyPrint.

The document is PDF/UA-1, fetches nothing but ``data:``, and the same HTML gives the same bytes on
any machine, whatever the hash seed or time zone.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from reports.fonts import use_shipped_fonts

use_shipped_fonts()

import pydyf  # noqa: E402 - Pango reads the fonts when WeasyPrint is imported
from weasyprint import CSS, HTML, Attachment  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402
from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: E402

LOGGER = logging.getLogger("weasyprint")
PROGRESS = logging.getLogger("weasyprint.progress")
SCOPES = {"col": "Column", "row": "Row"}


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


class _Listener(logging.Handler):
    """Keeps what WeasyPrint says while one document is printed."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self.tell(record.getMessage())


def render(
    html: str,
    *,
    css: str,
    attachments: Sequence[PdfAttachment] = (),
    as_of: date,
    progress: Callable[[str], None] | None = None,
) -> PdfFile:
    """Return an HTML document as a PDF/UA-1 file dated ``as_of``.

    Raises
    ------
    PdfError
        If the document asks for anything that is not a ``data:`` address.
    """
    warnings: list[str] = []
    listener, follower = _Listener(warnings.append), _Listener(progress or (lambda _: None))
    level = PROGRESS.level
    LOGGER.addHandler(listener)
    PROGRESS.addHandler(follower)
    PROGRESS.setLevel(logging.INFO if progress else logging.WARNING)
    try:
        return _render(html, css, attachments, as_of, warnings)
    except FatalURLFetchingError as error:  # a BaseException: nothing else would catch it
        raise PdfError(f"the document asks for a file from outside: {error}") from error
    finally:
        LOGGER.removeHandler(listener)
        PROGRESS.removeHandler(follower)
        PROGRESS.setLevel(level)


def _render(
    html: str,
    css: str,
    attachments: Sequence[PdfAttachment],
    as_of: date,
    warnings: list[str],
) -> PdfFile:
    fetcher = URLFetcher(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)
    fonts = FontConfiguration()
    document = HTML(string=html, url_fetcher=fetcher).render(
        stylesheets=[CSS(string=css, url_fetcher=fetcher, font_config=fonts)],
        font_config=fonts,
        presentational_hints=False,
        pdf_variant="pdf/ua-1",
    )
    moment = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    document.metadata.created = document.metadata.modified = f"{as_of.isoformat()}T00:00:00Z"
    document.metadata.attachments = [
        Attachment(
            string=item.data,
            name=item.name,
            description=item.description,
            created=moment,
            modified=moment,
            relationship="Data",
            url_fetcher=fetcher,
        )
        for item in attachments
    ]
    data = document.write_pdf(pdf_variant="pdf/ua-1", finisher=_finish)
    return PdfFile(data, len(document.pages), tuple(warnings))


def _finish(document: Any, pdf: pydyf.PDF) -> None:
    """Write the scope of every header cell: WeasyPrint only links cells to headers by id."""
    for page in document.pages:
        for box in page._page_box.descendants():
            mark = getattr(box, "mark", None)
            if mark is not None and box.element_tag == "th":
                scope = SCOPES[box.element.attrib.get("scope", "col")]
                mark["A"]["Scope"] = f"/{scope}"
