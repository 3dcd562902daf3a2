"""``manage.py serve``: web server, worker and scheduler until somebody stops them."""

import fcntl
import os
import shutil
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from assessments.actions.assessments import CannotBeAssessed
from assessments.models import Organization
from lockin import first_run
from lockin.celery import BEAT_ARGUMENTS, WORKER_ARGUMENTS
from lockin.processes import Program, Tree

CANNOT_START = 1
LOOK_SECONDS = 0.3
START_SECONDS = 60.0
CELERY = [sys.executable, "-m", "celery", "-A", "lockin.celery"]
PROGRAMS = (
    Program("web", [sys.executable, "-m", "gunicorn", "-c", "lockin/gunicorn.py", "lockin.wsgi"]),
    Program("worker", [*CELERY, *WORKER_ARGUMENTS]),
    Program("scheduler", [*CELERY, *BEAT_ARGUMENTS]),
)


class Command(BaseCommand):
    """Bring the database up to date, start everything, and hold it until a signal comes."""

    help = "Run web server, worker and scheduler, each started again when it dies."
    requires_system_checks = ()  # a line each instead of a page, and the exit code of a failure

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Ask whether this is for looking around."""
        parser.add_argument(
            "--samples",
            action="store_true",
            help="with both sample cases, assessed and reported, and a sign-in for each role",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start, tell, hold, stop."""
        os.umask(0o077)  # what it and its processes write is for nobody else on this machine
        self.stopped = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, lambda *_: self.stopped.set())
        self._check(with_samples=options["samples"])
        with _alone():
            found = self._prepare(with_samples=options["samples"])
            self._run(*found)

    # Before ------------------------------------------------------------------------------------

    def _check(self, *, with_samples: bool) -> None:
        """Raise CommandError with the first thing that would not work."""
        if with_samples and not settings.DEBUG:
            raise CommandError(
                "--samples writes passwords into a file, which is for looking around on your own "
                "machine, with DEBUG on; `manage.py create_organization` makes the first one here.",
                returncode=CANNOT_START,
            )
        for found in checks.run_checks():
            if found.is_serious():
                raise CommandError(f"{found.msg} {found.hint or ''}", returncode=CANNOT_START)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", settings.PORT))
            except (OSError, OverflowError) as error:
                reason = getattr(error, "strerror", "a port is 1 to 65535")
                raise CommandError(
                    f"Port {settings.PORT} of this machine cannot be used: {reason}. "
                    "Stop what uses it, or choose another: PORT=8080 make run.",
                    returncode=CANNOT_START,
                ) from None
        try:
            connection.ensure_connection()
        except DatabaseError as error:
            reason = str(error).strip().partition("\n")[0]
            raise CommandError(
                f"The database does not answer: {reason}. Is DATABASE_URL right?",
                returncode=CANNOT_START,
            ) from None

    def _prepare(self, *, with_samples: bool) -> tuple[list[first_run.SignIn], list[Organization]]:
        self._empty_temporary_files()
        call_command("migrate", verbosity=0, interactive=False)
        if not settings.DEBUG:
            call_command("collectstatic", verbosity=0, interactive=False)
        if not with_samples:
            return [], []
        people, found = first_run.sign_ins(), first_run.organizations()
        for organization in found:
            first_run.let_in(organization)
        return people, found

    def _empty_temporary_files(self) -> None:
        folder = settings.VAR_DIR / "tmp"  # a killed browser leaves some behind
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)

    # While it runs -----------------------------------------------------------------------------

    def _run(self, people: list[first_run.SignIn], found: list[Organization]) -> None:
        environment = {**os.environ, "TMPDIR": str(settings.VAR_DIR / "tmp")}
        tree = Tree(PROGRAMS, settings.VAR_DIR / "log", self._tell, environment)
        answers = first_run.FirstAnswers(self._tell)
        connection.close()  # a child would share it
        tree.start()
        try:
            self._wait_for_the_web(tree)
            if self.stopped.is_set():
                return
            self._welcome(people)
            self._begin(answers, found)
            self._hold(tree, answers)
        finally:
            tree.stop()

    def _wait_for_the_web(self, tree: Tree) -> None:
        until = time.monotonic() + START_SECONDS
        while not self.stopped.wait(LOOK_SECONDS) and not _answers():
            tree.look()
            if time.monotonic() > until:
                raise CommandError(
                    f"The web server does not answer; {settings.VAR_DIR / 'log' / 'web.log'} "
                    "says why.",
                    returncode=CANNOT_START,
                )

    def _begin(self, answers: first_run.FirstAnswers, found: list[Organization]) -> None:
        try:
            answers.begin(found)
        except (CannotBeAssessed, DatabaseError) as error:  # the rest works
            self._tell("samples", str(error))
        for path in answers.files(found):
            self._tell("report", str(path))

    def _hold(self, tree: Tree, answers: first_run.FirstAnswers) -> None:
        while not self.stopped.wait(LOOK_SECONDS):
            tree.look()
            try:
                answers.look()
            except DatabaseError as error:  # it may be back at the next look
                self._tell("database", str(error).strip().partition("\n")[0])
                connection.close()
        self._tell("lockin", "stops")

    def _welcome(self, people: list[first_run.SignIn]) -> None:
        lines = [f"\nLockin is at http://127.0.0.1:{settings.PORT}/\n"]
        if people:
            width = max(len(person.email) for person in people)
            lines += [
                f"  {person.email:<{width}}  {person.password:<16}  {person.may}"
                for person in people
            ]
            lines.append(f"\nReports come into {settings.VAR_DIR / 'reports'}/")
        lines.append(f"Logs are in {settings.VAR_DIR / 'log'}/. Ctrl-C stops everything.\n")
        self.stdout.write("\n".join(lines))
        self.stdout.flush()

    def _tell(self, who: str, what: str) -> None:
        self.stdout.write(f"{time.strftime('%H:%M:%S')}  {who}: {what}")
        self.stdout.flush()


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{settings.PORT}/healthz", timeout=2) as said:
            return bool(said.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the folder: a second run of it would do everything twice."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "serve.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandError(
                f"Lockin runs already on {settings.VAR_DIR}; stop it, or set LOCKIN_VAR to another "
                "folder.",
                returncode=CANNOT_START,
            ) from None
        yield
