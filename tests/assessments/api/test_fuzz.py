"""Every operation of the REST API, called with whatever its document allows, and with what not."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, Verbosity, given, seed
from hypothesis import settings as hypothesis_settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from assessments import run
from assessments.choices import Role
from lockin.wsgi import application
from tests.assessments.api.conftest import key_of

pytestmark = pytest.mark.django_db

CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
N_EXAMPLES = 6


@pytest.fixture
def operations(settings):
    """Return every operation of the document, as a stranger reads it."""
    settings.API_REQUESTS_PER_MINUTE = 10**6
    settings.ALLOWED_HOSTS = ["localhost"]
    # As Django's own test client does: the connection of the test outlives each request.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    yield [found.ok() for found in schema.get_all_operations()]
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def call(operation, mode, headers, organization):
    """Call an operation a few times, with what fits or with what does not."""

    @seed(1)
    @hypothesis_settings(
        max_examples=N_EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def calls(case):
        if "organization" in case.path_parameters:
            case.path_parameters["organization"] = organization
        case.call_and_validate(checks=CHECKS, headers=headers)

    try:
        calls()
    except Unsatisfiable:  # nothing of it can be sent wrong
        assert mode is GenerationMode.NEGATIVE


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_an_admin_meets_no_failure_and_no_answer_that_the_document_does_not_name(
    operations,
    apple,
    now,
    mode,
):
    run.assess(apple, by=None, now=now)
    headers = {"Authorization": f"Bearer {key_of(apple, Role.ADMIN)}"}

    for operation in operations:
        call(operation, mode, headers, apple.slug)


def test_nobody_meets_neither(operations, apple):
    for operation in operations:
        call(operation, GenerationMode.POSITIVE, {}, apple.slug)
