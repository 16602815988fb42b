"""A folder of notes, written whole or not at all, beside whatever else a person keeps in it.

A list of what was written lies in the folder. By it the next export knows its own folder, what of it a person changed
meanwhile (that is refused, never overwritten), and which files are not ours (they are kept).
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from interviewkit.errors import InterviewKitError, UsageError

LIST = ".interviewkit.json"


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Let the folder hold these files, by their paths in it, and what a person keeps there besides.

    Errors: UsageError for a folder that is not empty and not of an earlier export, and for a note changed by hand;
    InterviewKitError where it cannot be written.
    """
    target = Path(os.path.realpath(folder))
    with _told(folder):
        known = _known(folder, target)
        _refuse_changed(folder, target, known, files)
        beside = target.with_name(f".{target.name}.new-{os.getpid()}")
        try:
            _fill(beside, files)
            if target.exists():
                _keep(target, beside, known)
            _swap(target, beside)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _known(folder: Path, target: Path) -> dict[str, str]:
    """What an earlier export wrote there: a checksum for each path."""
    if not target.exists():
        return {}
    if not target.is_dir():
        raise UsageError(f"{folder} is no folder; name one: interviewkit export markdown -o DIR")
    if target.samefile(Path.cwd()):
        raise UsageError(f"{folder} is the folder you are in; name one inside it: -o {folder / 'notes'}")
    if not any(target.iterdir()):
        return {}
    try:
        found: Any = json.loads((target / LIST).read_bytes())["files"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UsageError(
            f"{folder} is not empty, and no export of ours; name a new folder: interviewkit export markdown -o DIR"
        )
    return found


def _refuse_changed(folder: Path, target: Path, known: Mapping[str, str], files: Mapping[str, str]) -> None:
    """Refuse to write over a file that is not as an export left it, unless it would not change."""
    for path in sorted(known.keys() | files.keys()):
        there = target / path
        if not there.is_file() or path == LIST:
            continue
        found = _sum(there.read_bytes())
        if found != known.get(path) and (path not in files or found != _sum(files[path].encode())):
            raise UsageError(
                f"{folder / path} was changed by hand; move it away, or export into another folder; nothing was written"
            )


def _fill(beside: Path, files: Mapping[str, str]) -> None:
    beside.mkdir(parents=True)
    sums = {path: _sum(text.encode()) for path, text in sorted(files.items())}
    for path, text in {**files, LIST: json.dumps({"files": sums}, indent=1) + "\n"}.items():
        place = beside / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())


def _keep(target: Path, beside: Path, known: Mapping[str, str]) -> None:
    """Take along what is not ours."""
    for where, folders, names in os.walk(target):
        inside = Path(where).relative_to(target)
        for name in [*names, *(name for name in folders if (Path(where) / name).is_symlink())]:
            path = inside / name
            if path.as_posix() not in known and path.as_posix() != LIST and not (beside / path).exists():
                (beside / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(target / path, beside / path, follow_symlinks=False)
        if not names and not folders:
            (beside / inside).mkdir(parents=True, exist_ok=True)


def _swap(target: Path, beside: Path) -> None:
    """Put the new folder in the place of the old one; after a failure the old one is there again."""
    if not target.exists():
        beside.rename(target)
        return
    aside = target.with_name(f".{target.name}.old-{os.getpid()}")
    target.rename(aside)
    try:
        beside.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _sum(data: bytes) -> str:
    return sha256(data).hexdigest()


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InterviewKitError(f"{folder} cannot be written: {error.strerror}; name another folder with -o") from error
