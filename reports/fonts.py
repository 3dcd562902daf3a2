"""The shipped fonts, for WeasyPrint and for the browser that draws the exhibits."""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "static" / "fonts"


def use_shipped_fonts() -> None:
    """Make this process, and every one it starts, see the shipped fonts and no others.

    It must run before Pango is loaded: whoever imports ``reports.pdf`` or ``reports.exhibits`` has
    run it.
    """
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")
