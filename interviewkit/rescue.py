"""The spool: what was typed when the store could not take it, in a file that a command can read again."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from interviewkit.dates import now
from interviewkit.paths import state_folder


def keep(text: str | bytes, ending: str) -> Path | None:
    """Write the text, on the disk when this returns, into the first folder that takes it; None when none does.

    `ending` is the file's, such as ".jsonl". The user's state folder comes first, then the system's folders for
    passing files: a full home is a reason why the store could not be written.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    for folder in (state_folder() / "rescue", Path(tempfile.gettempdir()), Path("/dev/shm")):  # noqa: S108  names are made by mkstemp
        kept = _written(folder, data, ending)
        if kept:
            return kept
    return None


def _written(folder: Path, data: bytes, ending: str) -> Path | None:
    stamp = now().replace(":", "").partition(".")[0]
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, name = tempfile.mkstemp(prefix=f"interviewkit-{stamp}-", suffix=ending, dir=folder)
    except OSError:
        return None
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        return None
    return path
