"""What must be true of the repository itself: locks, variables, documents, imports."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import lockin

ROOT = Path(__file__).parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("requirements.lock", "requirements-dev.lock")
PACKAGES = ("lockin", "assessments", "reports")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def modules(*folders: str) -> Iterator[Path]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


# --- Locks ---------------------------------------------------------------------------------------


def locked(lock: str) -> dict[str, list[Requirement]]:
    """Return what a lock pins, by name: one entry, or several for different Pythons."""
    pins: dict[str, list[Requirement]] = {}
    for line in (ROOT / lock).read_text().splitlines():
        if not line.startswith((" ", "#")):
            pin = Requirement(line.rstrip(" \\"))
            pins.setdefault(canonicalize_name(pin.name), []).append(pin)
    return pins


def direct(lock: str) -> list[Requirement]:
    lines = PYPROJECT["project"]["dependencies"]
    if lock == "requirements-dev.lock":
        lines = lines + PYPROJECT["dependency-groups"]["dev"]
    return [Requirement(line) for line in lines]


def of_extras(wanted: Requirement) -> Iterator[Requirement]:
    """Yield what the extras of a requirement ask for on this Python."""
    for extra in wanted.extras:
        for line in metadata.requires(wanted.name) or ():
            needed = Requirement(line)
            marker = needed.marker
            if marker and marker.evaluate({"extra": extra}) > marker.evaluate({"extra": ""}):
                yield needed


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_is_current(lock):
    pins = locked(lock)

    stale = [
        str(wanted)
        for wanted in direct(lock)
        for needed in [wanted, *of_extras(wanted)]
        if not pins.get(canonicalize_name(needed.name))
        or not all(
            needed.specifier.contains(next(iter(pin.specifier)).version)
            for pin in pins[canonicalize_name(needed.name)]
        )
    ]

    assert not stale, "pyproject.toml and the lock differ; run `make lock`"


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_one_version_of_everything_with_hashes(lock):
    text = (ROOT / lock).read_text()
    entries = re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]

    assert entries
    assert all(re.match(r"[\w.-]+==\S+ ", entry) for entry in entries)
    assert all("--hash=sha256:" in entry for entry in entries)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_no_address(lock):
    assert not re.search(r"://|index-url|find-links", (ROOT / lock).read_text())


def test_both_locks_pin_the_same_versions():
    runtime, development = locked("requirements.lock"), locked("requirements-dev.lock")

    def versions(pins: list[Requirement]) -> set[str]:
        return {str(pin.specifier) for pin in pins}

    assert {name: versions(pins) for name, pins in runtime.items()} == {
        name: versions(development.get(name, [])) for name in runtime
    }


def test_each_dependency_says_what_it_is_for_and_from_which_version():
    text = (ROOT / "pyproject.toml").read_text()

    for wanted in direct("requirements-dev.lock"):
        line = re.search(rf'^  "{re.escape(wanted.name)}[\[>].*', text, flags=re.MULTILINE)
        assert line, wanted
        assert re.search(r">=[\d.]+.*\",? +# \w", line[0]), line[0]


# --- Version, variables, commands ----------------------------------------------------------------


def test_the_version_is_the_topmost_of_the_changelog():
    headings = re.findall(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), flags=re.MULTILINE)

    assert lockin.__version__ == headings[0]
    assert sorted(headings, key=Version, reverse=True) == headings


ENV_READERS = {"env", "environ", "getenv"}


def variables_read(path: Path) -> set[str]:
    """Return the environment variables that a module reads, by os.environ, getenv or env.…()."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            owner, key = node.value, node.slice
        elif isinstance(node, ast.Call) and node.args:
            owner, key = node.func, node.args[0]
            if isinstance(owner, ast.Attribute) and owner.attr in {"setdefault", "pop"}:
                continue
        else:
            continue
        reads = ENV_READERS & set(re.findall(r"\w+", ast.unparse(owner)))
        if reads and isinstance(key, ast.Constant) and isinstance(key.value, str):
            found.add(key.value)
    return found


def test_env_example_lists_every_variable_with_a_comment():
    read = set().union(*map(variables_read, modules(*PACKAGES)))
    paragraphs = (ROOT / ".env.example").read_text().split("\n\n")[1:]

    listed = set()
    for paragraph in paragraphs:
        *comment, last = paragraph.strip().splitlines()
        assert comment, paragraph
        assert all(line.startswith("# ") for line in comment), paragraph
        listed.add(re.match(r"# ([A-Z_]+)=", last)[1])

    assert listed == read


def test_every_make_target_that_a_document_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))

    named = {
        (document.name, target)
        for document in DOCUMENTS
        for target in re.findall(r"`make (?:[A-Z]+=\S+ )?([a-z]+)", document.read_text())
    }

    assert named
    assert {target for _, target in named} <= targets, named


def test_make_lists_every_target():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, flags=re.MULTILINE)) - {"help"}

    assert set(re.findall(r"^## make ([a-z]+) +\w", makefile, flags=re.MULTILINE)) == targets


# --- Documents -----------------------------------------------------------------------------------


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_repository_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", document.read_text())

    broken = [
        link
        for link in links
        if not link.startswith(("http:", "https:", "mailto:"))
        and not (document.parent / link).exists()
    ]

    assert not broken


def test_decision_notes_are_numbered_without_a_gap_and_have_the_same_parts():
    notes = sorted((ROOT / "docs/decisions").glob("*.md"))

    assert [int(note.name[:4]) for note in notes] == list(range(1, len(notes) + 1))
    for note in notes:
        headings = re.findall(r"^## (.+)", note.read_text(), flags=re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], note.name


# --- Code ----------------------------------------------------------------------------------------


def test_every_module_opens_with_one_sentence():
    def opening(path: Path) -> str:
        return (ast.get_docstring(ast.parse(path.read_text())) or "").split("\n\n")[0]

    bare = [
        str(path.relative_to(ROOT))
        for path in modules(*PACKAGES, "tests")
        if path.read_text() and not opening(path).endswith((".", "`", "?"))
    ]

    assert not bare


def test_the_package_of_the_domain_is_empty_so_that_its_numbers_import_without_django():
    assert (ROOT / "assessments" / "__init__.py").read_text() == ""


def test_migrations_are_named_after_what_they_do():
    migrations = [path.name for path in ROOT.glob("*/migrations/[0-9]*.py")]

    assert migrations
    assert not [name for name in migrations if "_auto_" in name]


SLOW_TO_IMPORT = ("scipy.stats", "scipy.optimize", "django", "plotly", "weasyprint")

IMPORT_THE_NUMBERS = f"""
import importlib, pkgutil, sys
import assessments.scoring as scoring
for module in pkgutil.walk_packages(scoring.__path__, "assessments.scoring."):
    if module.name != "assessments.scoring.exposure":
        importlib.import_module(module.name)
print(*(name for name in {SLOW_TO_IMPORT} if name in sys.modules))
"""


def test_the_numbers_import_nothing_that_is_slow():
    result = subprocess.run(
        [sys.executable, "-c", IMPORT_THE_NUMBERS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.stdout.strip(), result.stderr) == ("", "")
