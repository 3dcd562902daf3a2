"""The commands that whoever installs or develops Lockin waits for."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.databases import made
from tests.benchmarks.timing import Board, medians, seconds

ROOT = Path(__file__).parents[2]


def measure(board: Board) -> None:
    """Measure `manage.py check` beside a new Django project, and `migrate` from empty."""
    with tempfile.TemporaryDirectory() as folder:
        _run(folder, "-m", "django", "startproject", "bare", folder)
        checks = {
            "ours": lambda: _run(ROOT, "manage.py", "check", LOCKIN_VAR=folder),
            "bare": lambda: _run(folder, "manage.py", "check", DJANGO_SETTINGS_MODULE=None),
        }
        taken = medians(checks, 7)
        board.ratio(
            "manage.py check", taken["ours"], "that of a new project", taken["bare"], at_most=3
        )
    board.value("migrate from empty, SQLite", _migrating(_new_file), "s", at_most=10)
    board.value("migrate from empty, PostgreSQL", _migrating(_new_database), "s", at_most=10)


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
