"""The embedded broker hands over whole messages, and survives the loss of its folder."""

import shutil
from queue import Empty

import pytest
from kombu import Connection

from lockin import broker


@pytest.fixture
def channel(tmp_path):
    broker.install()
    with Connection("filesystem://", transport_options=broker.options(tmp_path)) as connection:
        yield connection.channel()


def test_messages_come_out_in_the_order_in_which_they_went_in(channel):
    for i in range(12):
        channel._put("jobs", {"i": i})

    assert [channel._get("jobs")["i"] for _ in range(12)] == list(range(12))
    with pytest.raises(Empty):
        channel._get("jobs")


def test_a_message_is_whole_or_not_there(channel, tmp_path):
    (tmp_path / "queue" / "half.part").write_text('{"i"')

    with pytest.raises(Empty):
        channel._get("jobs")


def test_a_folder_that_was_removed_is_an_empty_queue(channel, tmp_path):
    channel._put("jobs", {})
    shutil.rmtree(tmp_path / "queue")

    assert channel._size("jobs") == 0
    with pytest.raises(Empty):
        channel._get("jobs")
    channel._put("jobs", {"i": 1})
    assert channel._get("jobs") == {"i": 1}


def test_messages_that_were_read_are_forgotten_after_a_while(channel, tmp_path, monkeypatch):
    channel._put("jobs", {})
    channel._get("jobs")
    monkeypatch.setattr(broker, "KEEP_SECONDS", -1.0)

    with pytest.raises(Empty):
        channel._get("jobs")

    assert list((tmp_path / "processed").iterdir()) == []


def test_a_damaged_table_of_queues_is_written_anew(channel, tmp_path):
    (tmp_path / "control" / "jobs.exchange").write_text("")

    channel._queue_bind("jobs", "jobs", "", "jobs")

    assert [row.queue for row in channel.get_table("jobs")] == ["jobs"]
