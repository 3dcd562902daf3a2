"""One settings file: what the environment decides, and what it need not say."""

import runpy
import traceback
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).parents[2] / "lockin" / "settings.py"
VARIABLES = ("ALLOWED_HOSTS", "DEBUG", "SECRET_KEY", "DATABASE_URL", "LOCKIN_CHROMIUM")
SECRET = "hushhush"


@pytest.fixture
def load(monkeypatch, tmp_path):
    """Return a function: environment variables → what settings.py makes of them."""
    monkeypatch.setenv("LOCKIN_VAR", str(tmp_path))
    monkeypatch.setattr("environ.Env.read_env", lambda *args, **kwargs: None)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)

    def load(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return load


def test_a_laptop_needs_no_variable(load, tmp_path):
    settings = load()

    assert settings["DEBUG"] is True
    assert len(settings["SECRET_KEY"]) >= 50
    assert settings["DATABASES"]["default"]["NAME"] == str(tmp_path / "lockin.sqlite3")


def test_naming_a_host_switches_debugging_off(load):
    settings = load(ALLOWED_HOSTS="lockin.example.com,www.example.com")

    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["lockin.example.com", "www.example.com"]


def test_no_key_is_made_up_where_debugging_is_off(load, tmp_path):
    settings = load(DEBUG="false")

    assert settings["SECRET_KEY"] == ""
    assert not list(tmp_path.iterdir())


def test_a_given_key_is_taken_as_it_is(load, tmp_path):
    settings = load(SECRET_KEY="given")

    assert settings["SECRET_KEY"] == "given"
    assert not list(tmp_path.iterdir())


def test_sqlite_lets_a_writer_wait_for_its_turn(load):
    options = load()["DATABASES"]["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_database_url_chooses_postgresql(load):
    database = load(DATABASE_URL="postgres://jo:secret@db:5433/lockin")["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", 5433, "lockin")
    assert "OPTIONS" not in database


def test_a_database_of_another_kind_is_refused_with_what_to_write(load):
    with pytest.raises(ImproperlyConfigured, match="postgres://"):
        load(DATABASE_URL="mysql://user@host/name")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("PORT", "a whole number"), ("JOB_LEASE_SECONDS", "a number"), ("WEB_PROCESSES", "a whole")],
)
def test_a_variable_that_cannot_be_read_is_named_without_its_value(load, name, wanted):
    with pytest.raises(ImproperlyConfigured, match=f"{name} should be {wanted}") as refused:
        load(**{name: SECRET})

    assert SECRET not in "".join(traceback.format_exception(refused.value))


@pytest.mark.parametrize(
    "address", [f"mysql2://kim:{SECRET}@host/name", f"postgres://kim:{SECRET}/1@host/n"]
)
def test_an_address_that_cannot_be_read_is_never_repeated(load, address, recwarn):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL") as refused:
        load(DATABASE_URL=address)

    assert SECRET not in "".join(traceback.format_exception(refused.value))
    assert [str(said.message) for said in recwarn] == []
