"""The private Redis server of the tests starts, answers, and leaves nothing behind."""

import subprocess
import sys

import pytest
import redis

from tests.services import redis as service

SHOW = "import os; print(os.environ['BROKER_URL'], os.environ['CACHE_URL'])"


def test_the_server_answers_while_it_is_needed_and_is_gone_afterwards():
    with service.server() as url, redis.Redis.from_url(url) as client:
        assert client.ping()

    with redis.Redis.from_url(url) as client, pytest.raises(redis.ConnectionError):
        client.ping()


def test_the_command_learns_the_addresses_and_its_result_counts():
    command = [sys.executable, "-m", "tests.services.redis"]

    result = subprocess.run(
        [*command, sys.executable, "-c", f"{SHOW}; raise SystemExit(7)"],
        capture_output=True,
        text=True,
        check=False,
    )

    broker, cache = result.stdout.split()
    assert broker.endswith("/0")
    assert cache.endswith("/1")
    assert result.returncode == 7
