"""Where an export goes: a file that is whole or not there, or stdout."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from interviewkit import console
from interviewkit.errors import InterviewKitError, UsageError

Done = TypeVar("Done")
PIECE = 1 << 20
ID_AT = 68  # where a SQLite file tells whose it is


def into_file(path: Path, write: Callable[[Path], Done]) -> Done:
    """Let a file be written in a folder beside its place, then put it there. What `write` gives.

    Errors: UsageError for a folder or a store in its place, InterviewKitError where it cannot be written.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file: -o {path / 'study'}")
    if path.is_file() and _is_store(path):
        raise UsageError(f"{path} is a store, and an export would take its place; name another file with -o")
    device = path.exists() and not path.is_file()
    try:
        with TemporaryDirectory(prefix=".export-", dir=None if device else path.parent) as folder:
            made = Path(folder, "made")
            done = write(made)
            if device:  # a named pipe or a device is written to, never replaced
                with made.open("rb") as source, path.open("wb") as target:
                    shutil.copyfileobj(source, target)
            else:
                _to_disk(made)
                made.replace(Path(os.path.realpath(path)))
    except OSError as error:
        raise InterviewKitError(f"{path} cannot be written: {error.strerror}; name another file with -o") from error
    return done


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


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
