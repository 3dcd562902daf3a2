"""System checks lockin.E001…/W001…: what is wrong with this installation, and what to do."""

import ctypes
import os
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured

SECRET_KEY_MIN_LENGTH = 50
SECRET_KEY_MIN_UNIQUE = 5

FONTS = ("Inter", "SourceSerif4")
FONTS_DIR = settings.BASE_DIR / "static" / "fonts"

# What WeasyPrint loads, under the names of Linux and macOS.
PRINT_LIBRARIES = {
    "Pango": ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0.dylib"),
    "PangoFT2": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0.dylib"),
    "HarfBuzz subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset.dylib",
    ),
}

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def check_secret_key(**kwargs: Any) -> list[CheckMessage]:
    """Outside of development a key that others could guess lets them sign in as anybody."""
    key = _secret_key()
    if settings.DEBUG or (
        len(key) >= SECRET_KEY_MIN_LENGTH and len(set(key)) >= SECRET_KEY_MIN_UNIQUE
    ):
        return []
    return [
        Error(
            f"SECRET_KEY is {'too weak' if key else 'missing'}, and DEBUG is off.",
            hint=f"Set SECRET_KEY to at least {SECRET_KEY_MIN_LENGTH} random characters, for "
            "instance from `python3 -c 'import secrets; print(secrets.token_urlsafe(64))'`.",
            id="lockin.E001",
        )
    ]


def check_var(**kwargs: Any) -> list[CheckMessage]:
    """Everything that Lockin writes goes there."""
    folder = Path(settings.VAR_DIR)
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"The folder {folder} cannot be written.",
            hint="Set LOCKIN_VAR to a folder that the user who runs Lockin may write to.",
            id="lockin.E002",
        )
    ]


def check_fonts(**kwargs: Any) -> list[CheckMessage]:
    """With a font of the system in its place, the same results would print differently."""
    missing = [family for family in FONTS if not list(FONTS_DIR.glob(f"{family}*.ttf"))]
    if not missing:
        return []
    return [
        Error(
            f"static/fonts lacks {' and '.join(missing)}.",
            hint="Restore the folder from the repository: `git checkout -- static/fonts`.",
            id="lockin.E003",
        )
    ]


def check_print_libraries(**kwargs: Any) -> list[CheckMessage]:
    """WeasyPrint cannot be imported without them."""
    missing = [name for name, files in PRINT_LIBRARIES.items() if not any(map(_loads, files))]
    if not missing:
        return []
    return [
        Error(
            f"Libraries that lay out PDFs are missing: {', '.join(missing)}.",
            hint="Run `make setup`; it installs them or prints what to install.",
            id="lockin.E004",
        )
    ]


def check_browser(**kwargs: Any) -> list[CheckMessage]:
    """Exhibits are drawn by an installed Chromium; without one a report has none."""
    chosen = settings.LOCKIN_CHROMIUM
    if any(map(shutil.which, [chosen] if chosen else BROWSERS)):
        return []
    return [
        Warning(
            f"{chosen} is no program." if chosen else "No Chromium or Chrome is installed.",
            hint="Run `make setup`, or set LOCKIN_CHROMIUM to the program. Without one, reports "
            "are printed without exhibits.",
            id="lockin.W001",
        )
    ]


def check_debug(**kwargs: Any) -> list[CheckMessage]:
    """A debug page shows settings, code and rows to whoever causes an error."""
    public = sorted(set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]", "testserver"})
    if not settings.DEBUG or not public:
        return []
    return [
        Warning(
            f"DEBUG is on and the server answers to {', '.join(public)}.",
            hint="Take DEBUG out of the environment; naming hosts switches it off.",
            id="lockin.W002",
        )
    ]


def _secret_key() -> str:
    """Return the key; Django raises where it is empty."""
    try:
        return settings.SECRET_KEY
    except ImproperlyConfigured:
        return ""


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


ALL: Sequence[Callable[..., list[CheckMessage]]] = (
    check_secret_key,
    check_var,
    check_fonts,
    check_print_libraries,
    check_browser,
    check_debug,
)
