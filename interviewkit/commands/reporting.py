"""Where a report goes: the terminal, a pipe, a file that is whole or not there, a browser."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from interviewkit import console
from interviewkit.errors import InterviewKitError, UsageError

if TYPE_CHECKING:
    from interviewkit.reports.asking import Report

ENDINGS = {".txt": "text", ".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".csv": "csv"}


def form(named: str | None, to: str | None, *, show: bool) -> str:
    """The form a report takes: as named, else by the file's ending, else text on a terminal and md in a pipe."""
    from interviewkit.reports.render import FORMATS

    if named is not None and named not in FORMATS:
        raise UsageError(f"there is no format {named!r}; choose one of {', '.join(FORMATS)}")
    by_ending = _by_ending(Path(to)) if to and to != "-" and named is None else None
    otherwise = "html" if show else "text" if console.is_terminal() and to is None else "md"
    return named or by_ending or otherwise


def _by_ending(path: Path) -> str | None:
    ending = path.suffix.lower()
    if ending and ending not in ENDINGS:
        raise UsageError(f"what form is {path}? End it with one of {', '.join(ENDINGS)}, or give a --format")
    return ENDINGS.get(ending)


def deliver(report: Report, chosen: str, to: str | None, *, show: bool) -> None:
    """Render the report and put it where it is wanted."""
    from interviewkit.reports.render import render

    on_screen = to in (None, "-") and not show
    terminal = on_screen and console.is_terminal()
    width = console.width() if terminal else 100
    text = render(report, chosen, colour=terminal and console.colour(), width=width)
    if on_screen:
        if terminal and chosen in ("text", "md"):
            console.page(text)
        else:
            console.result(text, raw=chosen in ("json", "csv", "html"))
        return
    path = Path(to) if to and to != "-" else _own_file(report.template, chosen)
    write_whole(path, text)
    console.say(f"wrote {path}")
    if show:
        import webbrowser

        webbrowser.open(path.absolute().as_uri())


def write_whole(path: Path, text: str) -> None:
    """Write a file beside its place and rename it: what is there is always whole. Errors: InterviewKitError."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file: -o {path / 'report.html'}")
    if path.exists() and not path.is_file():
        path.write_bytes(text.encode("utf-8"))  # a device or a named pipe is written to, never replaced
        return
    beside = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise InterviewKitError(f"{path} cannot be written: {error.strerror}; name another file with -o") from error


def _own_file(name: str, chosen: str) -> Path:
    from interviewkit.paths import cache_folder

    folder = cache_folder() / "reports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ending = next(ending for ending, form in ENDINGS.items() if form == chosen)
    return folder / f"{name}{ending}"
