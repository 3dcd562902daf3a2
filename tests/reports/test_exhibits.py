"""Exhibits drawn by a browser: in time or not at all, and no process stays behind."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from reports import exhibits

ROOT = Path(__file__).parents[2]
FIGURE = {"data": [{"y": [1, 2]}], "layout": {"width": 300, "height": 200}}
GRACE_SECONDS = 1.5  # to kill what did not answer


@pytest.fixture
def no_browser_runs():
    """Start without a browser, whoever drew before."""
    exhibits._stop()


def program(path: Path, *lines: str) -> str:
    """Write a program that stands in for a browser."""
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def processes_of(word: str) -> list[str]:
    """Return the command lines of running processes that hold a word."""
    if Path("/proc/self/cmdline").exists():
        lines = [_command_line(folder) for folder in Path("/proc").glob("[0-9]*")]
    else:
        lines = subprocess.check_output(["ps", "-Awwo", "args"], text=True).splitlines()
    return [line for line in lines if word in line]


def _command_line(folder: Path) -> str:
    try:
        return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:  # it has ended since
        return ""


def is_gone(word: str, within_seconds: float = 5.0) -> bool:
    until = time.monotonic() + within_seconds
    while processes_of(word):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


# --- Pictures ------------------------------------------------------------------------------------


def test_each_figure_becomes_a_picture_of_its_size():
    wide = {**FIGURE, "layout": {"width": 640, "height": 100}}

    drawn = exhibits.draw({"a": FIGURE, "b": wide})

    assert drawn.reason == ""
    sizes = {
        name: (root.get("width"), root.get("height"))
        for name, root in ((name, ElementTree.fromstring(svg)) for name, svg in drawn.svgs.items())
    }
    assert sizes == {"a": ("300", "200"), "b": ("640", "100")}


def test_without_figures_no_browser_is_started(no_browser_runs):
    assert exhibits.draw({}) == exhibits.Drawn()
    assert not exhibits.is_warm()


def test_the_browser_stays_warm_for_the_next_figures():
    exhibits.draw({"a": FIGURE})
    (first,) = exhibits._running

    exhibits.draw({"a": FIGURE})

    assert exhibits.is_warm()
    assert exhibits._running == [first]


def test_a_figure_that_cannot_be_drawn_leaves_the_others():
    bad = {"data": "no list", "layout": {"width": 300, "height": 200}}

    drawn = exhibits.draw({"a": FIGURE, "bad": bad, "b": FIGURE})

    assert sorted(drawn.svgs) == ["a", "b"]
    assert drawn.reason.startswith("bad could not be drawn: ")


def test_words_that_look_like_formulas_or_markup_are_not_run():
    title = {"text": "$\\alpha$ &lt;b&gt;x&lt;/b&gt; {{7*7}}"}
    figure = {**FIGURE, "layout": {**FIGURE["layout"], "title": title}}

    svg = exhibits.draw({"a": figure}).svgs["a"].decode()

    text = "".join(ElementTree.fromstring(svg).itertext())
    assert "$\\alpha$ <b>x</b> {{7*7}}" in text


def test_pictures_use_the_shipped_fonts_and_name_no_file():
    figure = {**FIGURE, "layout": {**FIGURE["layout"], "font": {"family": "Inter"}}}

    svg = exhibits.draw({"a": figure}).svgs["a"].decode()

    assert os.environ["FONTCONFIG_FILE"] == str(ROOT / "static" / "fonts" / "fonts.conf")
    assert "file:" not in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


# --- No browser, or none that answers ------------------------------------------------------------


def test_without_a_browser_there_is_a_reason(monkeypatch):
    monkeypatch.delenv("LOCKIN_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(exhibits, "MAC", "/nowhere")

    drawn = exhibits.draw({"a": FIGURE})

    assert drawn.svgs == {}
    assert drawn.reason == "no Chromium was found; install chromium or set LOCKIN_CHROMIUM"


def test_a_browser_that_is_named_and_not_there_is_named_in_the_reason(monkeypatch):
    monkeypatch.setenv("LOCKIN_CHROMIUM", "/nonexistent")

    assert exhibits.draw({"a": FIGURE}).reason == (
        "LOCKIN_CHROMIUM is /nonexistent, which is no program"
    )


def test_a_browser_that_never_answers_is_killed_in_time(monkeypatch, tmp_path, no_browser_runs):
    named = program(tmp_path / "sleeper", "sleep 1000")
    monkeypatch.setenv("LOCKIN_CHROMIUM", named)
    begun = time.monotonic()

    drawn = exhibits.draw({"a": FIGURE}, timeout_seconds=1.0)

    assert time.monotonic() - begun < 1.0 + GRACE_SECONDS
    assert drawn == exhibits.Drawn({}, f"Chromium ({named}) did not answer in time")
    assert is_gone(named)
    monkeypatch.delenv("LOCKIN_CHROMIUM")
    assert sorted(exhibits.draw({"a": FIGURE}).svgs) == ["a"]


def test_a_browser_that_stops_answering_keeps_what_it_drew():
    exhibits.draw({"a": FIGURE})
    figures = {"a": FIGURE, "b": FIGURE, "heavy": _heavy()}

    drawn = exhibits.draw(figures, timeout_seconds=4.0)

    assert sorted(drawn.svgs) == ["a", "b"]
    assert "did not answer in time" in drawn.reason
    assert not exhibits.is_warm()


def _heavy() -> dict:
    """A picture that takes a browser minutes."""
    n = 3_000
    marks = {"type": "scatter", "mode": "markers+text", "text": "x" * 50, "y": list(range(n))}
    return {"data": [marks] * 100, "layout": {"width": 300, "height": 200}}


@pytest.mark.parametrize("lines", [["exit 1"], ["echo nonsense", "exit 0"]])
def test_a_program_that_is_no_browser_is_a_reason_at_once(
    lines, monkeypatch, tmp_path, no_browser_runs
):
    named = program(tmp_path / "no-browser", *lines)
    monkeypatch.setenv("LOCKIN_CHROMIUM", named)
    begun = time.monotonic()

    drawn = exhibits.draw({"a": FIGURE}, timeout_seconds=20.0)

    assert time.monotonic() - begun < 10.0
    assert drawn.svgs == {}
    assert drawn.reason.startswith(f"Chromium ({named}) ")


def test_a_browser_that_was_killed_is_replaced():
    exhibits.draw({"a": FIGURE})
    process = exhibits._running[0].kaleido.subprocess
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(5.0)

    assert not exhibits.is_warm()
    assert exhibits.draw({"a": FIGURE}).reason == ""


def test_a_browser_that_dies_at_work_is_replaced_once(no_browser_runs):
    exhibits.draw({"a": FIGURE})
    (first,) = exhibits._running
    killer = threading.Timer(0.3, os.killpg, (first.kaleido.subprocess.pid, signal.SIGKILL))
    killer.start()

    drawn = exhibits.draw({f"{i}": FIGURE for i in range(8)})

    assert drawn.reason == ""
    assert len(drawn.svgs) == 8
    assert exhibits._running != [first]


def test_who_is_late_for_a_browser_that_is_gone_gets_an_error_and_no_other_browser():
    gone = exhibits._Pipe()
    read, write = gone._read_from_browser, gone._write_to_browser
    gone.open()
    gone.close()

    other = exhibits._Pipe()

    assert {read, write}.isdisjoint(vars(other).values())
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.write(write, b"late")
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.read(read, 1)


def test_two_threads_share_the_browser():
    drawn: dict[int, exhibits.Drawn] = {}
    threads = [
        threading.Thread(target=lambda i=i: drawn.update({i: exhibits.draw({"a": FIGURE})}))
        for i in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [each.reason for each in drawn.values()] == ["", "", ""]
    assert len(exhibits._running) == 1


def test_who_waits_for_others_waits_no_longer_than_told():
    with exhibits._lock:
        drawn = exhibits.draw({"a": FIGURE}, timeout_seconds=0.1)

    assert drawn.reason.endswith("was busy with other exhibits")


# --- Nothing stays behind ------------------------------------------------------------------------

DRAW = """
import os, sys
from reports import exhibits
figure = {"data": [{"y": [1, 2]}], "layout": {"width": 300, "height": 200}}
assert exhibits.draw({"a": figure}).reason == ""
"""
FORK = """
child = os.fork()
if child == 0:
    os._exit(0 if exhibits.draw({"a": figure}).reason == "" else 1)
assert os.waitpid(child, 0)[1] == 0
assert exhibits.draw({"a": figure}).reason == ""
"""
KILL = "os.kill(os.getpid(), 9)"


@pytest.fixture
def place() -> Iterator[Path]:
    """A temporary folder with a path short enough for a browser's socket."""
    with tempfile.TemporaryDirectory(prefix="t-") as folder:
        yield Path(folder)


def run(code: str, temporary: Path) -> subprocess.CompletedProcess[str]:
    """Run code in a process whose browsers write, and can be known by, a folder."""
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-W", "ignore::DeprecationWarning", "-c", code],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_when_a_process_ends_no_browser_and_no_file_stays(place):
    ended = run(DRAW, place)

    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert is_gone(str(place))
    assert list(place.iterdir()) == []


def test_when_a_process_is_killed_its_browser_goes_too(place):
    ended = run(DRAW + KILL, place)

    assert ended.returncode == -signal.SIGKILL
    assert is_gone(str(place), within_seconds=10.0)


def test_a_forked_process_draws_with_a_browser_of_its_own(place):
    ended = run(DRAW + FORK, place)

    assert (ended.returncode, ended.stderr) == (0, "")
    assert is_gone(str(place), within_seconds=10.0)


def test_a_deep_folder_for_temporary_files_does_not_stop_the_browser(tmp_path):
    deep = tmp_path / ("deep" * 20)
    deep.mkdir()

    ended = run(DRAW, deep)

    assert (ended.returncode, ended.stderr) == (0, "")
