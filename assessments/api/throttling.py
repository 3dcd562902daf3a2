"""How many requests a key, a person or an address may make in a minute.

Each process counts by itself and settles with the shared cache now and then, so that reading a list
costs no write: of N processes, each may be SETTLE_EVERY requests ahead of what the others know.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

PERIOD = 60  # seconds
SETTLE_EVERY = 30


@dataclass
class _Count:
    here: int = 0  # not settled yet
    everywhere: int = 0  # as the cache said when we settled
    is_new: bool = True


@dataclass
class Meter:
    """Counts requests by whom they are from, in the minute that is running."""

    clock: Callable[[], float] = time.time
    _minute: int = -1
    _counts: dict[str, _Count] = field(default_factory=dict)
    _lock: Any = field(default_factory=threading.Lock)

    def take(self, who: str) -> int:
        """Count one more request; return how many it makes in this minute."""
        minute = int(self.clock() // PERIOD)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, {}
            count = self._counts.setdefault(who, _Count())
            count.here += 1
            due = count.here if count.is_new or count.here >= SETTLE_EVERY else 0
            if due:
                count.is_new, count.here = False, 0
            total = count.everywhere + count.here + due
        if not due:
            return total
        count.everywhere = _settle(f"api:{minute}:{who}", due)
        return count.everywhere + count.here

    def seconds_left(self) -> int:
        """Return when the next minute begins."""
        return math.ceil(PERIOD - self.clock() % PERIOD)


def _settle(key: str, due: int) -> int:
    if cache.add(key, due, 2 * PERIOD):
        return due
    try:
        return int(cache.incr(key, due))
    except ValueError:  # the cache was emptied in between
        return due


METER = Meter()


class PerMinute(BaseThrottle):
    """One allowance for each key, signed-in person, or address of nobody known."""

    def allow_request(self, request: Request, view: Any) -> bool:
        """Return whether there is some of the allowance left."""
        limit = settings.API_REQUESTS_PER_MINUTE
        used = METER.take(self._who(request))
        view.allowance = {
            "RateLimit-Limit": str(limit),
            "RateLimit-Remaining": str(max(0, limit - used)),
            "RateLimit-Reset": str(METER.seconds_left()),
        }
        return used <= limit

    def wait(self) -> float:
        """Return after how many seconds to ask again."""
        return METER.seconds_left()

    def _who(self, request: Request) -> str:
        if request.auth is not None:
            return f"key:{request.auth.pk}"
        if request.user.is_authenticated:
            return f"user:{request.user.pk}"
        return f"address:{self.get_ident(request)}"
