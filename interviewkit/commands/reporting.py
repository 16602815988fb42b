"""Where a report goes: the terminal, a pipe, a file that is whole or not there, a browser."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interviewkit import console
from interviewkit.errors import UsageError

if TYPE_CHECKING:
    from interviewkit.commands.desk import Desk
    from interviewkit.reports.asking import Report
    from interviewkit.reports.sandbox import Own

CONTEXT = "context"
"""The form that `--context` asks for: what templates are given, as JSON."""

ENDINGS = {".txt": "text", ".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".csv": "csv"}


def form(named: str | None, to: str | None, *, show: bool, template: str | None = None, context: bool = False) -> str:
    """The form a report takes: as named, else by the file's ending, else text on a terminal and md in a pipe.

    A `template` says its form itself, and `context` is JSON. Errors: UsageError for what contradicts that.
    """
    from interviewkit.reports.render import FORMATS, escaping_of

    if template is not None and (named or context):
        raise UsageError("a template says by its ending what it makes: --template FILE without --format or --context")
    if context and named not in (None, "json"):
        raise UsageError("--context is JSON; leave --format out")
    if template is not None:
        return escaping_of(template)
    if context:
        return CONTEXT
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


def templates(desk: Desk, named: str | None, chosen: str) -> Own | None:
    """The team's own templates, if this form is laid out by any. Errors: NotFound and UsageError for the named one."""
    if named is None and (chosen not in ("text", "md", "html") or not desk.location.templates.is_dir()):
        return None
    from interviewkit import texts
    from interviewkit.commands.failing import readable
    from interviewkit.reports import sandbox

    file = (named, texts.decode(readable(desk, named), console.warn)) if named is not None else None
    return sandbox.own(desk.location.templates, file)


def deliver(report: Report, chosen: str, to: str | None, *, show: bool, own: Own | None = None) -> None:
    """Lay the report out, by the team's `own` templates where it has any, and put it where it is wanted."""
    on_screen = to in (None, "-") and not show
    terminal = on_screen and console.is_terminal()
    width = console.width() if terminal else 100
    text = _laid_out(report, chosen, own, colour=terminal and console.colour(), width=width)
    if on_screen:
        if terminal and chosen in ("text", "md"):
            console.page(text)
        else:
            console.result(text, raw=chosen not in ("text", "md"))
        return
    from interviewkit.commands import delivering

    path = Path(to) if to and to != "-" else _own_file(report.template, chosen)
    delivering.write_whole(path, text)
    console.say(f"wrote {path}")
    if show:
        import webbrowser

        webbrowser.open(path.absolute().as_uri())


def _laid_out(report: Report, chosen: str, own: Own | None, *, colour: bool, width: int) -> str:
    from interviewkit.reports import render

    if chosen == CONTEXT:
        return render.whole_context(report)
    if own is None:
        return render.render(report, chosen, colour=colour, width=width)
    from interviewkit.reports import sandbox

    return sandbox.render(report, chosen, own, width=width)


def _own_file(name: str, chosen: str) -> Path:
    from interviewkit.paths import cache_folder

    folder = cache_folder() / "reports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    form = "json" if chosen == CONTEXT else chosen
    return folder / f"{name}{next(ending for ending, one in ENDINGS.items() if one == form)}"
