"""A PostgreSQL server of one's own: private data, private port, gone afterwards.

`python -m tests.services.postgresql COMMAND…` runs the command with DATABASE_URL set to it.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

# The data are thrown away, so no write needs to survive a power cut.
SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=40")


def programs() -> Path:
    """Return the folder of initdb and pg_ctl; Debian keeps them out of PATH, by version."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    by_version = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])
    )
    if not by_version:
        raise SystemExit("PostgreSQL is not installed; run `make setup`.")
    return by_version[-1].parent


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def owner() -> str | None:
    """Return whom the server runs as: PostgreSQL refuses root."""
    return "postgres" if os.geteuid() == 0 else None


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server and yield the address of an empty database; stop it and remove its data."""
    with tempfile.TemporaryDirectory(prefix="lockin-postgresql-") as folder:
        data = Path(folder, "data")
        if owner():
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        _run("initdb", "--auth=trust", "--username=lockin", "--encoding=UTF8", "-D", str(data))
        port = free_port()
        options = [f"-p {port}", f"-k {folder}", "-h 127.0.0.1", *(f"-c {s}" for s in SETTINGS)]
        _run(
            "pg_ctl", "-D", str(data), "-w", "-l", f"{folder}/log", "-o", " ".join(options), "start"
        )
        try:
            yield f"postgres://lockin@127.0.0.1:{port}/postgres"
        finally:
            _run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs as the server's owner; show what it says if it fails."""
    result = subprocess.run(
        [str(programs() / program), *arguments],
        user=owner(),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        raise SystemExit(f"{program} failed:\n{result.stdout}")


def main(command: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # stops the server too
    with server() as url:
        return subprocess.run(
            command, env={**os.environ, "DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
