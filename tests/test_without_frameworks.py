"""The numbers need no framework, and neither do their tests."""

import subprocess
import sys
from pathlib import Path


def test_the_tests_of_the_numbers_pass_without_any_framework():
    result = subprocess.run(
        [sys.executable, "-m", "tests.without_frameworks"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout[-3000:]
