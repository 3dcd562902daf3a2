"""The embedded broker: a folder of messages, each of which is there whole or not at all.

A message is only a hint that a job waits in the database; losing one costs a few seconds.
"""

import time
import uuid
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps

FOLDERS = {
    "data_folder_in": "queue",
    "data_folder_out": "queue",
    "processed_folder": "processed",
    "control_folder": "control",
}
POLL_SECONDS = 0.2
KEEP_SECONDS = 60.0  # whoever took a message reads it a moment later


class Channel(filesystem.Channel):
    """kombu writes into a file that readers see already: they would get an empty message."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._make_folders()

    def _make_folders(self) -> None:
        for option in FOLDERS:
            Path(getattr(self, option)).mkdir(parents=True, exist_ok=True)

    # Its two bases name the message differently.
    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]
        # Readers sort by name: the time since this machine started, always equally long.
        name = f"{time.monotonic_ns():020d}_{uuid.uuid4()}.{queue}.msg"
        _write(Path(self.data_folder_out, name), message)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        try:
            return super()._get(queue)
        except FileNotFoundError as error:  # somebody removed the folder, and all messages with it
            self._make_folders()
            raise Empty from error
        except Empty:
            self._forget_read()
            raise

    def _forget_read(self) -> None:
        """Remove the messages that were read, while there is nothing else to do."""
        until = time.time() - KEEP_SECONDS
        for message in Path(self.processed_folder).glob("*.msg"):
            try:
                if message.stat().st_ctime < until:  # when it was moved there
                    message.unlink()
            except FileNotFoundError:  # another worker was quicker
                continue

    def _size(self, queue: str) -> int:
        return int(super()._size(queue)) if Path(self.data_folder_in).is_dir() else 0

    def _queue_bind(
        self, exchange: str, routing_key: str | None, pattern: str | None, queue: str
    ) -> None:
        table = self._bound(exchange)
        binding = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        if binding not in table:
            _write(Path(self.control_folder, f"{exchange}.exchange"), [binding, *table])

    def _bound(self, exchange: str) -> list[Any]:
        try:
            return list(self.get_table(exchange))
        except ValueError:  # damaged; whoever uses a queue binds it again
            return []


def _write(path: Path, content: Any) -> None:
    """Write beside the place and move there in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{uuid.uuid4()}.part")
    part.write_bytes(str_to_bytes(dumps(content)))
    part.replace(path)


class Transport(filesystem.Transport):
    """Polls from the worker's event loop.

    Outside of one, all children of a worker read from one pipe under one lock: a child that is
    killed while it holds the lock would leave the others waiting for ever.
    """

    Channel = Channel
    implements = filesystem.Transport.implements.extend(asynchronous=True)

    def register_with_event_loop(self, connection: Any, loop: Any) -> None:
        loop.call_repeatedly(POLL_SECONDS, self._poll)

    def _poll(self) -> None:
        assert self.cycle is not None
        with suppress(Empty):  # nothing is there, or the worker has as much as it wants
            while True:
                self.cycle.get(self._deliver)


def options(folder: Path) -> dict[str, Any]:
    """Return the transport options of a broker in a folder; all its parts are on one device."""
    return {
        **{option: str(folder / name) for option, name in FOLDERS.items()},
        "store_processed": True,
        "polling_interval": POLL_SECONDS,
    }


def install() -> None:
    """Make ``filesystem://`` mean this broker; to be called before anything connects."""
    TRANSPORT_ALIASES["filesystem"] = "lockin.broker:Transport"
