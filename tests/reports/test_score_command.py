"""``manage.py score``: the main job on one file, from a shell, with no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPLE = ROOT / "assessments" / "cases" / "apple-samsung-displays.yaml"
MICROSOFT = ROOT / "assessments" / "cases" / "microsoft-anthropic.yaml"


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, with a database address that leads nowhere."""
    nowhere = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", **environment}
    return subprocess.run(
        [sys.executable, "manage.py", "score", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, **nowhere},
        check=False,
    )


def test_it_prints_a_readable_table_and_ends_well() -> None:
    ended = run(APPLE)

    assert ended.returncode == 0
    assert "Samsung Display" in ended.stdout
    row = next(line for line in ended.stdout.splitlines() if "Samsung Display" in line)
    assert "65" in row
    assert "high" in row
    assert "$3.05" in row
    assert "insufficient data" in ended.stdout
    assert ended.stderr == ""


def test_json_on_the_screen_is_the_whole_result() -> None:
    ended = run(MICROSOFT, "--json", "-")

    found = json.loads(ended.stdout)

    position = next(p for p in found["positions"] if p["supplier"] == "anthropic")
    assert position["score"] == pytest.approx(52.0353192845, rel=1e-5)
    assert set(position["indicators"]) == {
        *("C1", "C2", "C3", "L1", "L2", "L3", "L4", "D1", "D2", "D3", "M1", "M2", "X1", "X2", "X3")
    }
    assert len(found["input_sha256"]) == len(found["result_sha256"]) == 64
    assert found["seed"] == 20260101
    stranded = next(m for m in found["measures"] if m["code"] == "stopgap.stranded_months")
    assert stranded["value"] == pytest.approx(47.9675731324, rel=1e-9)
    assert stranded["inputs"]


def test_json_in_a_file_is_the_same_twice_and_moves_with_the_seed(tmp_path: Path) -> None:
    first, second, other = (tmp_path / name for name in ("a.json", "b.json", "c.json"))

    for path, seed in ((first, "1"), (second, "1"), (other, "2")):
        assert run(APPLE, "--json", path, "--seed", seed).returncode == 0

    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != other.read_bytes()


def test_as_of_selects_links_by_their_dates() -> None:
    before = json.loads(run(APPLE, "--as-of", "2025-06-30", "--json", "-").stdout)
    after = json.loads(run(APPLE, "--json", "-").stdout)

    royalty = "upstream.boe-oled.royalty.links.sdc-oled.cost_share"
    assert before["as_of"] == "2025-06-30"
    assert not any(royalty in measure.get("inputs", ()) for measure in before["measures"])
    assert any(royalty in measure.get("inputs", ()) for measure in after["measures"])
    assert before["input_sha256"] != after["input_sha256"]


def test_a_file_that_is_not_there_is_one_line() -> None:
    ended = run(ROOT / "no-such-case.yaml")

    assert ended.returncode == 2
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "no-such-case.yaml" in ended.stderr


def test_a_bad_file_is_refused_with_line_path_and_remedy(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    text = APPLE.read_text(encoding="utf-8")
    bad.write_text(text.replace("workload_share: {value: 0.645,", "workload_share: {value: 64.5,"))

    ended = run(bad)

    assert ended.returncode == 2
    assert "functions.iphone.gates.panels.dependencies.sdc.workload_share" in ended.stderr
    assert "write 0.645" in ended.stderr
    assert "bad.yaml:" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_position_that_does_not_exist_names_those_that_do(tmp_path: Path) -> None:
    ended = run(APPLE, "--position", "iphone/nobody", "--pdf", tmp_path / "x.pdf")

    assert ended.returncode == 3
    assert "use one of iphone/boe, iphone/lgd, iphone/sdc" in ended.stderr
    assert not (tmp_path / "x.pdf").exists()


def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    ended = run(APPLE, "--json", tmp_path / "file" / "x.json")

    assert ended.returncode == 3
    assert len(ended.stderr.strip().splitlines()) == 1
    assert "Traceback" not in ended.stderr


def test_without_a_pdf_neither_plotly_nor_weasyprint_is_loaded() -> None:
    code = (
        "import sys, django; from django.core.management import call_command; import os;"
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'lockin.settings'; django.setup();"
        f"call_command('score', {str(APPLE)!r});"
        "heavy = {'plotly', 'weasyprint', 'kaleido', 'scipy.stats', 'scipy.optimize'};"
        "print(sorted(heavy & set(sys.modules)))"
    )

    ended = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert ended.stdout.splitlines()[-1] == "[]"
