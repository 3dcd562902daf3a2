"""Every worked example of the method is a test, or waits for a part that is not built yet."""

import json
import re
from pathlib import Path

HERE = Path(__file__).parent
IDS = [
    entry["id"].split("_")[0]
    for entry in json.loads((HERE / "scoring" / "oracles.json").read_text())["oracles"]
]
WAITING = {
    "simulation (§3.3–§3.5)": (
        *("D04", "D05", "D06", "D07", "D09", "D10", "D13", "G23"),
        *("G21a", "G21b", "G21c", "G21d", "G21e", "G21f", "G21g"),
    ),
    "exact unreliability and the min-cut program (§1.5)": ("C12", "C16"),
    "choice of mitigations (§7)": ("P01", "P02", "P03", "P04", "P05", "P06"),
}


def test_an_oracle_is_checked_or_waits_for_a_part_that_is_named() -> None:
    tests = "".join(path.read_text() for path in HERE.rglob("test_*.py") if path != Path(__file__))
    checked = {name for name in IDS if re.search(rf'["\']{name}["\']', tests)}
    waiting = {name for names in WAITING.values() for name in names}

    assert checked & waiting == set()
    assert checked | waiting == set(IDS)
