"""Whether an installation answers, and whether it can work, for machines that ask."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from assessments.jobs import alive
from lockin import health


def test_a_process_says_that_it_answers_without_the_database(client):
    response = client.get("/healthz")

    assert response.status_code == 200
    assert response.json() == {"status": "ok"}
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_it_is_ready_with_a_worker_that_was_heard_of(client):
    alive.seen(timezone.now())

    response = client.get("/readyz", headers={"host": "10.0.0.7"})

    assert response.status_code == 200
    assert response.json()["worker"] == "ok"


@pytest.mark.django_db
def test_a_late_worker_is_told_but_sends_nobody_elsewhere(client):
    alive.seen(timezone.now() - 2 * alive.LATE)

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json()["worker"] == "late"


@pytest.mark.django_db
def test_tables_of_an_earlier_version_are_not_ready(client, monkeypatch):
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda self, targets: [1])

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["migrations"] == "waiting"


def test_a_database_that_is_down_is_not_ready_and_not_explained_to_strangers(client, monkeypatch):
    def refuse():
        raise DatabaseError("password of somebody")

    monkeypatch.setattr(health, "_waiting_migrations", refuse)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json()["database"] == "down"
    assert b"somebody" not in response.content


@pytest.mark.django_db
def test_the_worker_is_late_after_a_minute():
    now = timezone.now()
    alive.seen(now)

    assert not alive.is_late(now + timedelta(seconds=59))
    assert alive.is_late(now + timedelta(seconds=61))


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_who_sends_something_is_refused(client, address):
    assert client.post(address).status_code == 405
