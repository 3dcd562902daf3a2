"""Plotly figures → SVG through an installed Chromium; the only module that imports Kaleido.

One browser a process, started at the first figure, kept warm, replaced when it has failed, killed
when the process ends. Without a browser, or without an answer in time, there is a reason instead.
"""

import asyncio
import atexit
import logging
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Mapping
from concurrent.futures import wait
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reports.fonts import use_shipped_fonts

use_shipped_fonts()

from choreographer.browsers import Chromium  # noqa: E402 - the browser inherits the fonts set above
from choreographer.channels import Pipe  # noqa: E402
from kaleido import Kaleido, PageGenerator  # noqa: E402
from kaleido.errors import (  # noqa: E402
    BrowserClosedError,
    BrowserFailedError,
    JavascriptError,
    KaleidoError,
)

TIMEOUT_SECONDS = 60.0
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
NO_PROXY = "127.0.0.1:9"  # nobody answers there: a figure needs nothing from a network
SHARES = (0.5, 1.0)  # of the time left, for the browser and for the one that replaces it
DEEPEST = 40  # of the 103 letters that a socket's path may have on every system
LOOK_SECONDS = 0.2  # how often we look whether the browser still lives: Kaleido would wait on
LOGGER = logging.getLogger(__name__)
logging.getLogger("choreographer").setLevel(logging.ERROR)  # what it warns of is told here


@dataclass(frozen=True)
class Drawn:
    """Exhibit → SVG; ``reason`` says why some or all are missing, empty if none is."""

    svgs: Mapping[str, bytes] = field(default_factory=dict)
    reason: str = ""


def find_browser() -> str | None:
    """Return the path of a Chromium: LOCKIN_CHROMIUM, else the first one installed."""
    named = os.environ.get("LOCKIN_CHROMIUM")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, (*NAMES, MAC))), None)


def draw(figures: Mapping[str, Any], *, timeout_seconds: float = TIMEOUT_SECONDS) -> Drawn:
    """Return every figure as SVG, in the size its layout says.

    Parameters
    ----------
    figures : mapping
        Name → Plotly figure as JSON.
    timeout_seconds : float
        For all figures together; a browser that does not answer is killed, what it had drawn is
        kept. [s]
    """
    if not figures:
        return Drawn()
    path = find_browser()
    if path is None:
        return Drawn(reason=_not_found())
    until = time.monotonic() + timeout_seconds
    if not _lock.acquire(timeout=timeout_seconds):
        return Drawn(reason=f"Chromium ({path}) was busy with other exhibits")
    try:
        return _draw(path, figures, until)
    finally:
        _lock.release()


def _not_found() -> str:
    if named := os.environ.get("LOCKIN_CHROMIUM"):
        return f"LOCKIN_CHROMIUM is {named}, which is no program"
    return "no Chromium was found; install chromium or set LOCKIN_CHROMIUM"


def _draw(path: str, figures: Mapping[str, Any], until: float) -> Drawn:
    svgs: dict[str, bytes] = {}
    for share in SHARES:
        missing = {name: figure for name, figure in figures.items() if name not in svgs}
        try:
            refused = _shared(path).draw(missing, svgs, share * (until - time.monotonic()))
            break
        except Exception as error:  # whatever it did, the report is printed, if without pictures
            _stop()
            refused = [f"Chromium ({path}) {_what_happened(error)}"]
            LOGGER.warning("%s", refused[0])
    return Drawn(svgs, "; ".join(refused))


def _what_happened(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "did not answer in time"
    if isinstance(error, BrowserClosedError | BrowserFailedError | asyncio.CancelledError):
        return "ended while it was needed"
    return f"failed: {_first_line(error)}"


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]


# --- The browser ---------------------------------------------------------------------------------


class _Program(Chromium):
    """A Chromium that writes nowhere but in a folder of ours: killed, it cannot tidy up."""

    def get_env(self) -> dict[str, str]:
        return {**os.environ, "TMPDIR": str(self.tmp_dir.path.parent)}


class _Pipe(Pipe):
    """A pipe whose file numbers stay taken until nobody holds it.

    Kaleido's threads may be late; closed, a number would be that of the next browser's pipe. What
    was read can only be written then, and the other way round: who is late gets an error.
    """

    def _close_fd(self, fd: int) -> None:
        is_read = fd in (self._read_from_browser, self._read_to_browser)
        nothing = os.open(os.devnull, os.O_WRONLY if is_read else os.O_RDONLY)
        os.dup2(nothing, fd, inheritable=False)
        os.close(nothing)

    def __del__(self) -> None:
        for fd in (
            self._read_from_browser,
            self._write_from_browser,
            self._read_to_browser,
            self._write_to_browser,
        ):
            os.close(fd)


def _short_place() -> str:
    """Return where temporary files go, unless it is too deep for the socket that Chromium makes."""
    place = tempfile.gettempdir()
    return place if len(os.fsencode(place)) <= DEEPEST else "/tmp"


class _Browser:
    """A Kaleido on an event loop of its own, in a thread of its own."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.folder = tempfile.TemporaryDirectory(
            prefix="lockin-", dir=_short_place(), ignore_cleanup_errors=True
        )
        self.kaleido: Kaleido | None = None
        self.opening: asyncio.Task[None] | None = None
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, name="exhibits", daemon=True)
        self.thread.start()

    @property
    def has_ended(self) -> bool:
        """True if the program was started and is gone."""
        process = getattr(self.kaleido, "subprocess", None)
        return process is not None and process.poll() is not None

    def draw(self, figures: Mapping[str, Any], svgs: dict[str, bytes], seconds: float) -> list[str]:
        """Put the SVG of every figure into ``svgs``; return why those missing are missing."""
        future = asyncio.run_coroutine_threadsafe(self._draw(figures, svgs), self.loop)
        until = time.monotonic() + seconds
        while not future.done():
            left = until - time.monotonic()
            if left <= 0.0 or self.has_ended:
                future.cancel()
                raise TimeoutError if left <= 0.0 else BrowserClosedError
            wait([future], min(left, LOOK_SECONDS))
        return future.result()

    async def _draw(self, figures: Mapping[str, Any], svgs: dict[str, bytes]) -> list[str]:
        if self.opening is None:
            self.opening = asyncio.create_task(self._open())
        await asyncio.shield(self.opening)
        refused = []
        for name, figure in figures.items():
            try:
                svgs[name] = await self._svg(figure)
            except (JavascriptError, KaleidoError) as error:
                refused.append(f"{name} could not be drawn: {_first_line(error)}")
        return refused

    async def _open(self) -> None:
        page = Path(self.folder.name, "index.html")
        page.write_text(PageGenerator(mathjax=False).generate_index(), encoding="utf-8")
        self.pipe = _Pipe()
        self.kaleido = Kaleido(
            path=self.path,
            page_generator=page,
            tmp_dir=self.folder.name,
            proxy_server=NO_PROXY,
            browser_cls=_Program,
            channel_cls=lambda: self.pipe,
        )
        await self.kaleido.open()

    async def _svg(self, figure: Any) -> bytes:
        assert self.kaleido is not None
        layout = figure["layout"]
        size = {"width": layout["width"], "height": layout["height"]}
        drawn: bytes = await self.kaleido.calc_fig(figure, opts={"format": "svg", **size})
        return drawn

    def close(self) -> None:
        """Kill the browser and its thread, and remove what they left."""
        try:
            asyncio.run_coroutine_threadsafe(self._end(), self.loop).result(5.0)
        except Exception as error:
            LOGGER.warning("the browser did not close: %s", _first_line(error))
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(1.0)
        if not self.thread.is_alive():
            self.loop.close()
        self.folder.cleanup()

    async def _end(self) -> None:
        """Kill first, then tidy up: asked politely, a browser that hangs would never go."""
        if self.kaleido is not None and self.opening is not None:
            while not (hasattr(self.kaleido, "subprocess") or self.opening.done()):
                await asyncio.sleep(0.01)
            self.pipe.close()  # or Kaleido would wait for its reader
            if process := getattr(self.kaleido, "subprocess", None):
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # it leads a group of its own
                process.wait(3.0)  # without letting go of the loop, or Kaleido's watchdog barks
            await self.kaleido.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        # Errors of its opening were told, if anybody was still waiting for it.
        told = [self.opening] if self.opening is not None else []
        await asyncio.gather(*others, *told, return_exceptions=True)


# --- One for the process -------------------------------------------------------------------------

_running: list[_Browser] = []
_of_parents: list[_Browser] = []  # never closed here: a child would remove its parent's folder
_lock = threading.Lock()


def _shared(path: str) -> _Browser:
    if _running and (_running[0].path != path or _running[0].has_ended):
        _stop()
    if not _running:
        _running.append(_Browser(path))
        # Again, so that it runs before temporary folders are removed: a living browser writes on.
        atexit.unregister(_stop)
        atexit.register(_stop)
    return _running[0]


def _stop() -> None:
    while _running:
        _running.pop().close()


def _forget() -> None:
    """Leave the parent's browser to the parent: its thread does not live in a forked child."""
    global _lock
    _lock = threading.Lock()
    _of_parents.extend(_running)
    _running.clear()


os.register_at_fork(after_in_child=_forget)


def is_warm() -> bool:
    """Return whether a browser is running: the next figure needs no start."""
    return bool(_running) and not _running[0].has_ended
