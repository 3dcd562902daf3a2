"""Registers of the shipped cases behind a signed-in browser."""

import pytest

from assessments.actions.cases import load_document
from assessments.actions.samples import document_for


@pytest.fixture
def displays(ours, now):
    """Return our organization with the displays case in its register."""
    document = document_for(ours, "apple-samsung-displays")
    load_document(document, organization=ours, by=None, now=now)
    return ours
