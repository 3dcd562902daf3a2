"""The processes of a run: each writes its own log, is started again when it dies, and none is left.

Each leads a process group of its own, so that a Ctrl-C reaches the supervisor alone and what a
process started can be ended with it. `lockin.guard` ends them all if the supervisor is killed.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from lockin import guard

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 30.0
STEADY_SECONDS = 30.0  # who lived as long did not die of how it was started
LOG_BYTES = 5_000_000  # kept once under another name when a run starts with more
TAIL_BYTES = 10_000
LOUD = {"error", "critical"}

Tell = Callable[[str, str], None]  # who, what


@dataclass(frozen=True)
class Program:
    """What to run, under which name; ``files`` stay open in it."""

    name: str
    command: Sequence[str]
    files: Sequence[int] = ()


@dataclass
class Log:
    """The file that a process writes; ``news`` reads what came since the last look."""

    path: Path
    read_until: int = 0

    def open(self) -> IO[bytes]:
        if self.path.exists() and self.path.stat().st_size > LOG_BYTES:
            self.path.replace(self.path.with_suffix(".log.1"))
        file = self.path.open("ab")
        self.read_until = file.tell()
        return file

    def news(self) -> list[str]:
        """Return the complete lines that were added."""
        with self.path.open("rb") as file:
            file.seek(self.read_until)
            text, end, _ = file.read().rpartition(b"\n")
        self.read_until += len(text + end)
        return text.decode(errors="replace").splitlines()

    def last_line(self) -> str:
        with self.path.open("rb") as file:
            file.seek(max(0, self.path.stat().st_size - TAIL_BYTES))
            lines = file.read().decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


@dataclass
class Child:
    """One program and the process that runs it at the moment."""

    program: Program
    log: Log
    environment: Mapping[str, str]
    process: subprocess.Popen | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    pause_seconds: float = FIRST_PAUSE_SECONDS

    def start(self) -> None:
        with self.log.open() as output:
            self.process = subprocess.Popen(
                self.program.command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=self.environment,
                pass_fds=self.program.files,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    def bury(self) -> str:
        """Forget a process that has ended, end what it left, and say how it ended."""
        assert self.process is not None
        code, group = self.process.returncode, self.process.pid
        guard.send(os.killpg, group, signal.SIGKILL)
        self.process = None
        if time.monotonic() - self.started_at > STEADY_SECONDS:
            self.pause_seconds = FIRST_PAUSE_SECONDS
        pause = self.pause_seconds
        self.start_at = time.monotonic() + pause
        self.pause_seconds = min(2 * pause, LONGEST_PAUSE_SECONDS)
        if code < 0:
            return f"was ended by {signal.Signals(-code).name}; it starts again"
        return f"ended with code {code}; it starts again in {pause:g} s: {self.log.last_line()}"


@dataclass
class Tree:
    """All processes of a run, and the guard that outlives a supervisor that is killed."""

    programs: Sequence[Program]
    log_folder: Path
    tell: Tell
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    children: list[Child] = field(default_factory=list)
    guardian: subprocess.Popen | None = None

    def start(self) -> None:
        self.log_folder.mkdir(parents=True, exist_ok=True)
        self.children = [
            Child(program, Log(self.log_folder / f"{program.name}.log"), self.environment)
            for program in self.programs
        ]
        self.look()

    def look(self) -> None:
        """Start what is not there, and say what went wrong since the last look."""
        for child in self.children:
            if child.process and child.process.poll() is not None:
                self._tell_errors(child)
                self.tell(child.program.name, child.bury())
            if not child.process and time.monotonic() >= child.start_at:
                child.start()
                self._inform_guard()
            self._tell_errors(child)
        if self.guardian and self.guardian.poll() is not None:
            self._inform_guard()

    def stop(self, grace_seconds: float = guard.GRACE_SECONDS) -> None:
        """End every process; what does not end in time is made to."""
        running = [child.process for child in self.children if child.process]
        guard.end(
            [process.pid for process in running],
            grace_seconds,
            look=lambda: [process.poll() for process in running],
        )
        for process in running:
            process.wait()
        if self.guardian:
            self.guardian.communicate("\n")  # nobody is left to be ended
        self.children, self.guardian = [], None

    def _inform_guard(self) -> None:
        """Tell the guard which groups there are; a new one if it was killed."""
        if self.guardian is None or self.guardian.poll() is not None:
            self.guardian = subprocess.Popen(
                [sys.executable, "-m", "lockin.guard"],
                stdin=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
        groups = [str(child.process.pid) for child in self.children if child.process]
        with suppress(BrokenPipeError):  # killed this moment; the next look starts another
            print(*groups, file=self.guardian.stdin, flush=True)

    def _tell_errors(self, child: Child) -> None:
        for line in child.log.news():
            if error := error_in(line):
                self.tell(child.program.name, error)


def error_in(line: str) -> str:
    """Return what a line of a log says if it tells an error."""
    try:
        entry = json.loads(line)
    except ValueError:
        return ""
    if not isinstance(entry, dict) or entry.get("level") not in LOUD:
        return ""
    reason = str(entry.get("exception", "")).strip().rpartition("\n")[2]
    return ": ".join(filter(None, [str(entry.get("event", "")), reason]))
