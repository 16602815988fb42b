"""`interviewkit tag REF KIND` and `interviewkit untag REF:KIND`."""

import typer

from interviewkit import console, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.fieldwork import entries
from interviewkit.fieldwork.notes import Tagging

tag_app = commands_app()
untag_app = commands_app()
FIELDS = (output.Field("", "uid"), output.Field("", "ref"))


@tag_app.command()
def tag(
    ctx: typer.Context,
    reference: options.EntryReference,
    kind: options.KindArgument,
    severity: options.Severity = None,
    by: options.By = None,
    takes: options.Takes = None,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Tag an entry as problem, process or pain."""
    desk: Desk = ctx.obj
    tagging = Tagging(kind, severity=severity, by=desk.maybe(by), takes=takes)
    with desk.writing() as store:
        entry = references.entry(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        entries.tag(store, desk.author, entry, tagging)
    made = {"uid": f"{entry['uid']}:{kind.value}", "ref": f"{entry['ref']}:{kind.value}"}
    console.result(output.render_one(made, FIELDS, "json") if as_json else made["ref"], raw=as_json)


@untag_app.command()
def untag(ctx: typer.Context, reference: options.TagReference, into: options.Into = None) -> None:
    """Take a tag off an entry."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        entry, found = references.tag(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        entries.untag(store, desk.author, entry, found)
    console.say(f"{entry['ref']} is not tagged {found['kind']} any more")
