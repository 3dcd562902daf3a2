"""The private PostgreSQL server of the tests starts, answers, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.services import postgresql

SHOW = "import os; print(os.environ['DATABASE_URL'], flush=True)"


def test_the_server_answers_while_it_is_needed_and_is_gone_afterwards():
    with postgresql.server() as url, psycopg.connect(url) as connection:
        (folder,) = connection.execute("SHOW data_directory").fetchone()
        assert Path(folder).exists()

    assert not Path(folder).exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)


def test_the_command_learns_the_address_and_its_result_counts():
    command = [sys.executable, "-m", "tests.services.postgresql"]

    result = subprocess.run(
        [*command, sys.executable, "-c", f"{SHOW}; raise SystemExit(7)"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.stdout.startswith("postgres://lockin@127.0.0.1:")
    assert result.returncode == 7


def test_the_server_stops_when_its_command_is_terminated():
    command = [sys.executable, "-m", "tests.services.postgresql"]
    wait = f"{SHOW}; import sys; sys.stdin.read()"

    with subprocess.Popen(
        [*command, sys.executable, "-c", wait],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        url = process.stdout.readline().strip()
        os.kill(process.pid, signal.SIGTERM)
        assert process.wait(timeout=20) == 128 + signal.SIGTERM

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
