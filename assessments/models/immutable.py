"""Triggers that keep what was written once: snapshots, results, the audit trail.

They hold against SQL typed by hand as well. SQLite drops a table's triggers when a migration
rebuilds the table, so such a migration installs them again; a test notices if it does not.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = (
    "assessments_snapshot",
    "assessments_measure",
    "assessments_cutset",
    "assessments_overlap",
    "assessments_contribution",
    "assessments_driver",
    "assessments_auditevent",
)
REFUSES = ("UPDATE", "DELETE")

FUNCTION = """
CREATE OR REPLACE FUNCTION assessments_refuse() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '% is written once', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql
"""
ON_POSTGRESQL = """
CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION assessments_refuse()
"""
ON_SQLITE = """
CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW
BEGIN SELECT RAISE(ABORT, '{table} is written once'); END
"""


def install(connection: BaseDatabaseWrapper) -> None:
    """Refuse UPDATE and DELETE from now on."""
    is_postgresql = connection.vendor == "postgresql"
    statement = ON_POSTGRESQL if is_postgresql else ON_SQLITE
    with connection.cursor() as cursor:
        if is_postgresql:
            cursor.execute(FUNCTION)
        for table, verb, name in _triggers():
            cursor.execute(statement.format(name=name, verb=verb, table=table))


def remove(connection: BaseDatabaseWrapper) -> None:
    """Let go of all rows again."""
    on_table = " ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table, _, name in _triggers():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table.format(table=table)}")


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Let a restore, or the removal of a whole organization, through; in one transaction."""
    with transaction.atomic(using=connection.alias):
        remove(connection)
        yield
        install(connection)


def _triggers() -> Iterator[tuple[str, str, str]]:
    for table in TABLES:
        for verb in REFUSES:
            yield table, verb, f"{table}_refuses_{verb.lower()}"
