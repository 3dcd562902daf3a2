"""`/healthz`: this process answers; `/readyz`: it can also work. Asked by machines next door.

A middleware before all others: who asks names the machine by its number, over plain HTTP, and has
no session.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponseNotAllowed, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from assessments.jobs import alive

LOGGER = logging.getLogger(__name__)
SAFE = ["GET", "HEAD"]
OK = "ok"


class Health:
    """Answers both addresses, and hands everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answers = {"/healthz": healthz, "/readyz": readyz}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer or hand on."""
        answer = self.answers.get(request.path_info)
        if answer is None:
            return self.get_response(request)
        if request.method not in SAFE:
            return HttpResponseNotAllowed(SAFE)
        response = answer()
        response.headers["Cache-Control"] = "no-store"
        return response


def healthz() -> JsonResponse:
    """Say that this process answers; a supervisor restarts one that does not."""
    return JsonResponse({"status": OK})


def readyz() -> JsonResponse:
    """Say whether requests can be answered: 503 sends them elsewhere.

    A late worker does not: pages work without one, and what is asked for waits in the database.
    """
    parts = _parts()
    is_ready = parts["database"] == parts["migrations"] == OK
    said = {"status": "ready" if is_ready else "not ready", **parts}
    return JsonResponse(said, status=200 if is_ready else 503)


def _parts() -> dict[str, Any]:
    try:
        if _waiting_migrations():
            return {"database": OK, "migrations": "waiting", "worker": "unknown"}
        worker = "late" if alive.is_late(timezone.now()) else OK
        return {"database": OK, "migrations": OK, "worker": worker}
    except DatabaseError as error:
        LOGGER.error("the database does not answer: %s", error)
        return {"database": "down", "migrations": "unknown", "worker": "unknown"}


def _waiting_migrations() -> bool:
    """Return whether the tables are behind this version; asking takes the database to answer."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
