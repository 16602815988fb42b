"""Other people's files, read without trust: what is no plain file, or is far too large, is refused with a sentence."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from interviewkit.commands.desk import Desk
from interviewkit.errors import NotFound, UsageError

LARGEST = 200 * 1024 * 1024
KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


def content(desk: Desk, path: str) -> bytes:
    """What a file, or standard input for `-`, holds.

    Errors: NotFound for what is not there, UsageError for what is no file, cannot be read, or is larger than
    `LARGEST` bytes, whatever it claims.
    """
    if path == "-":
        from interviewkit.commands.failing import readable

        return readable(desk, path)
    try:
        return _read(path)
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}; name one, or - for standard input") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError(f"{path} cannot be read: {reason}; name another file, or - for standard input") from None


def when(path: str, zone: str | None = None) -> tuple[str, bool, str] | None:
    """When a conversation was, by its file: the moment, whether that is its beginning, and how that is known.

    Zoom's names hold the moment of the recording (GMT20261121-100000), others a day (2026-11-21); else the file was
    last changed when the conversation was over, at the earliest. None for standard input, and for a day to come.
    """
    import re

    from interviewkit import dates

    if path == "-":
        return None
    name = Path(path).name
    zoom = re.search(r"GMT(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)", name)
    day = re.search(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)", name)
    texts = []
    if zoom:
        texts.append("{}-{}-{}T{}:{}:{}Z".format(*zoom.groups()))
    if day:
        texts.append("-".join(day.groups()))
    for text in texts:
        try:
            at = dates.moment(text, zone=zone)
        except UsageError:
            continue
        if at <= dates.now():
            return at, True, "by the file's name"
    try:
        changed = int(Path(path).stat().st_mtime)
        at = dates.moment(_iso(changed), zone="UTC")
    except (OSError, OverflowError, ValueError, UsageError):
        return None
    return (at, False, "by the file's date") if at <= dates.now() else None


def _iso(seconds: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | getattr(os, "O_NONBLOCK", 0))  # a pipe must not wait
    try:
        about = os.fstat(descriptor)
        kind = next((name for is_kind, name in KINDS if is_kind(about.st_mode)), None)
        if kind:
            raise UsageError(f"{path} is {kind}, no file; name a file, or - for standard input")
        with open(descriptor, "rb", closefd=False) as file:
            data = b"" if about.st_size > LARGEST else file.read(LARGEST + 1)
        if about.st_size > LARGEST or len(data) > LARGEST:
            raise UsageError(f"{path} is larger than {LARGEST >> 20} MB; no conversation is: name another file")
    finally:
        os.close(descriptor)
    return data
