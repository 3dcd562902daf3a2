"""Lists and details of registers from 1,000 to 1,000,000 suppliers on PostgreSQL.

A request is timed through the whole application, from WSGI environment to last byte: sign-in,
rights, throttle, log and policy are in the path, for REST and pages alike. The yardstick of REST is
bare: the queries that find as much, and an encoder, with nothing around them. That of the pages is
a page of the same frame and sign-in that shows one query as a table.
"""

import logging
import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import orjson

from tests.benchmarks.databases import fill, made
from tests.benchmarks.timing import Board, medians

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 41
SLUG = "big"
LIST, PAGE = f"/api/v1/organizations/{SLUG}/suppliers/", f"/{SLUG}/suppliers/"
N_LIST, N_PAGE = 100, 50
LAST_PAGE = 10_000 // N_PAGE  # as far as a list of pages leads
MOST_GROWTH, MOST_RATIO = 1.3, 3

# What is asked of the application, and the yardstick it is compared with.
ASKED = {
    "REST list": "bare list",
    "REST list, deep": "bare list, deep",
    "REST detail": "bare detail",
    "HTML list": "bare page",
    "HTML list, last page": "bare page",
}
YARDSTICKS = {
    "bare table": "keyset query of the rows alone, orjson",
    "bare list": "keyset query with parts, orjson",
    "bare list, deep": "keyset query with parts, orjson",
    "bare detail": "query with parts, orjson",
    "bare page": "page of one query and a table",
}
HELD_TO_RATIO = frozenset(["REST list", "REST list, deep", "HTML list"])

# What a list tells of a supplier, and of each of its places of work.
COLUMNS = (
    *("id", "external_id", "version", "updated_at", "note", "basis", "grade", "as_of"),
    *("source__external_id", "name", "legal_name", "lei", "country", "parent__external_id"),
    "is_internal",
)
PART_COLUMNS = (
    *("supplier_id", "country", "share__state", "share__low", "share__likely", "share__high"),
    *("share__unit", "share__basis", "share__grade", "share__as_of", "share__note"),
    "share__source__external_id",
)

Work = Callable[[], object]


def measure(board: Board) -> None:
    """Measure lists, a detail and pages of each size, how they grow, and how often they ask."""
    with tempfile.TemporaryDirectory() as folder:
        application = _application(folder)
        registers = {size: Register(size, application) for size in SIZES}
        works = {
            (size, name): register.on_it(work)
            for size, register in registers.items()
            for name, work in register.works().items()
        }
        taken = medians(works, ROUNDS)
        n_queries = {key: registers[key[0]].n_queries(work) for key, work in works.items()}
    for name, yardstick in ASKED.items():
        for size in SIZES:
            board.ratio(
                f"{name}, {size:,} rows",
                taken[size, name],
                YARDSTICKS[yardstick],
                taken[size, yardstick],
                MOST_RATIO if name in HELD_TO_RATIO else None,
            )
        if name == "REST list":
            board.ratio(
                f"{name}, {size:,} rows, beside no parts",
                taken[size, name],
                YARDSTICKS["bare table"],
                taken[size, "bare table"],
            )
        growth = taken[SIZES[-1], name] / taken[SIZES[0], name]
        board.value(f"{name}, {SIZES[-1]:,} against {SIZES[0]:,}", growth, "×", MOST_GROWTH)
        board.same(f"{name}, queries", {f"{size:,}": n_queries[size, name] for size in SIZES})


def _application(folder: str) -> Any:
    """Return the application as a company runs it, but for HTTPS and files it does not serve."""
    os.environ |= {
        "LOCKIN_VAR": folder,
        "DATABASE_URL": made("registers"),
        "ALLOWED_HOSTS": "localhost",
        "HTTPS": "0",
        "SECRET_KEY": "of registers that nobody has",
        "API_REQUESTS_PER_MINUTE": "1000000",
        "DJANGO_SETTINGS_MODULE": "lockin.settings",
    }
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    # No manifest: nothing was collected. Either way an address is looked up in a mapping.
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    settings.TEMPLATES[0]["DIRS"].append(Path(__file__).parent / "templates")
    application = get_wsgi_application()
    nowhere = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end
    for handler in logging.root.handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(nowhere)
    call_command("migrate", verbosity=0)
    from django.db import connection

    connection.close()  # a database that somebody is connected to cannot be copied
    return application


class Register:
    """A database with one organization and so many suppliers, and the application in front."""

    def __init__(self, size: int, application: Any) -> None:
        from django.db import connections

        name = f"registers_{size}"
        address = made(name, like="registers")
        default = connections["default"]
        self.size, self.application = size, application
        self.connection = type(default)({**default.settings_dict, "NAME": name}, "default")
        self.on_it(lambda: self._fill(address))()

    def _fill(self, address: str) -> None:
        """Make an organization with an admin who is signed in and has a key, and its suppliers."""
        from django.test import Client
        from django.utils import timezone

        from assessments.actions import keys, memberships, organizations
        from assessments.author import Author
        from assessments.choices import Role
        from assessments.models import User

        now = timezone.now()
        user = User.objects.create_user("kim@example.com", name="Kim")
        self.organization = organizations.create_organization(
            slug=SLUG, name="Big", country="US", currency="USD", by=user, now=now
        )
        memberships.set_role(
            organization=self.organization, user=user, role=Role.ADMIN, by=None, now=now
        )
        fill(address, str(self.organization.pk), str(user.pk), self.size)
        author = Author(organization=self.organization, by=user, now=now)
        end = now + timedelta(days=1)
        _, self.secret = keys.create(author=author, name="Bench", role=Role.VIEWER, expires_at=end)
        client = Client()
        client.force_login(user)
        self.cookie = "; ".join(f"{name}={item.value}" for name, item in client.cookies.items())

    def on_it(self, work: Work) -> Work:
        """Return a work that finds this register's database behind Django."""
        from django.db import connections

        def done() -> object:
            connections["default"] = self.connection
            return work()

        return done

    def n_queries(self, work: Work) -> int:
        """Return how many queries a work makes."""
        n = 0

        def count(execute: Any, *arguments: Any) -> Any:
            nonlocal n
            n += 1
            return execute(*arguments)

        with self.connection.execute_wrapper(count):
            work()
        return n

    def works(self) -> dict[str, Work]:
        """Return all that is timed, by name."""
        deep = f"supplier-{self.size - N_LIST - 1:07}"
        middle = f"supplier-{self.size // 2:07}"
        last = min(LAST_PAGE, self.size // N_PAGE)
        return {
            "REST list": self._asked(LIST, bearer=True),
            "REST list, deep": self._asked(self._deep_address(deep), bearer=True),
            "REST detail": self._asked(f"{LIST}{middle}", bearer=True),
            "HTML list": self._asked(PAGE),
            "HTML list, last page": self._asked(f"{PAGE}?page={last}"),
            "bare table": lambda: orjson.dumps(list(self._suppliers().values()[:N_LIST])),
            "bare list": lambda: orjson.dumps(self._with_parts("", N_LIST)),
            "bare list, deep": lambda: orjson.dumps(self._with_parts(deep, N_LIST)),
            "bare detail": lambda: orjson.dumps(self._with_parts(middle, 1)),
            "bare page": self._asked(f"/{SLUG}/bare/"),
        }

    def _suppliers(self) -> Any:
        from assessments.models import Supplier

        return Supplier.objects.for_organization(self.organization).order_by("external_id")

    def _with_parts(self, after: str, n: int) -> list[dict[str, Any]]:
        """Return what a list tells: suppliers and where they work, each in one query."""
        from assessments.models import SupplierLocation

        named = self._suppliers().filter(external_id__gt=after).values(*COLUMNS)
        rows = {row["id"]: {**row, "locations": {}} for row in named[:n]}
        found = SupplierLocation.objects.for_organization(self.organization)
        for part in found.filter(supplier__in=list(rows)).values(*PART_COLUMNS):
            rows[part["supplier_id"]]["locations"][part["country"]] = {
                **part,
                "share__likely": str(part["share__likely"]),
            }
        return list(rows.values())

    def _deep_address(self, after: str) -> str:
        from assessments.api.paging import cursor_after

        query = urlencode({"cursor": cursor_after(("external_id",), {"external_id": after})})
        return f"{LIST}?{query}"

    def _asked(self, address: str, *, bearer: bool = False) -> Work:
        """Return a request, made as a server makes it, whose answer has to be a good one."""
        from django.test import RequestFactory

        who = {"Authorization": f"Bearer {self.secret}"} if bearer else {"Cookie": self.cookie}
        asked = RequestFactory(headers=who, SERVER_NAME="localhost").get(address).environ

        def ask() -> bytes:
            environ = {**asked, "wsgi.input": BytesIO()}
            status: list[str] = []
            response = self.application(environ, lambda said, _: status.append(said))
            body = b"".join(response)
            response.close()
            if not status[0].startswith("200"):
                raise SystemExit(f"{address}: {status[0]}: {body[:200]!r}")
            return body

        return ask
