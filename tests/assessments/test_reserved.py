"""No organization can take an address that the installation has."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import get_resolver

from assessments.actions.organizations import RESERVED
from assessments.models import Organization
from tests.assessments.register.made_cases import FILES


def test_every_first_word_of_an_address_is_reserved():
    firsts = {str(pattern.pattern).strip("^").split("/")[0] for pattern in _flat()}
    fixed = {first for first in firsts if first and "<" not in first and "(" not in first}

    assert fixed | {settings.STATIC_URL.strip("/")} <= RESERVED


@pytest.mark.django_db
def test_a_case_file_cannot_take_one_either(tmp_path):
    file = tmp_path / "api.yaml"
    file.write_text(FILES["hospital-imaging"].read_text().replace("{id: st-anna", "{id: api", 1))

    with pytest.raises(CommandError, match="an address of Lockin itself"):
        call_command("load_case", file)

    assert not Organization.objects.exists()


def _flat():
    for pattern in get_resolver().url_patterns:
        inner = getattr(pattern, "url_patterns", None)
        yield from inner if inner and not str(pattern.pattern) else [pattern]
