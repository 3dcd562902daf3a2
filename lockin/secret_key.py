"""A secret key for one's own machine, made once and kept in a file that only its owner can read."""

import os
import secrets
from pathlib import Path

N_BYTES = 64


def development_key(path: Path) -> str:
    """Return the key kept in `path`; make it first where it is missing.

    Where nothing can be written the key lives as long as the process: commands that need no
    session still work, and the check lockin.E002 tells the reader about the folder.
    """
    try:
        if not path.exists():
            _make(path)
        return path.read_text(encoding="ascii")
    except OSError:
        return secrets.token_urlsafe(N_BYTES)


def _make(path: Path) -> None:
    """Write a new key in one step, so that a process starting at the same time reads all of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(N_BYTES), encoding="ascii")
    try:
        os.link(draft, path)  # unlike a rename, it leaves a key alone that came in between
    except FileExistsError:
        pass
    finally:
        draft.unlink()
