"""Plotly figures → SVG through an installed Chromium; the only module that imports Kaleido.

One browser a process, started at the first figure, kept warm, restarted after an error, gone when
the process ends. Without a browser, or if it does not answer in time, there is a reason instead.
"""

import asyncio
import atexit
import logging
import os
import shutil
import tempfile
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from reports.fonts import use_shipped_fonts

use_shipped_fonts()

from kaleido import Kaleido  # noqa: E402 - the browser inherits the fonts set above

TIMEOUT_SECONDS = 60.0
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
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
        For all figures together; a browser that does not answer is stopped. [s]
    """
    if not figures:
        return Drawn()
    browser = find_browser()
    if browser is None:
        return Drawn(reason="no Chromium was found; install chromium or set LOCKIN_CHROMIUM")
    try:
        return Drawn(_shared(browser).draw(figures, timeout_seconds))
    except Exception as error:  # whatever the browser did, the report is printed without pictures
        LOGGER.warning("exhibits not drawn: %s", error)
        _stop()
        what = "did not answer in time" if isinstance(error, TimeoutError) else f"failed: {error}"
        return Drawn(reason=f"Chromium ({browser}) {what}")


class _Browser:
    """A Kaleido on an event loop of its own, in a thread of its own."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.mkdtemp(prefix="lockin-exhibits-")
        self.kaleido: Kaleido | None = None
        threading.Thread(target=self.loop.run_forever, name="exhibits", daemon=True).start()

    def draw(self, figures: Mapping[str, Any], timeout_seconds: float) -> dict[str, bytes]:
        """Return SVGs; TimeoutError if the browser does not answer."""
        future = asyncio.run_coroutine_threadsafe(self._draw(figures), self.loop)
        try:
            return future.result(timeout_seconds)
        except TimeoutError:
            future.cancel()
            raise

    async def _draw(self, figures: Mapping[str, Any]) -> dict[str, bytes]:
        if self.kaleido is None:
            self.kaleido = Kaleido(path=self.path, mathjax=False, tmp_dir=self.folder)
            await self.kaleido.open()
        return {name: await self._svg(figure) for name, figure in figures.items()}

    async def _svg(self, figure: Any) -> bytes:
        assert self.kaleido is not None
        layout = figure["layout"]
        size = {"width": layout["width"], "height": layout["height"]}
        drawn: bytes = await self.kaleido.calc_fig(figure, opts={"format": "svg", **size})
        return drawn

    def close(self) -> None:
        """Stop the browser and the thread, and remove what they left."""
        if self.kaleido is not None:
            closing = asyncio.run_coroutine_threadsafe(self.kaleido.close(), self.loop)
            try:
                closing.result(5.0)
            except Exception as error:
                LOGGER.warning("the browser did not close: %s", error)
        self.loop.call_soon_threadsafe(self.loop.stop)
        shutil.rmtree(self.folder, ignore_errors=True)


_running: list[_Browser] = []


def _shared(path: str) -> _Browser:
    if _running and _running[0].path != path:
        _stop()
    if not _running:
        _running.append(_Browser(path))
    return _running[0]


def _stop() -> None:
    while _running:
        _running.pop().close()


atexit.register(_stop)


def is_warm() -> bool:
    """Return whether a browser is running: the next figure needs no start."""
    return bool(_running)
