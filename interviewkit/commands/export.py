"""`interviewkit export jsonl|csv|markdown|qdpx|qdc|sqlite`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interviewkit import console, output
from interviewkit.commands import hiding, options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError
from interviewkit.exchange import Format

if TYPE_CHECKING:
    from interviewkit.dbfile import Store
    from interviewkit.exchange.exporting import Exported
    from interviewkit.masking import Mask
    from interviewkit.queries.scope import Scope

app = commands_app()
FIELDS = tuple(output.Field("", name) for name in ("format", "file", "interviews", "entries", "withheld", "marked"))


@app.command()
def export(
    ctx: typer.Context,
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl, csv, markdown, qdpx, qdc or sqlite.")],
    to: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE|DIR", help="Write it there, whole or not at all."),
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    segment: options.Segments = None,
    source: options.Sources = None,
    topic: options.Topics = None,
    customer: options.Customers = None,
    participant: options.Participants = None,
    anonymous: options.Anonymous = False,
    mask: options.MaskWords = None,
    as_json: options.Json = False,
) -> None:
    """Export the study for a spreadsheet, a wiki, a research tool.

    jsonl holds everything, every version too; import jsonl reads it back exactly. sqlite is a store of its own with
    what the scope holds. csv has a row per tag, and one for each entry without any, safe to open in a spreadsheet.
    markdown is a folder of linked notes for Obsidian or a wiki. qdpx and qdc are REFI-QDA, for research tools: a
    project, and its codes alone.

    Who did not consent is marked in jsonl and sqlite, and left out of the others and of everything anonymous. With
    --anonymous customers and people become letters everywhere, times are told in UTC, weights are left out, and what
    was taken back or reworded stays at home. Your own team's names stay, as who asked, noted and tagged; nicknames,
    places and products it cannot know: read it before you give it away, and add them with --mask.
    """
    desk: Desk = ctx.obj
    besides = hiding.words(desk, f"export {form}", mask, anonymous=anonymous)

    @contextmanager
    def reading() -> "Iterator[tuple[Store, Scope, Mask | None]]":
        from interviewkit.commands import scoping

        with desk.reading() as store:
            scope = scoping.scope(store, since, until, segment, source, topic, customer, participant)
            seen, names = hiding.hidden(store, besides, anonymous=anonymous)
            yield seen, scope, names

    def write(path: Path) -> "Exported":
        from interviewkit.exchange import exporting

        return exporting.export(reading(), form, path)

    done = _delivered(form, to, write, as_json=as_json)
    if as_json:
        told = {"format": form.value, "file": to} | {name: getattr(done, name) for name in done.__slots__}
        console.result(output.render_one(told, FIELDS, "json"), raw=True)
    _tell(done, form, to)


def _delivered(form: Format, to: str | None, write: "Callable[[Path], Exported]", *, as_json: bool) -> "Exported":
    """Write the export where it is wanted: a folder, a file that is whole or not there, or stdout."""
    from interviewkit.commands import delivering

    if form is Format.MARKDOWN:
        if to is None or to == "-":
            raise UsageError("markdown is a folder of notes; name it: interviewkit export markdown -o DIR")
        return write(Path(to))
    if to is not None and to != "-":
        return delivering.into_file(Path(to), write)
    if as_json:
        raise UsageError(f"--json tells of a file; name it: interviewkit export {form} -o study.{form} --json")
    if not form.is_text and console.is_terminal():
        raise UsageError(f"{form} is nothing to read; name a file: interviewkit export {form} -o study.{form}")
    return delivering.into_stdout(write, is_text=form.is_text)


def _tell(done: "Exported", form: Format, to: str | None) -> None:
    """Say on stderr what was written, what was left out, and what the format has no place for."""
    if to is not None and to != "-":
        number = f": {_some(done.interviews, 'interview', 's')}, {_some(done.entries, 'entr', 'ies', 'y')}"
        console.say(f"wrote {to}{'' if form is Format.QDC else number}")
    if form in (Format.QDPX, Format.QDC):
        from interviewkit.exchange.refi.project import LOST

        console.say(LOST)
    if done.withheld and done.marked:
        said = _some(done.withheld, "entr", "ies are", "y is")
        console.warn(f"{said}, or may be, words of people who did not consent; in the file they are marked")
    elif done.withheld:
        said = _some(done.withheld, "note", "s: they are, or may be,", ": it is, or may be,")
        console.say(f"left out {said} words of people who did not consent")


def _some(number: int, word: str, many: str, one: str = "") -> str:
    return f"{number} {word}{one if number == 1 else many}"
