"""A sample goes into an empty register, and out again as long as nobody worked on it."""

import dataclasses

import pytest

from assessments import audit
from assessments.actions import rows, samples
from assessments.author import Author
from assessments.register.cases import dump_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(ours, now):
    ours.currency = "EUR"
    ours.save()
    return Author(organization=ours, by=None, now=now)


def test_every_shipped_case_is_a_sample():
    assert {path.stem for path in samples.FOLDER.glob("*.yaml")} == samples.SAMPLES.keys()


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_a_sample_becomes_the_organizations_own_case(name, ours, author):
    samples.load(author=author, name=name)

    assert dump_document(ours) == samples.document_for(ours, name)
    assert (ours.slug, ours.name) == ("apple", "Apple")


@pytest.mark.parametrize("name", samples.SAMPLES)
def test_removing_a_sample_leaves_what_was_there_before(name, ours, author):
    samples.load(author=author, name=name)

    samples.remove(author=author)

    ours.refresh_from_db()
    assert samples.is_empty(ours)
    assert (ours.currency, ours.case, ours.as_of) == ("EUR", "", None)
    assert samples.loaded(ours) is None


def test_a_sample_can_be_loaded_again(ours, author):
    for _ in range(2):
        samples.load(author=author, name="microsoft-anthropic")
        samples.remove(author=author)

    assert not list(audit.broken_links(ours))


def test_a_register_with_rows_takes_no_sample(author):
    samples.load(author=author, name="microsoft-anthropic")

    with pytest.raises(samples.SampleRefused, match="has rows already"):
        samples.load(author=author, name="apple-samsung-displays")


def test_a_sample_that_somebody_changed_stays(ours, author):
    samples.load(author=author, name="apple-samsung-displays")
    supplier = rows.rows.get(ours, "suppliers", "sdc").value
    renamed = dataclasses.replace(supplier, name="Ours now")
    rows.update(author=author, noun="suppliers", external_id="sdc", value=renamed)

    with pytest.raises(samples.SampleRefused, match="your work now"):
        samples.remove(author=author)

    assert rows.rows.get(ours, "suppliers", "sdc").value.name == "Ours now"


def test_there_is_nothing_to_remove_without_a_sample(author):
    with pytest.raises(samples.SampleRefused, match="nothing to remove"):
        samples.remove(author=author)


def test_a_sample_that_is_not_shipped_is_refused_by_name(author):
    with pytest.raises(samples.SampleRefused, match="choose one of apple-samsung-displays"):
        samples.load(author=author, name="nokia")
