"""No organization can take an address that the installation has."""

from django.conf import settings
from django.urls import get_resolver

from assessments.actions.organizations import RESERVED


def test_every_first_word_of_an_address_is_reserved():
    firsts = {str(pattern.pattern).strip("^").split("/")[0] for pattern in _flat()}
    fixed = {first for first in firsts if first and "<" not in first and "(" not in first}

    assert fixed | {settings.STATIC_URL.strip("/")} <= RESERVED


def _flat():
    for pattern in get_resolver().url_patterns:
        inner = getattr(pattern, "url_patterns", None)
        yield from inner if inner and not str(pattern.pattern) else [pattern]
