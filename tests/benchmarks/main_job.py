"""The parts of the main job: a case file read, scored, drawn and printed."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import weasyprint
import yaml
from scipy.special import betaincinv

from assessments.casefile import read, select
from assessments.casefile.figures import walk_figures
from assessments.casefile.project import to_case
from assessments.scoring.score import score
from reports import build, exhibits, render
from tests.benchmarks.timing import Board, seconds

ROOT = Path(__file__).parents[2]
CASE = ROOT / "assessments" / "cases" / "apple-samsung-displays.yaml"


def command(*words: str) -> Callable[[], object]:
    """Return a run of this Python with those words, output thrown away."""
    return lambda: subprocess.run(
        [sys.executable, *words], cwd=ROOT, check=True, capture_output=True
    )


def measure(board: Board) -> None:
    """Measure load, score, exhibits, layout and the whole command."""
    text = CASE.read_bytes()
    document = select.in_force(read.load(text, CASE.name))
    case, results = to_case(document), score(to_case(document))
    n_ranges = sum(figure.has_range for _, figure in walk_figures(document))

    def draws() -> None:
        u = np.random.default_rng(1).random((n_ranges, 8192))
        for line in u:
            betaincinv(2.0, 4.0, line)

    board.ratio(
        "load the case file",
        seconds(lambda: read.load(text, CASE.name)),
        "yaml.compose of the same text",
        seconds(lambda: yaml.compose(text.decode(), yaml.CSafeLoader)),
    )
    board.ratio(
        "score all positions",
        seconds(lambda: score(case)),
        f"{n_ranges} ranges × 8,192 beta draws",
        seconds(draws),
    )
    content = build.content_of(document, results, "iphone", "sdc")
    drawn = build.draw(content)
    if drawn.reason:
        board.missed.append(f"exhibits were not drawn: {drawn.reason}")
    else:
        plain = {"data": [{"y": [1, 2]}], "layout": {"width": 640, "height": 240}}
        same = {f"{i}": plain for i in range(len(drawn.svgs))}
        board.ratio(
            f"draw {len(drawn.svgs)} exhibits, warm",
            seconds(lambda: build.draw(content)),
            "as many plain two-point lines",
            seconds(lambda: exhibits.draw(same)),
        )
    html, css = render.to_html(content, drawn.svgs), weasyprint.CSS(string=render.report_css())
    board.ratio(
        "lay out the PDF",
        seconds(lambda: build.print_pdf(content, drawn.svgs)),
        "the same, untagged, nothing attached",
        seconds(lambda: weasyprint.HTML(string=html).write_pdf(stylesheets=[css])),
    )
    with tempfile.TemporaryDirectory() as folder:
        least = seconds(command("-c", "import django, numpy, scipy.special, yaml"))
        score_words = ("manage.py", "score", str(CASE))
        board.ratio(
            "manage.py score, cold",
            seconds(command(*score_words, "--json", f"{folder}/case.json")),
            "importing its libraries",
            least,
        )
        board.ratio(
            "manage.py score --pdf, cold",
            seconds(command(*score_words, "--pdf", f"{folder}/case.pdf"), 3),
            "importing its libraries",
            least,
        )
        json.loads(Path(folder, "case.json").read_text(encoding="utf-8"))
