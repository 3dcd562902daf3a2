"""Reads a PDF the way a screen reader, a viewer's side bar and a printer see it."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

PAGE_MM, TOP_MM, FOOT_MM = 297.0, 22.0, 20.0
INK = 250  # grey levels below are ink; the palest tint of the style is 246


@dataclass(frozen=True)
class Element:
    """An element of the structure tree, with the tags above it and the page it stands on."""

    tag: str
    above: tuple[str, ...]
    page: int | None
    entries: DictionaryObject
    attributes: dict[str, Any]
    text: str


def elements(reader: PdfReader) -> list[Element]:
    """Return the structure tree in reading order."""
    words = {id_of(page): _marked_words(page) for page in reader.pages}
    pages = {id_of(page): number for number, page in enumerate(reader.pages)}
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    return list(_walk(root["/K"], (), words, pages))


def id_of(item: Any) -> int:
    """Return the number of a PDF object."""
    return int(item.indirect_reference.idnum)


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", ())
    kids = getattr(kids, "get_object", lambda: kids)()
    return kids if isinstance(kids, list | tuple) else [kids]


def _walk(kids: Any, above: tuple[str, ...], words: Any, pages: Any) -> Iterator[Element]:
    for kid in kids:
        node = kid.get_object()
        if not isinstance(node, DictionaryObject) or "/S" not in node:
            continue
        tag = node["/S"][1:]
        page = pages.get(node.raw_get("/Pg").idnum) if "/Pg" in node else None
        text = " ".join(_words_of(node, words).split())
        yield Element(tag, above, page, node, dict(node.get("/A", {})), text)
        yield from _walk(_kids(node), (*above, tag), words, pages)


def _words_of(node: DictionaryObject, words: Any) -> str:
    own = words.get(node.raw_get("/Pg").idnum, {}) if "/Pg" in node else {}
    parts = []
    for kid in _kids(node):
        if isinstance(kid, int):
            parts.append(own.get(int(kid), ""))
        elif isinstance(kid.get_object(), DictionaryObject):
            parts.append(_words_of(kid.get_object(), words))
    return "".join(parts)


def _marked_words(page: Any) -> dict[int, str]:
    """Return the text of each marked piece of a page, by its number."""
    tables = {
        name: _unicode_of(font.get_object())
        for name, font in page["/Resources"].get("/Font", {}).items()
    }
    found: dict[int, str] = {}
    open_pieces: list[int | None] = []
    table: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), page.pdf).operations:
        if operator == b"BDC":
            marks = operands[1]
            number = marks.get("/MCID") if isinstance(marks, DictionaryObject) else None
            open_pieces.append(None if number is None else int(number))
        elif operator == b"BMC":
            open_pieces.append(None)
        elif operator == b"EMC":
            open_pieces.pop()
        elif operator == b"Tf":
            table = tables[operands[0]]
        elif operator in (b"Tj", b"TJ"):
            piece = next((each for each in reversed(open_pieces) if each is not None), None)
            if piece is not None:
                found[piece] = found.get(piece, "") + _decoded(operands[0], table)
    return found


def _decoded(shown: Any, table: dict[int, str]) -> str:
    pieces = (
        [each for each in shown if not isinstance(each, int | float)]
        if isinstance(shown, list)
        else [shown]
    )
    data = b"".join(_bytes(piece) for piece in pieces)
    codes = (int.from_bytes(data[i : i + 2]) for i in range(0, len(data), 2))
    return "".join(table.get(code, "") for code in codes)


def _bytes(piece: Any) -> bytes:
    return bytes(getattr(piece, "original_bytes", piece))


def _unicode_of(font: DictionaryObject) -> dict[int, str]:
    """Return glyph → text as the font's own table says."""
    table: dict[int, str] = {}
    source = font["/ToUnicode"].get_object().get_data().decode("latin-1")
    for block in re.findall(r"beginbfchar(.*?)endbfchar", source, re.DOTALL):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            table[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be", "replace")
    return table


# --- What else a viewer shows --------------------------------------------------------------------


def bookmarks(reader: PdfReader) -> list[tuple[int, str]]:
    """Return level and title of every bookmark in order."""

    def _level(items: Any, level: int) -> Iterator[tuple[int, str]]:
        for item in items:
            if isinstance(item, list):
                yield from _level(item, level + 1)
            else:
                yield level, str(item["/Title"])

    return list(_level(reader.outline, 1))


def attachments(reader: PdfReader) -> dict[str, bytes]:
    """Return the attached files by name."""
    return {name: data[0] for name, data in reader.attachments.items()}


def fonts(reader: PdfReader) -> dict[str, bool]:
    """Return the name of each font in use without its subset's, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in reader.pages:
        _fonts_in(page["/Resources"].get_object(), found)
    return found


def _fonts_in(resources: DictionaryObject, found: dict[str, bool]) -> None:
    for each in resources.get("/Font", {}).values():
        font = each.get_object()
        kind = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        file = {"/FontFile", "/FontFile2", "/FontFile3"} & set(kind["/FontDescriptor"])
        found[font["/BaseFont"].partition("+")[2]] = bool(file)
    for each in resources.get("/XObject", {}).values():
        if "/Resources" in each.get_object():
            _fonts_in(each.get_object()["/Resources"].get_object(), found)


def words(reader: PdfReader) -> str:
    """Return the text of all pages without white space: where lines break does not matter."""
    return squeezed("".join(page.extract_text() for page in reader.pages))


def squeezed(text: str) -> str:
    """Return text without white space and places to break."""
    return re.sub(r"[\s\u200b]+", "", text)


# --- On paper ------------------------------------------------------------------------------------


def empty_shares(data: bytes) -> list[float]:
    """Return for each page which share of its printable height stays empty at the bottom."""
    program = shutil.which("pdftoppm")
    assert program, "pdftoppm is missing; install poppler-utils (macOS: brew install poppler)"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [program, "-r", "20", "-gray", "-", f"{folder}/page"], input=data, check=True
        )
        pages = sorted(Path(folder).iterdir(), key=lambda path: int(path.stem.rpartition("-")[2]))
        return [_empty_share(page.read_bytes()) for page in pages]


def _empty_share(picture: bytes) -> float:
    _, size, _, pixels = picture.split(b"\n", 3)
    width, height = map(int, size.split())
    foot = int(height * (PAGE_MM - FOOT_MM) / PAGE_MM)
    inked = [row for row in range(foot) if min(pixels[row * width : (row + 1) * width]) < INK]
    printable = height * (PAGE_MM - TOP_MM - FOOT_MM) / PAGE_MM
    return (foot - 1 - max(inked, default=0)) / printable
