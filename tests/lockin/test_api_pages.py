"""What the OpenAPI document tells somebody who has only the address of a server."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client):
    """Return the document as anybody gets it."""
    return client.get("/api/v1/schema/").json()


def test_the_document_says_how_to_begin(document):
    told = document["info"]["description"]

    assert "## Begin in ten minutes" in told
    assert "(measures.md)" not in told  # no file of ours is at that address


def test_each_group_of_operations_says_what_it_is_about(document):
    described = {tag["name"] for tag in document["tags"] if tag["description"]}
    used = {
        tag
        for operations in document["paths"].values()
        for operation in operations.values()
        for tag in operation["tags"]
    }

    assert used == described
