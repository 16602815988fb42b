"""`interviewkit suggest REF`."""

import typer

from interviewkit import console, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.commands.suggesting import Adviser
from interviewkit.queries import entries

app = commands_app()
FIELDS = (output.Field("Item", "item"), output.Field("Title", "title"), output.Field("Score", "score"))


@app.command()
def suggest(
    ctx: typer.Context,
    reference: options.EntryReference,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Suggest roadmap items that an entry may speak to.

    Best first, by the words that the entry shares with an item and with what was linked to it before. Scores compare
    within one answer only.
    """
    desk: Desk = ctx.obj
    with desk.reading() as store:
        found = references.entry(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        entry = entries.one(store, found["id"])
        rows = Adviser(store).suggestions(entry)
    if as_json:
        console.result(output.render(rows, FIELDS, "json"), raw=True)
        return
    if not rows:
        console.say(f"no item shares a word with {entry['ref']}; see interviewkit roadmap list")
    console.page(output.render(rows, FIELDS, "table"))
