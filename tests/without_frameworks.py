"""Runs the tests of the numbers where neither Django nor any other framework can be imported.

`python -m tests.without_frameworks [ARGUMENT OF PYTEST…]`
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from types import ModuleType

import pytest

BLOCKED = {"django", "rest_framework", "celery", "plotly", "kaleido", "weasyprint", "yaml", "babel"}
PATHS = ("tests/assessments/scoring", "assessments/scoring")


class Blocker(MetaPathFinder):
    """Makes an installed package look as if it were not."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> None:
        if name.partition(".")[0] in BLOCKED:
            raise ModuleNotFoundError(f"No module named {name!r} (blocked)", name=name)


def main(arguments: Sequence[str]) -> int:
    sys.meta_path.insert(0, Blocker())
    return pytest.main(["-p", "no:django", "-p", "no:xdist", "-q", *PATHS, *arguments])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
