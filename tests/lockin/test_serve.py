"""`manage.py serve --samples` as a stranger meets it: started, killed, stopped, started again."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 180.0
COUNTED = (
    "assessments_organization",
    "assessments_user",
    "assessments_membership",
    "assessments_supplier",
    "assessments_assessment",
    "assessments_job",
    "assessments_auditevent",
    "reports_report",
)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def serve(folder, port):
    """Start it with a folder and a port of its own; what it says goes into a file."""
    inherited = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment = {**inherited, "LOCKIN_VAR": str(folder), "PORT": str(port), "BROKER_URL": ""}
    environment = {key: value for key, value in environment.items() if value}
    with (folder.parent / f"said-{time.monotonic_ns()}").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--samples"],
            cwd=ROOT,
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    process.said = Path(said.name)
    return process


def until(process, is_so, otherwise):
    end = time.monotonic() + SECONDS
    while not is_so():
        assert process.poll() is None, process.said.read_text()
        assert time.monotonic() < end, f"{otherwise}: {process.said.read_text()}"
        time.sleep(0.2)


def worker_of(process):
    for child in psutil.Process(process.pid).children():
        with suppress(psutil.Error):  # it ends this moment
            if "worker" in child.cmdline():
                return child.pid
    return None


def counts(folder):
    with sqlite3.connect(folder / "lockin.sqlite3") as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in COUNTED
        }


def pdfs(folder):
    return sorted(folder.glob("reports/*/*.pdf"))


def stop(process):
    """Send what Ctrl-C sends; return the exit code and which of its processes are left."""
    tree = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGINT)
    code = process.wait(timeout=60)
    _, left = psutil.wait_procs(tree, timeout=20)
    return code, left


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "var"
    found.mkdir()
    yield found
    for process in psutil.process_iter(["environ"]):
        if (process.info["environ"] or {}).get("LOCKIN_VAR") == str(found):
            process.kill()


def test_two_samples_are_assessed_and_printed_once_whatever_dies(folder):
    first = serve(folder, free_port())
    until(first, lambda: worker_of(first) is not None, "no worker")
    killed = worker_of(first)
    os.kill(killed, signal.SIGKILL)
    until(first, lambda: worker_of(first) not in (None, killed), "the worker stays dead")
    until(first, lambda: len(pdfs(folder)) == 2, "no reports")
    until(first, lambda: first.said.read_text().count("reported") == 2, "not told")
    assert stop(first) == (0, [])
    held, passwords = counts(folder), (folder / "sign-ins.txt").read_text()
    written = [folder / "sign-ins.txt", folder / "lockin.sqlite3", *pdfs(folder)]
    assert [path.stat().st_mode & 0o077 for path in written] == [0, 0, 0, 0]
    assert all(line.split()[1] in first.said.read_text() for line in passwords.splitlines())

    again = serve(folder, free_port())
    until(again, lambda: again.said.read_text().count(".pdf") == 2, "not told again")

    assert stop(again) == (0, [])
    assert counts(folder) == held
    assert (folder / "sign-ins.txt").read_text() == passwords


def test_a_port_in_use_is_one_line_and_a_failure(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = serve(folder, taken.getsockname()[1])
        code = process.wait(timeout=60)

    said = process.said.read_text().strip()
    assert code == 1
    assert "cannot be used" in said
    assert len(said.splitlines()) == 1


def test_samples_are_refused_where_debugging_is_off(folder):
    done = subprocess.run(
        [sys.executable, "manage.py", "serve", "--samples"],
        cwd=ROOT,
        env={**os.environ, "LOCKIN_VAR": str(folder), "DEBUG": "false", "SECRET_KEY": "k3y" * 30},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert done.returncode == 1
    assert "passwords into a file" in done.stderr
    assert not (folder / "sign-ins.txt").exists()
