"""The commands that whoever installs or develops Lockin waits for."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.databases import made
from tests.benchmarks.timing import Board, Work, medians, seconds

ROOT = Path(__file__).parents[2]


def measure(board: Board) -> None:
    """Measure `manage.py check` beside a new Django project, and `migrate` from empty."""
    with tempfile.TemporaryDirectory() as folder:
        _run(folder, "-m", "django", "startproject", "bare", folder)
        _check(board, "SQLite", folder, f"sqlite:///{folder}/checked.sqlite3", None)
        settings = Path(folder, "bare", "settings.py")
        text = settings.read_text(encoding="utf-8")
        settings.write_text(text.replace("backends.sqlite3", "backends.postgresql"))
        _check(board, "PostgreSQL", folder, made("checked"), 3)
    board.value("migrate from empty, SQLite", _migrating(_new_file), "s", at_most=10)
    board.value("migrate from empty, PostgreSQL", _migrating(_new_database), "s", at_most=10)


def _check(board: Board, database: str, folder: str, url: str, at_most: float | None) -> None:
    """Compare `check` with that of a new project on the same database, both compiled before."""
    cache: dict[str, str | None] = {
        "PYTHONPYCACHEPREFIX": f"{folder}/compiled",
        "PYTHONDONTWRITEBYTECODE": None,
    }
    checks: dict[str, Work] = {
        "ours": lambda: _run(
            ROOT, "manage.py", "check", LOCKIN_VAR=folder, DATABASE_URL=url, **cache
        ),
        "bare": lambda: _run(folder, "manage.py", "check", DJANGO_SETTINGS_MODULE=None, **cache),
    }
    taken = medians(checks, 9)
    yardstick = "that of a new project"
    board.ratio(f"manage.py check, {database}", taken["ours"], yardstick, taken["bare"], at_most)


def _migrating(new: Callable[[str, int], str]) -> float:
    """Return how long `migrate` takes on a database that is made anew each time. [s]"""
    with tempfile.TemporaryDirectory() as folder:
        addresses = [new(folder, number) for number in range(4)]
        return seconds(
            lambda: _run(
                ROOT, "manage.py", "migrate", LOCKIN_VAR=folder, DATABASE_URL=addresses.pop()
            ),
            len(addresses) - 1,
        )


def _new_file(folder: str, number: int) -> str:
    return f"sqlite:///{folder}/{number}.sqlite3"


def _new_database(folder: str, number: int) -> str:
    return made(f"migrated_{number}")


def _run(folder: str | Path, *words: str, **variables: str | None) -> None:
    environ = {**os.environ, **{name: value or "" for name, value in variables.items()}}
    environ = {name: value for name, value in environ.items() if variables.get(name, value)}
    subprocess.run(
        [sys.executable, *words], cwd=folder, env=environ, check=True, stdout=subprocess.DEVNULL
    )
