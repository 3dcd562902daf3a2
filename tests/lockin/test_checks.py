"""Each system check says nothing where all is well, and what to do where it is not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lockin import checks

ROOT = Path(__file__).parents[2]


def only(messages):
    (message,) = messages
    return message


@pytest.mark.parametrize(("key", "word"), [("", "missing"), ("short", "weak"), ("ab" * 40, "weak")])
def test_a_missing_or_weak_key_is_an_error_where_debugging_is_off(settings, key, word):
    settings.DEBUG, settings.SECRET_KEY = False, key

    error = only(checks.check_secret_key())

    assert error.id == "lockin.E001"
    assert word in error.msg
    assert "secrets.token_urlsafe(64)" in error.hint


def test_any_key_will_do_while_debugging(settings):
    settings.DEBUG, settings.SECRET_KEY = True, "short"

    assert checks.check_secret_key() == []


def test_a_long_random_key_passes(settings):
    settings.DEBUG, settings.SECRET_KEY = False, "0123456789abcdefghij" * 4

    assert checks.check_secret_key() == []


def test_a_folder_that_can_be_made_passes(settings, tmp_path):
    settings.VAR_DIR = tmp_path / "not" / "yet"

    assert checks.check_var() == []


def test_a_folder_that_cannot_be_written_is_an_error(settings, tmp_path):
    file = tmp_path / "file"
    file.touch()
    settings.VAR_DIR = file

    error = only(checks.check_var())

    assert error.id == "lockin.E002"
    assert str(file) in error.msg
    assert "LOCKIN_VAR" in error.hint


def test_the_shipped_fonts_are_there():
    assert checks.check_fonts() == []


def test_missing_fonts_are_an_error(monkeypatch, tmp_path):
    (tmp_path / "Inter-Regular.ttf").touch()
    monkeypatch.setattr(checks, "FONTS_DIR", tmp_path)

    error = only(checks.check_fonts())

    assert error.id == "lockin.E003"
    assert error.msg == "static/fonts lacks SourceSerif4."


def test_the_print_libraries_are_there():
    assert checks.check_print_libraries() == []


def test_a_missing_print_library_is_an_error(monkeypatch):
    monkeypatch.setitem(checks.PRINT_LIBRARIES, "Pango", ("libno-such-library.so.0",))

    error = only(checks.check_print_libraries())

    assert error.id == "lockin.E004"
    assert "Pango" in error.msg
    assert "make setup" in error.hint


def test_a_browser_is_there(settings):
    settings.LOCKIN_CHROMIUM = ""

    assert checks.check_browser() == []


def test_a_missing_browser_is_a_warning(settings, monkeypatch, tmp_path):
    settings.LOCKIN_CHROMIUM = ""
    monkeypatch.setenv("PATH", str(tmp_path))

    warning = only(checks.check_browser())

    assert warning.id == "lockin.W001"
    assert "LOCKIN_CHROMIUM" in warning.hint


def test_a_chosen_browser_that_does_not_exist_is_named(settings):
    settings.LOCKIN_CHROMIUM = "/no/such/browser"

    assert only(checks.check_browser()).msg == "/no/such/browser is no program."


def test_debugging_in_public_is_a_warning(settings):
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["localhost", "lockin.example.com"]

    warning = only(checks.check_debug())

    assert warning.id == "lockin.W002"
    assert warning.msg == "DEBUG is on and the server answers to lockin.example.com."


def test_debugging_on_this_machine_passes(settings):
    settings.DEBUG, settings.ALLOWED_HOSTS = True, ["localhost", "127.0.0.1"]

    assert checks.check_debug() == []


HEAVY = ("numpy", "scipy", "plotly", "weasyprint", "kaleido", "networkx", "icalendar")
CHECK = f"""
import sys, django
from django.core.management import call_command
django.setup()
call_command("check")
print(*[name for name in {HEAVY} if name in sys.modules])
"""


def test_a_process_that_serves_pages_loads_no_library_that_only_numbers_need():
    """Such a library costs every start and every command a second, and nothing else shows it."""
    done = subprocess.run(
        [sys.executable, "-c", CHECK],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "lockin.settings"},
        text=True,
    )

    assert done.stdout.splitlines()[-1] == ""
