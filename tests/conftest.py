"""What all tests share. Imports Django inside fixtures only: the core's tests run without it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}
LONG = {"chaos", "journeys"}
OTHER_SESSIONS = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()"""
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Let `-p no:django` work with pyproject.toml as it is."""
    if not pluginmanager.hasplugin("django"):
        parser.addini("DJANGO_SETTINGS_MODULE", "of pytest-django, which is switched off")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test to which its database matters: `-m database` runs them on another one.

    Those that take minutes come first of their kind, or one core would wait for them at the end.
    """
    items.sort(key=lambda item: not LONG.intersection(item.path.parts))
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        uses = item.get_closest_marker("django_db") or fixtures & DATABASE_FIXTURES
        if uses and not item.get_closest_marker("pages"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep the SQLite file of each run and worker apart: two runs may go on at once."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        file = Path(tmp_path_factory.mktemp("database"), "test.sqlite3")
        database["TEST"]["NAME"] = str(file)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Let a test that commits empty the tables that are written once, and lock them again.

    In the end nobody is left who would keep the database from being dropped: a browser holds a
    thread of the live server open for a while, and with it a connection.
    """
    from django.db import connection
    from django.test import TransactionTestCase

    from assessments.models import immutable

    empty_tables = TransactionTestCase._fixture_teardown

    def teardown(case: TransactionTestCase) -> None:
        immutable.remove(connection)
        empty_tables(case)
        immutable.install(connection)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = empty_tables  # type: ignore[method-assign]
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(OTHER_SESSIONS)


@pytest.fixture(scope="session", autouse=True)
def _cheap_passwords(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hash a password once, not a million times, where a test makes a person."""
    if not request.config.pluginmanager.hasplugin("django"):
        yield
        return
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


# --- Two organizations ---------------------------------------------------------------------------


@pytest.fixture
def now() -> datetime:
    """Return the time at which everything in a test happens."""
    return NOW


@pytest.fixture
def ours(db: None) -> Any:
    """Return the organization that a test looks after."""
    from assessments.models import Organization

    return Organization.objects.create(slug="apple", name="Apple", country="US", currency="USD")


@pytest.fixture
def theirs(db: None) -> Any:
    """Return an organization that must see and lose nothing."""
    from assessments.models import Organization

    return Organization.objects.create(slug="samsung", name="Samsung", country="KR", currency="KRW")


@pytest.fixture
def save(ours: Any) -> Callable[..., Any]:
    """Return a function that saves a row of ours with what every row needs."""
    from assessments.models.base import Numbered

    def saved(model: type, **fields: Any) -> Any:
        fields = {"organization": ours, **fields}
        if issubclass(model, Numbered):
            fields = {"external_id": "a", "created_at": NOW, "updated_at": NOW, **fields}
        row = model(**fields)
        row.save()
        return row

    return saved


@pytest.fixture(autouse=True)
def _limits_of_its_own(request: pytest.FixtureRequest) -> None:
    """Let no test count what another did: in Redis, limits of sign-in outlive a transaction."""
    marks = {mark.name for mark in request.node.iter_markers()}
    if marks & {"database", "pages"}:  # the numbers know no framework
        from django.core.cache import cache

        cache.key_prefix = uuid.uuid4().hex
