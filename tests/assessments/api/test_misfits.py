"""Bodies that hold what belongs elsewhere: refused or taken, never a failure of ours."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from assessments.actions.cases import load_document
from assessments.casefile import read
from assessments.choices import Role
from assessments.models import Organization
from assessments.register.rows import NOUNS
from tests.assessments.api.conftest import ROOT, Api, key_of

pytestmark = pytest.mark.django_db

SMALL = ROOT / "tests" / "assessments" / "casefile" / "small.yaml"

Path = tuple[str | int, ...]

# What found failures once: empty names, keys that are no word of their list, rows for texts.
MISFITS = ["", [""], {"": 1}, {"x": 5}, "\N{SNOWMAN}" * 300, 10**10]


def parts(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield where the parts of a body are; of rows that are alike, the first."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from parts(part, (*path, key))
    elif isinstance(value, list):
        for i, part in enumerate(value[:1]):
            yield from parts(part, (*path, i))


def with_part(body: dict[str, Any], path: Path, part: Any) -> dict[str, Any]:
    """Return a body with another part at a path."""
    changed = copy.deepcopy(body)
    inner: Any = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = part
    return changed


@pytest.fixture
def small(db, now):
    """Return calls as an editor on a case that has a row of every noun."""
    acme = Organization.objects.create(slug="acme", name="Acme", currency="EUR")
    document = read.load(SMALL.read_bytes(), SMALL.name)
    load_document(document, organization=acme, by=None, now=now)
    return Api(acme, key_of(acme, Role.EDITOR))


@pytest.mark.parametrize("noun", NOUNS)
def test_a_part_that_does_not_belong_is_refused_or_taken(small, noun):
    at = noun.replace("_", "-")
    # The row that says most.
    row = max(small("GET", f"{at}/?limit=200").json()["results"], key=lambda row: len(str(row)))
    body = {key: part for key, part in row.items() if key not in ("version", "updated_at")}
    wrong = [(path, misfit) for path in parts(body) if len(path) < 3 for misfit in MISFITS]

    assert wrong
    assert not failures(small, f"{at}/{row['external_id']}", body, wrong)


def test_a_head_that_does_not_fit_is_refused_or_taken(small):
    acme = Organization.objects.get(slug="acme")
    admin = Api(acme, key_of(acme, Role.ADMIN))
    body = admin("GET", "head").json()
    wrong = [(path, misfit) for path in parts(body) for misfit in [*MISFITS, [], -1, "a" * 300]]

    assert not failures(admin, "head", body, wrong)


def failures(api, address, body, wrong):
    """Return the parts at which a body was neither taken nor refused."""
    api.client.raise_request_exception = False
    return [
        (path, misfit)
        for path, misfit in wrong
        if api("PUT", address, with_part(body, path, misfit)).status_code not in (200, 400)
    ]
