"""Words in pictures: measured, wrapped and made safe, because Plotly reads labels as markup."""

import unicodedata
from dataclasses import dataclass

# Advance widths of Inter [em], a little generous; semibold is wider by the factor below.
_WIDTHS = {
    0.27: "ijlI \u00a0\u202f",
    0.32: "!,.:';·’",
    0.38: "`t|()/[]frJ\\",
    0.45: "1{}“”²³",
    0.52: '-_"^*?sk–',
    0.60: "z7Lavyxceohnu",
    0.66: "2E38bdgpq69#0P$FS≤≥−×€",
    0.70: "4RTB+<=>~KYAVXZ5&",
    0.76: "DCGHU",
    0.80: "NOQ",
    0.88: "wm…",
    1.05: "M@%W◇→—",
}
_WIDTH_OF = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_HEAVIER = 1.045
_LINE_HEIGHT = 1.3  # Plotly's own, for lines parted by <br>
_ELLIPSIS = "…"
# Plotly takes <…> and &…; for markup and $…$ for TeX; numeric entities pass it by unread.
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"})
_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji need them


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text at a size and weight, ready to be placed."""

    lines: tuple[str, ...]
    size: float
    weight: int = 400

    @property
    def markup(self) -> str:
        """What Plotly is given."""
        return "<br>".join(escape(line) for line in self.lines)

    @property
    def width(self) -> float:
        """Width of the longest line [px]."""
        return max((width_of(line, self.size, self.weight) for line in self.lines), default=0.0)

    @property
    def height(self) -> float:
        """Height of all lines [px]."""
        return len(self.lines) * self.size * _LINE_HEIGHT


def block(
    text: str, size: float, *, weight: int = 400, within: float = 10_000, lines: int = 3
) -> Block:
    """Return text wrapped to a width [px], cut with an ellipsis after the last line allowed."""
    return Block(tuple(_wrap(clean(text), size, weight, within, lines)), size, weight)


def balanced(text: str, size: float, *, weight: int, within: float, lines: int) -> Block:
    """Return text wrapped to lines of about one length, as few as the width allows."""
    best = block(text, size, weight=weight, within=within, lines=lines)
    for narrower in range(int(within), int(within / 2), -4):
        other = block(text, size, weight=weight, within=narrower, lines=lines)
        if len(other.lines) != len(best.lines) or " ".join(other.lines) != clean(text):
            break
        best = other
    return best


def clean(text: str) -> str:
    """Return text on one line without what cannot be printed or would turn its surroundings."""
    kept = "".join(
        " " if unicodedata.category(letter) == "Cc" else letter
        for letter in text
        if letter in _JOINERS or unicodedata.category(letter) not in _UNPRINTABLE - {"Cc"}
    )
    return " ".join(word for word in kept.split(" ") if word)  # a no-break space stays one


def escape(text: str) -> str:
    """Return text that Plotly prints letter by letter."""
    return text.translate(_ENTITIES)


def width_of(text: str, size: float, weight: int = 400) -> float:
    """Return about how wide a line is printed, rather too much than too little [px]."""
    em = sum(_letter_width(letter) for letter in text)
    return em * size * (_HEAVIER if weight > 400 else 1.0)


def _letter_width(letter: str) -> float:
    if letter in _WIDTH_OF:
        return _WIDTH_OF[letter]
    if unicodedata.combining(letter) or letter in _JOINERS:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTH_OF.get(base, 0.8)


def _wrap(text: str, size: float, weight: int, within: float, lines: int) -> list[str]:
    wrapped: list[str] = []
    words = text.split(" ") if text else []
    while words:
        if len(wrapped) == lines:
            wrapped[-1] = _ellipsised(wrapped[-1], size, weight, within)
            break
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size, weight) <= within:
            line = f"{line} {words.pop(0)}"
        head = _fitting(line, size, weight, within)
        if head != line:
            words.insert(0, line[len(head) :])
        wrapped.append(head)
    return wrapped


def _fitting(word: str, size: float, weight: int, within: float) -> str:
    """Return as much of a word as a line holds, at least a letter."""
    total = 0.0
    for position, letter in enumerate(word):
        total += width_of(letter, size, weight)
        if total > within and position:
            return word[:position]
    return word


def _ellipsised(line: str, size: float, weight: int, within: float) -> str:
    """Return a line that says that it goes on: whole words, if they leave room for the dots."""
    while line and width_of(line + _ELLIPSIS, size, weight) > within:
        head, _, _ = line.rpartition(" ")
        line = head or line[:-1]
    return line.rstrip(" ,;:–-") + _ELLIPSIS
