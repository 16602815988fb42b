"""`import jsonl`: what an export holds becomes part of the store."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from interviewkit import console, output
from interviewkit.commands.desk import Desk
from interviewkit.commands.failing import unreadable
from interviewkit.commands.progressing import progress
from interviewkit.errors import UsageError

FIELDS = tuple(output.Field("", name) for name in ("changes", "rows", "revisions", "forgotten", "conflicts"))


def bring(desk: Desk, file: str, *, as_json: bool) -> None:
    """Read the lines into the store, all of them or none, and say what was new."""
    from interviewkit.exchange import jsonl
    from interviewkit.store import bulk

    gc.freeze()  # every collection would walk all that was loaded until now: a sixth of the time
    with _opened(file) as (lines, size), desk.writing(create=True) as store, progress(Path(file).name, size) as done:
        counts = bulk.bring(store, jsonl.read(_watched(lines, done)))
    if as_json:
        told = {name: getattr(counts, name) for name in counts.__slots__} | {"rows": dict(sorted(counts.rows.items()))}
        console.result(output.render_one(told, FIELDS, "json"), raw=True)
        return
    new = [(counts.rows["interview"], "interview", "interviews"), (counts.rows["entry"], "entry", "entries")]
    new.append((counts.revisions, "later version", "later versions"))
    said = ", ".join(f"{number} {one if number == 1 else many}" for number, one, many in new)
    console.result(f"new: {said}" if counts.changes or counts.rows.total() else "nothing is new")
    if counts.conflicts:
        console.say(f"{counts.conflicts} fields have two values; see interviewkit conflicts")


@contextmanager
def _opened(file: str) -> Iterator[tuple[BinaryIO, int]]:
    """The file's bytes, line by line, and how many there are. Errors: NotFound, UsageError."""
    from interviewkit.exchange import jsonl

    if file == "-":
        data = console.read_stdin()
        if not data:
            raise UsageError(jsonl.EMPTY)
        yield BytesIO(data), len(data)
        return
    path = Path(file)
    try:
        with path.open("rb") as opened:
            if path.is_file() and not path.stat().st_size:
                raise UsageError(jsonl.EMPTY)
            yield opened, path.stat().st_size
    except OSError as error:
        if error.filename != file:
            raise
        raise unreadable(file, error) from None


def _watched(lines: Iterable[bytes], done: Callable[[int], None]) -> Iterator[bytes]:
    at = 0
    for number, line in enumerate(lines):
        at += len(line)
        if number % 1000 == 0:
            done(at)
        yield line
