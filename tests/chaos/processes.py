"""A worker and a scheduler that a test may kill in every way, on the database of the test."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connection

from lockin.celery import BEAT_ARGUMENTS, WORKER_ARGUMENTS

LEASE_SECONDS = 8
LOOK_SECONDS = 0.1


def until(is_so: Callable[[], bool], *, seconds: float, otherwise: Callable[[], str]) -> None:
    """Wait for something; say how far it came if it takes too long."""
    end = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > end:
            raise AssertionError(otherwise())
        time.sleep(LOOK_SECONDS)


class Processes:
    """Both processes of the background, each started anew after it was killed."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.groups: list[int] = []
        self.n_killed = 0

    def start(self) -> None:
        """Start whichever does not run."""
        for name, arguments in (("worker", WORKER_ARGUMENTS), ("beat", BEAT_ARGUMENTS)):
            if name not in self.running or self.running[name].poll() is not None:
                self.running[name] = self._start(name, arguments)
                self.groups.append(self.running[name].pid)

    def _start(self, name: str, arguments: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "lockin.celery", *arguments],
                env={**os.environ, **_environment(self.folder)},
                cwd=settings.BASE_DIR,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill_one(self) -> None:
        """Kill a child, the parent, or all of the worker, as chance has it."""
        parent = self.running["worker"]
        children = psutil.Process(parent.pid).children()
        kind = self.chance.choice(("child", "parent", "group"))
        if kind == "child" and children:
            with contextlib.suppress(psutil.NoSuchProcess):  # it ended by itself meanwhile
                self.chance.choice(children).kill()
        else:
            (os.killpg if kind == "group" else os.kill)(parent.pid, signal.SIGKILL)
            parent.wait()
        self.n_killed += 1
        self.start()

    def kill_all(self) -> None:
        """Leave nothing behind, orphans of a killed parent included."""
        for group in self.groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        for process in self.running.values():
            process.wait()


@contextlib.contextmanager
def processes(folder: Path, chance: random.Random) -> Iterator[Processes]:
    """Start both; kill them at the end, whatever happens."""
    found = Processes(folder, chance)
    try:
        found.start()
        yield found
    finally:
        found.kill_all()


def _environment(folder: Path) -> dict[str, str]:
    return {
        "LOCKIN_VAR": str(folder),
        "DATABASE_URL": _database_url(),
        "BROKER_URL": settings.BROKER_URL,
        "SECRET_KEY": settings.SECRET_KEY,  # of the audit trail
        "JOB_LEASE_SECONDS": str(LEASE_SECONDS),
        "WORKER_PROCESSES": "2",
    }


def _database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    return f"postgres://{database['USER']}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
