"""How many requests a minute: who asks too often is told when to come back, others are not."""

import pytest

from assessments.api import throttling
from assessments.choices import Role
from tests.assessments.api.conftest import Api, key_of

pytestmark = pytest.mark.django_db

LIMIT = 3


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1_000_000.0 * throttling.PERIOD + 15.0  # 15 seconds into a minute

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(settings, monkeypatch):
    settings.API_REQUESTS_PER_MINUTE = LIMIT
    found = Clock()
    monkeypatch.setattr(throttling, "METER", throttling.Meter(clock=found))
    return found


@pytest.fixture
def used_up(clock, editor):
    """Return the editor's key after its last request of this minute."""
    for _ in range(LIMIT):
        assert editor("GET", "suppliers/").status_code == 200
    return editor


def test_each_answer_says_what_is_left_of_the_minute(clock, editor):
    answers = [editor("GET", "suppliers/") for _ in range(LIMIT)]

    assert [answer["RateLimit-Limit"] for answer in answers] == ["3", "3", "3"]
    assert [answer["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0"]
    assert [answer["RateLimit-Reset"] for answer in answers] == ["45", "45", "45"]


def test_who_asks_too_often_is_told_when_to_come_back(used_up):
    answer = used_up("GET", "suppliers/")

    assert answer.status_code == 429
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Retry-After"] == "45"
    assert answer["RateLimit-Remaining"] == "0"
    body = answer.json()
    assert body["type"] == "urn:lockin:problem:too-many-requests"
    assert body["status"] == 429
    assert body["instance"] == "/api/v1/organizations/apple/suppliers/"
    assert "45 seconds" in body["detail"]
    assert body["errors"] == []


def test_a_request_too_many_changes_nothing(used_up, viewer):
    answer = used_up("POST", "suppliers/", {"external_id": "visionox", "name": "Visionox"})

    assert answer.status_code == 429
    assert viewer("GET", "suppliers/visionox").status_code == 404


def test_another_key_of_the_same_organization_is_not_held_up(used_up, viewer):
    assert used_up("GET", "suppliers/").status_code == 429
    assert viewer("GET", "suppliers/")["RateLimit-Remaining"] == "2"


def test_the_next_minute_begins_anew(used_up, clock):
    clock.seconds += 45

    assert used_up("GET", "suppliers/")["RateLimit-Remaining"] == "2"


def test_whoever_sends_no_key_is_counted_by_address(clock, nobody, viewer):
    answers = [nobody("GET", "suppliers/").status_code for _ in range(LIMIT + 1)]

    assert answers == [401, 401, 401, 429]
    assert viewer("GET", "suppliers/").status_code == 200


def test_guessing_keys_is_counted_like_sending_none(clock, apple):
    guesses = [Api(apple, f"lk_abcdefgh_{i:043}") for i in range(LIMIT + 1)]

    answers = [guess("GET", "suppliers/").status_code for guess in guesses]

    assert answers == [401, 401, 401, 429]


def test_processes_count_together(clock, apple, monkeypatch):
    key = Api(apple, key_of(apple, Role.VIEWER))
    left = []
    for _ in range(LIMIT):  # each in a process that has counted nothing yet
        monkeypatch.setattr(throttling, "METER", throttling.Meter(clock=clock))
        left.append(key("GET", "suppliers/")["RateLimit-Remaining"])

    assert left == ["2", "1", "0"]
