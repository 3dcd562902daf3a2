"""Ends what a run started, should its supervisor be killed before it could do so itself.

Its input says which process groups there are, one line at a time, the last one counts. The input
ends with whoever writes it, however that came about: unlike a signal, on every system.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable

GRACE_SECONDS = 8.0  # for requests and jobs that are nearly done; a job is found again anyway
LOOK_SECONDS = 0.05


def end(
    groups: Iterable[int],
    grace_seconds: float = GRACE_SECONDS,
    look: Callable[[], object] = lambda: None,
) -> None:
    """Ask the leader of each process group to end; after a grace, make the whole group end.

    A parent gives ``look`` to take note of who has ended: until then they count as there.
    """
    left = set(groups)
    until = time.monotonic() + grace_seconds
    for group in left:
        send(os.kill, group, signal.SIGTERM)
    while left and time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
        look()
        left = {group for group in left if send(os.killpg, group, 0)}
    for group in left:
        send(os.killpg, group, signal.SIGKILL)


def send(how: Callable[[int, int], None], to: int, signal_number: int) -> bool:
    """Send a signal; False: nobody is there any more."""
    try:
        how(to, signal_number)
    except (ProcessLookupError, PermissionError):  # macOS refuses where only dead ones are left
        return False
    return True


def main() -> None:
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)
    groups: list[int] = []
    for line in sys.stdin:
        groups = [int(word) for word in line.split()]
    end(groups)


if __name__ == "__main__":
    main()
