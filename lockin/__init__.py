"""The project: wires the apps together, decides nothing."""

import re
from pathlib import Path


def _version() -> str:
    """Return the topmost version of CHANGELOG.md, the one place that says it."""
    changelog = Path(__file__).parent.with_name("CHANGELOG.md").read_text(encoding="utf-8")
    heading = re.search(r"^## (\d+\.\d+\.\d+)", changelog, flags=re.MULTILINE)
    if heading is None:
        raise RuntimeError("CHANGELOG.md has no heading such as '## 0.1.0'; add one at its top.")
    return heading.group(1)


__version__ = _version()
