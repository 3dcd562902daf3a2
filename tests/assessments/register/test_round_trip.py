"""File, register and snapshot say the same: the same hash whichever way."""

import pytest
from django_scopes import scope

from assessments import snapshot
from assessments.actions.cases import load_document
from assessments.casefile import canonical, read, select, write
from assessments.models import Figure, Organization
from assessments.register.cases import dump_document
from tests.assessments.register.made_cases import FILES, case, made_case

pytestmark = pytest.mark.django_db

N_MADE = 50


@pytest.fixture
def loaded(now):
    """Return a function that loads a document into an organization of its own."""

    def load(document):
        organization = Organization.objects.create(
            slug=document.organization.id, currency=document.organization.currency
        )
        load_document(document, organization=organization, by=None, now=now)
        return organization

    return load


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_comes_back_from_the_register(loaded, name):
    document = case(name)

    dumped = dump_document(loaded(document))

    assert canonical.sha256(dumped) == canonical.sha256(document)
    assert write.dump(dumped) == write.dump(read.load(write.dump(dumped), name))


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_snapshot_has_the_hash_of_the_file(loaded, now, name):
    organization = loaded(case(name))

    with scope(organization=organization):
        taken = snapshot.take(organization, as_of=None, now=now)
        again = snapshot.take(organization, as_of=None, now=now)

    assert taken.sha256 == canonical.sha256(select.in_force(case(name)))
    assert canonical.sha256(canonical.from_canonical(taken.document)) == taken.sha256
    assert again == taken


@pytest.mark.parametrize("seed", range(N_MADE))
def test_a_made_case_has_one_hash_as_file_register_and_snapshot(loaded, now, seed):
    document = made_case(seed)
    organization = loaded(document)

    from_file = read.load(write.dump(document), "made.yaml")
    from_register = dump_document(organization)
    with scope(organization=organization):
        taken = snapshot.take(organization, as_of=None, now=now)

    expected = canonical.sha256(document)
    assert (canonical.sha256(from_file), canonical.sha256(from_register)) == (expected, expected)
    assert taken.sha256 == canonical.sha256(select.in_force(document))


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_same_document_again_changes_nothing(loaded, now, name):
    organization = loaded(case(name))
    n_figures = Figure.objects.for_organization(organization).count()

    changes = load_document(case(name), organization=organization, by=None, now=now)

    assert not any(changes.values())
    assert Figure.objects.for_organization(organization).count() == n_figures


@pytest.mark.parametrize("seed", range(1, 9))
def test_one_made_case_after_another_leaves_nothing_of_the_first(loaded, now, seed):
    organization = loaded(made_case(seed))
    other = made_case(seed + 100)
    if other.organization.id != organization.slug:
        other = made_case(seed + 101)

    load_document(other, organization=organization, by=None, now=now)

    assert canonical.sha256(dump_document(organization)) == canonical.sha256(other)


def test_made_cases_differ():
    hashes = {canonical.sha256(made_case(seed)) for seed in range(N_MADE)}

    assert len(hashes) == N_MADE
