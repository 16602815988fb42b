"""Where a file or an export goes: a file that is whole or not there, or stdout."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from interviewkit import console
from interviewkit.errors import InterviewKitError, UsageError

Done = TypeVar("Done")
PIECE = 1 << 20
ID_AT = 68  # where a SQLite file tells whose it is


def into_file(path: Path, write: Callable[[Path], Done], *, like: str = "study") -> Done:
    """Let a file be written in a folder beside its place, then put it there. What `write` gives.

    What is there is always whole, and as readable as it was; a link is followed; a device or a named pipe is
    written to, never replaced. `like` is a file's name for the sentence that refuses a folder.
    Errors: UsageError for a folder or a store in its place, InterviewKitError where it cannot be written.
    """
    try:
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file: -o {path / like}")
        if path.is_file() and _is_store(path):
            raise UsageError(f"{path} is a store, and this would take its place; name another file with -o")
        device = path.exists() and not path.is_file()
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        with TemporaryDirectory(prefix=".export-", dir=None if device else target.parent) as folder:
            made = Path(folder, "made")
            done = write(made)
            if device:
                _handed_over(made, path)
            else:
                _put(made, target)
    except OSError as error:
        raise InterviewKitError(f"{path} cannot be written: {error.strerror}; name another file with -o") from error
    return done


def write_whole(path: Path, text: str) -> None:
    """Write a text into a file as `into_file` does; what is no character is written as an escape."""
    data = text.encode("utf-8", "backslashreplace")
    into_file(path, lambda made: made.write_bytes(data), like="report.html")


def into_stdout(write: Callable[[Path], Done], *, is_text: bool) -> Done:
    """Let a file be written, then hand it to stdout: nothing is printed while the store is open. What `write` gives."""
    with TemporaryDirectory(prefix="interviewkit-") as folder:
        made = Path(folder, "made")
        done = write(made)
        if is_text and console.is_terminal():
            console.result(made.read_text(encoding="utf-8"))
        else:
            with made.open("rb") as file:
                while piece := file.read(PIECE):
                    console.result_bytes(piece)
    return done


def _is_store(path: Path) -> bool:
    from interviewkit.dbfile import APPLICATION_ID

    with path.open("rb") as file:
        return file.read(ID_AT + 4)[ID_AT:] == APPLICATION_ID.to_bytes(4, "big")


def _handed_over(made: Path, device: Path) -> None:
    """Write into a device or a named pipe; whoever reads the pipe may have read enough."""
    with suppress(BrokenPipeError), made.open("rb") as source, device.open("wb") as target:
        shutil.copyfileobj(source, target)


def _put(made: Path, target: Path) -> None:
    descriptor = os.open(made, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    if target.exists():
        made.chmod(target.stat().st_mode & 0o777)
    made.replace(target)
