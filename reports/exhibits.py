"""Plotly figures → SVG through an installed Chromium; the only module that imports Kaleido.

One browser a process, started at the first figure, kept warm, replaced when it has failed, killed when
the process ends. Without a browser, or if it does not answer in time, there is a reason instead.
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
from collections.abc import Coroutine, Mapping
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
LOGGER = logging.getLogger(__name__)


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
        return _draw(path, figures, until - time.monotonic())
    finally:
        _lock.release()


def _not_found() -> str:
    if named := os.environ.get("LOCKIN_CHROMIUM"):
        return f"LOCKIN_CHROMIUM is {named}, which is no program"
    return "no Chromium was found; install chromium or set LOCKIN_CHROMIUM"


def _draw(path: str, figures: Mapping[str, Any], seconds: float) -> Drawn:
    svgs: dict[str, bytes] = {}
    try:
        refused = _shared(path).draw(figures, svgs, seconds)
    except Exception as error:  # whatever the browser did, the report is printed without pictures
        _stop()
        refused = [f"Chromium ({path}) {_what_happened(error)}"]
    for reason in refused:
        LOGGER.warning("exhibits not drawn: %s", reason)
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
    """A Chromium that writes nowhere but below its own folder."""

    def get_env(self) -> dict[str, str]:
        return {**os.environ, "TMPDIR": str(self.tmp_dir.path)}


class _Browser:
    """A Kaleido on an event loop of its own, in a thread of its own."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.folder = Path(tempfile.mkdtemp(prefix="lockin-exhibits-"))
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

    def draw(
        self, figures: Mapping[str, Any], svgs: dict[str, bytes], seconds: float
    ) -> list[str]:
        """Put the SVG of every figure into ``svgs``; return why those missing are missing."""
        return self._run(self._draw(figures, svgs), seconds)

    def _run(self, work: Coroutine[Any, Any, Any], seconds: float) -> Any:
        future = asyncio.run_coroutine_threadsafe(work, self.loop)
        try:
            return future.result(seconds)
        except TimeoutError:
            future.cancel()
            raise

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
        page = self.folder / "index.html"
        page.write_text(PageGenerator(mathjax=False).generate_index(), encoding="utf-8")
        self.pipe = Pipe()
        self.kaleido = Kaleido(
            path=self.path,
            page_generator=page,
            tmp_dir=self.folder,
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
            self._run(self._end(), 5.0)
        except Exception as error:
            LOGGER.warning("the browser did not close: %s", _first_line(error))
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(1.0)
        if not self.thread.is_alive():
            self.loop.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    async def _end(self) -> None:
        """Kill first, then tidy up: asked politely, a browser that hangs would never go."""
        if self.kaleido is not None and self.opening is not None:
            while not (hasattr(self.kaleido, "subprocess") or self.opening.done()):
                await asyncio.sleep(0.01)
            if process := getattr(self.kaleido, "subprocess", None):
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)  # it leads a group of its own
                await asyncio.to_thread(process.wait, 3.0)
            self.pipe.close()
            await self.kaleido.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


# --- One for the process -------------------------------------------------------------------------

_running: list[_Browser] = []
_of_parents: list[_Browser] = []  # never closed here: a child would remove its parent's folder
_lock = threading.Lock()


def _shared(path: str) -> _Browser:
    if _running and (_running[0].path != path or _running[0].has_ended):
        _stop()
    if not _running:
        _running.append(_Browser(path))
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


atexit.register(_stop)
os.register_at_fork(after_in_child=_forget)


def is_warm() -> bool:
    """Return whether a browser is running: the next figure needs no start."""
    return bool(_running) and not _running[0].has_ended
