"""Databases on the PostgreSQL server of a run: empty ones, copies, and filled registers."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

SUPPLIERS = Path(__file__).parent / "suppliers.sql"


def address_of(name: str) -> str:
    """Return the address of a database on the server.

    Raises
    ------
    SystemExit
        If no server was named: `make bench` starts one.
    """
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        raise SystemExit("This needs a PostgreSQL server of its own; run `make bench`.")
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def made(name: str, like: str = "template1") -> str:
    """Make a database as a copy of another; return its address."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        connection.execute(statement.format(sql.Identifier(name), sql.Identifier(like)))
    return address_of(name)


def fill(address: str, organization: str, author: str, n_suppliers: int) -> None:
    """Write suppliers as a register of so many has them, past the application: it takes seconds."""
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in SUPPLIERS.read_text(encoding="utf-8").split(";\n"):
            if statement.strip():
                connection.execute(
                    statement, {"organization": organization, "author": author, "n": n_suppliers}
                )
