"""What logs say, and what they must not."""

import json
import logging

import pytest

from lockin import logs

SECRETS = {
    "a password in a field": {"password": "hunter-2-velvet"},
    "a nested token": {"data": {"csrfmiddlewaretoken": "hunter-2-velvet"}},
    "an address with a password": {"url": "postgres://lockin:hunter-2-velvet@db:5432/lockin"},
    "a header": {"text": "Authorization: Bearer hunter-2-velvet"},
    "a header of itself": {"text": "sent basic hunter-2-velvet"},
    "a pair in a text": {"text": "GET /x?api_key=hunter-2-velvet&page=2"},
    "a link that lets in": {"path": "/accounts/invitations/hunter-2-velvet/"},
    "a link to a new password": {"path": "/accounts/password/reset/key/hunter-2-velvet/"},
    "a key of the API": {"text": "refused lk_hunter.2-velvet"},
}


def line(pretty=False, **fields):
    """Return what a formatter makes of an event."""
    config = logs.configuration(pretty=pretty)["formatters"]["lines"]
    formatter = config["()"](
        foreign_pre_chain=config["foreign_pre_chain"], processors=config["processors"]
    )
    record = logging.LogRecord("lockin", logging.INFO, __file__, 1, "said", None, None)
    record.__dict__.update(fields)
    return formatter.format(record)


@pytest.mark.parametrize("pretty", [True, False], ids=["terminal", "json"])
@pytest.mark.parametrize("fields", SECRETS.values(), ids=SECRETS)
def test_no_secret_stands_in_a_log(fields, pretty):
    said = line(pretty, **fields)

    assert "hunter" not in said
    assert "2-velvet" not in said
    assert logs.HIDDEN in said


def test_a_line_is_json_with_time_level_and_logger():
    entry = json.loads(line(job_id="7"))

    assert entry["event"] == "said"
    assert entry["level"] == "info"
    assert entry["logger"] == "lockin"
    assert entry["job_id"] == "7"
    assert entry["timestamp"].endswith("Z")


def test_what_somebody_sent_cannot_forge_a_line():
    said = line(True, name="a\n2026-01-01 all is well \x1b[31m")

    assert "\n" not in said
    assert "\x1b[31m" not in said


def test_a_failure_is_told_without_the_values_of_its_variables():
    password = "hunter-2-velvet"
    try:
        int("no number " + password[:0])
    except ValueError as error:
        said = line(exc_info=(ValueError, error, error.__traceback__))

    assert "ValueError" in said
    assert "hunter-2-velvet" not in said
