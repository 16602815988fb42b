"""`interviewkit demo`: a whole study to look around in."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from interviewkit import console, dates
from interviewkit.commands.desk import program_words
from interviewkit.commands.init import workspace_in
from interviewkit.commands.shape import commands_app
from interviewkit.errors import StoreUnusable, UsageError
from interviewkit.paths import WORKSPACE, Location, cache_folder

app = commands_app()


@app.command()
def demo(
    show: Annotated[bool, typer.Option("--open", help="Open the HTML report in the browser.")] = False,
    keep: Annotated[Path | None, typer.Option("--keep", metavar="DIR", help="Make it there, and keep it.")] = None,
) -> None:
    """Make a study to look around in.

    A study of how software is delivered: customers, interviews, a roadmap. It is made anew each time, in your cache
    folder, unless you keep it elsewhere.
    """
    from interviewkit import demo as study
    from interviewkit.commands import delivering
    from interviewkit.reports.render import render

    folder = _kept(keep) if keep else _fresh()
    location = workspace_in(folder)
    report = study.make(location, generated_at=dates.now())
    page = folder / "report.html"
    delivering.write_whole(page, render(report, "html"))
    terminal = console.is_terminal()
    text = render(report, "text", colour=console.colour(), width=console.width() if terminal else 100)
    console.result(text)
    console.result(_next_steps(location, page, keep))
    if show:
        import webbrowser

        webbrowser.open(page.absolute().as_uri())


def _fresh() -> Path:
    """The throwaway folder: what was there before is taken away."""
    import shutil

    folder = cache_folder() / "demo"
    try:
        if folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise StoreUnusable(
            f"{folder} cannot be made anew: {error.strerror}; make it elsewhere: interviewkit demo --keep DIR"
        ) from error
    return folder


def _kept(folder: Path) -> Path:
    if (folder / WORKSPACE).exists():
        raise UsageError(f"there is a workspace in {folder} already; name another folder: interviewkit demo --keep DIR")
    return folder.absolute()


def _next_steps(location: Location, page: Path, kept: Path | None) -> str:
    """What to type next: inside the folder that was asked for, which is the nearest store there; else with --db."""
    program = shlex.join(program_words())
    program += "" if kept else f" --db {shlex.quote(location.target)}"
    steps = (
        ("every interview", "list"),
        ("one of them", "show tsukimi"),
        ("what was said of a word", "search golden"),
        ("one item's page", "report roadmap faster-builds"),
        ("the gate before planning", "report --fail-on contradicted,unsupported -o /dev/null"),
        ("an interview of your own", 'start "Your customer" --topic "how software is delivered"'),
    )
    width = max(len(what) for what, _ in steps)
    lines = [f"  {what:<{width}}  {program} {command}" for what, command in steps]
    inside = [f"  cd {shlex.quote(str(kept))}"] if kept else []
    return "\n".join([f"The same report as a page: {page}", "What to type next:", *inside, *lines])
