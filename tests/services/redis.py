"""A Redis server of one's own: private port, nothing on disk, gone afterwards.

`python -m tests.services.redis COMMAND…` runs the command with BROKER_URL and CACHE_URL set to it.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.services.postgresql import free_port

START_SECONDS, LOOK_SECONDS = 20.0, 0.05


def program() -> str:
    """Return the path of redis-server."""
    found = shutil.which("redis-server")
    if found is None:
        raise SystemExit("Redis is not installed; run `make setup`.")
    return found


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server and yield its address, without the number of a database; stop it again."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="lockin-redis-") as folder:
        options = ["--bind", "127.0.0.1", "--port", str(port), "--dir", folder, "--save", ""]
        with Path(folder, "log").open("wb") as log:
            process = subprocess.Popen([program(), *options], stdout=log, stderr=log)
        try:
            _wait_for(port, process, Path(folder, "log"))
            yield f"redis://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while not _answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"redis-server failed:\n{log.read_text()}")
        time.sleep(LOOK_SECONDS)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1.0) as link:
        link.sendall(b"PING\r\n")
        return link.recv(16).startswith(b"+PONG")
    return False


def main(command: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # stops the server too
    with server() as url:
        addresses = {"BROKER_URL": f"{url}/0", "CACHE_URL": f"{url}/1"}
        return subprocess.run(command, env={**os.environ, **addresses}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
