"""`interviewkit link REF:KIND ITEM` and `interviewkit unlink REF:KIND ITEM`."""

from typing import Annotated

import typer

from interviewkit import console, output, references
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.errors import UsageError
from interviewkit.fieldwork import entries
from interviewkit.vocabulary import Stance

link_app = commands_app()
unlink_app = commands_app()
FIELDS = tuple(output.Field("", name) for name in ("uid", "tag", "item", "stance"))


@link_app.command()
def link(
    ctx: typer.Context,
    reference: options.TagReference,
    item: options.ItemReference,
    against: Annotated[bool, typer.Option("--against", help="It contradicts the item.")] = False,
    neutral: Annotated[bool, typer.Option("--neutral", help="It speaks to the item, neither way.")] = False,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Tie a tag to a roadmap item.

    It supports the item, unless told otherwise.
    """
    if against and neutral:
        raise UsageError("a link contradicts an item or is neutral; give --against or --neutral, not both")
    stance = Stance.CONTRADICTS if against else Stance.NEUTRAL if neutral else Stance.SUPPORTS
    desk: Desk = ctx.obj
    with desk.writing() as store:
        entry, found = references.tag(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        on = references.item(store, item)
        entries.link(store, desk.author, entry, found, on, stance)
    ref = f"{entry['ref']}:{found['kind']}"
    made = {"uid": f"{found['uid']}:{on['uid']}", "tag": ref, "item": on["ref"], "stance": stance.value}
    if as_json:
        console.result(output.render_one(made, FIELDS, "json"), raw=True)
    else:
        console.say(
            f"{ref} {stance.value} {on['ref']}" if stance is not Stance.NEUTRAL else f"{ref} is neutral to {on['ref']}"
        )


@unlink_app.command()
def unlink(
    ctx: typer.Context,
    reference: options.TagReference,
    item: options.ItemReference,
    into: options.Into = None,
) -> None:
    """Untie a tag from a roadmap item."""
    desk: Desk = ctx.obj
    with desk.writing() as store:
        entry, found = references.tag(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        on = references.item(store, item)
        entries.unlink(store, desk.author, entry, found, on)
    console.say(f"{entry['ref']}:{found['kind']} is not linked to {on['ref']} any more")
