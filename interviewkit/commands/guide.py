"""`interviewkit guide list|show|new|check`: what is asked in which phase, shipped or a team's own."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from interviewkit import console, output
from interviewkit.commands import completing, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import InterviewKitError, StoreUnusable, UsageError
from interviewkit.session import guide as guides
from interviewkit.session.guide_rules import NAME, Fault

app = commands_app(text="List, show, make and check guides.")
LIST = (
    output.Field("Guide", "name"),
    output.Field("Title", "title"),
    output.Field("Minutes", "minutes"),
    output.Field("Where", "where"),
    output.Field("What for", "purpose"),
)
JSON = (*LIST, output.Field("", "path"), output.Field("", "fault"))
WHOLE = tuple(
    output.Field("", name)
    for name in (
        *("name", "title", "purpose", "minutes", "opening", "expert", "closing"),
        *("phases", "triggers", "known"),
    )
)
STDIN = Path("-")
MADE = (output.Field("", "name"), output.Field("", "path"))


def _names(ctx: typer.Context) -> list[str]:
    folders = _folders(Desk(ctx.find_root().params.get("db"), None))
    names = {path.stem for folder in (*folders, guides.SHIPPED) for path in folder.glob("*.toml")}
    return sorted(name for name in names if completing.HARMLESS.fullmatch(name))


Name = Annotated[str, typer.Argument(metavar="NAME", help="A guide's name.", autocompletion=_names)]


@app.command("list")
def list_guides(ctx: typer.Context, as_json: options.Json = False) -> None:
    """List the guides, shipped ones and yours."""
    desk: Desk = ctx.obj
    listed = guides.listed(_folders(desk))
    rows = [
        one._asdict()
        | {"where": _where(one.path), "path": str(one.path), "minutes": None if one.fault else one.minutes}
        for one in listed
    ]
    console.result(output.render(rows, JSON if as_json else LIST, "json" if as_json else "table"), raw=as_json)
    for one in listed:
        if one.fault:
            console.warn(one.fault)


@app.command()
def show(ctx: typer.Context, name: Name, as_json: options.Json = False) -> None:
    """Show a guide: its phases, its questions, what to say."""
    desk: Desk = ctx.obj
    guide = guides.load(name, _folders(desk))
    if as_json:
        console.result(output.render_one(_whole(guide), WHOLE, "json"), raw=True)
    else:
        console.page(_told(guide))


@app.command()
def new(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its name, as first-week.")],
    as_json: options.Json = False,
) -> None:
    """Make a guide of your own to fill in."""
    desk: Desk = ctx.obj
    text = guides.new(name)
    path = _own(desk) / f"{name}.toml"
    _write_new(path, text)
    made = {"name": name, "path": str(path)}
    console.result(output.render_one(made, MADE, "json") if as_json else str(path), raw=as_json)
    instead = ", instead of the shipped one" if (guides.SHIPPED / path.name).is_file() else ""
    console.say(
        f"fill it in, then: interviewkit guide check {name};"
        f" follow it{instead}: interviewkit start CUSTOMER --guide {name}"
    )


@app.command()
def check(
    ctx: typer.Context,
    guide: Annotated[
        str, typer.Argument(metavar="FILE|NAME", help="A guide's file (- is stdin) or name.", autocompletion=_names)
    ],
) -> None:
    """Say what is wrong with a guide, and on which line."""
    desk: Desk = ctx.obj
    file = _file(desk, guide)
    faults = _faults(desk, file)
    for fault in faults:
        console.say(f"{file}:{fault.line}: {fault.sentence}")
    if faults:
        counted = "one fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise InterviewKitError(f"{counted} in {file}; mend, then: interviewkit guide check {guide}")
    console.result("no faults")


def _own(desk: Desk) -> Path:
    """Where a team's own guides lie."""
    return desk.location.guides


def _folders(desk: Desk) -> list[Path]:
    """Where guides are looked for before the shipped ones."""
    return [_own(desk)]


def _where(path: Path) -> str:
    return "shipped" if path.parent == guides.SHIPPED else "yours"


def _file(desk: Desk, named: str) -> Path:
    """The file of a guide that is named, else the file of that name. Errors: NotFound with the nearest guide."""
    folders = _folders(desk)
    lying = [folder / f"{named}.toml" for folder in (*folders, guides.SHIPPED) if Path(named).name == named]
    file = next((one for one in lying if one.is_file()), Path(named))
    if NAME.fullmatch(named) and not file.is_file():
        guides.load(named, folders)  # there is none: its sentence names the nearest
    return file


def _faults(desk: Desk, file: Path) -> list[Fault]:
    """Every fault of a guide's file, one that is not text included."""
    from interviewkit.commands.failing import readable

    data = readable(desk, str(file))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [Fault(line, "this is not UTF-8; save the file as UTF-8")]
    return guides.check(text, "guide" if file == STDIN else file.stem, _folders(desk))


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all. Errors: UsageError, StoreUnusable."""
    if path.exists():
        raise UsageError(f"there is {path} already; it was left as it is; see interviewkit guide show {path.stem}")
    try:
        for folder in (path.parent.parent, path.parent):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        if not isinstance(error, FileExistsError):
            with suppress(OSError):
                path.unlink()
        raise StoreUnusable(f"{path} cannot be written: {error.strerror}; see interviewkit path") from error


def _whole(guide: guides.Guide) -> dict[str, Any]:
    """A guide as JSON shows it; its triggers without their patterns, which the file tells better."""
    return {
        **{name: getattr(guide, name) for name in ("name", "title", "purpose", "minutes")},
        **{name: getattr(guide, name) for name in ("opening", "expert", "closing")},
        "phases": [
            {"slug": one.slug, "title": one.title, "minutes": one.minutes, "questions": [*one.questions]}
            for one in guide.phases
        ],
        "triggers": [
            {"kind": one.kind, "why": one.why, "question": one.question or None, "park": one.park}
            for one in guide.triggers
        ],
        "known": sorted(guide.known),
    }


def _told(guide: guides.Guide) -> str:
    """A guide to be read before the interview, from the first sentence to the last."""
    parts = [f"{guide.title} ({guide.name}), {guide.minutes} minutes\n{guide.purpose}\n"]
    parts.append(_said("Say first", [guide.opening]))
    for number, phase in enumerate(guide.phases, 1):
        parts.append(_said(f"{number}  {phase.title}, {phase.minutes} minutes", phase.questions))
    parts.append(_said("Say when they ask the expert", [guide.expert]))
    parts.append(_said("Say last", [guide.closing]))
    parts.append(_said("Ask when you hear it", [f"{one.kind}: {one.question or one.why}" for one in guide.triggers]))
    return "\n".join(parts)


def _said(title: str, sentences: Sequence[str]) -> str:
    """A part of a guide: its title, and each sentence indented; on a terminal in lines that fit."""
    return f"{title}\n" + "".join(f"   {line}\n" for sentence in sentences for line in _lines(sentence))


def _lines(sentence: str) -> list[str]:
    if not console.is_terminal():
        return sentence.splitlines()
    from textwrap import wrap

    return [line for one in sentence.splitlines() for line in wrap(one, console.width() - 6, subsequent_indent="   ")]
