"""`interviewkit delete REF` and `interviewkit undelete REF`; nothing is lost by either."""

import typer

from interviewkit import console
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.naming import Thing, deleted, named, without_kind
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people, undoing

delete_app = commands_app()
undelete_app = commands_app()


@delete_app.command()
def delete(ctx: typer.Context, reference: options.AnyReference, into: options.Into = None) -> None:
    """Take back an entry or an interview.

    It goes out of every list and report, and comes back with undelete.
    """
    desk: Desk = ctx.obj
    if without_kind(reference) != reference:
        raise UsageError(f"{reference} is a tag; take it off: interviewkit untag {reference}")
    with desk.writing() as store:
        thing = named(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        if thing.table == "item":
            raise UsageError(
                f"{thing.ref} is a roadmap item; take it off with: interviewkit roadmap remove {thing.ref}"
            )
        if thing.table == "customer":
            raise UsageError(
                f"{thing.ref} is a customer; it goes with its interviews: interviewkit list --customer {thing.ref}"
            )
        undoing.delete(store, desk.author, thing.table, thing.row, _interview(store, thing))
    console.say(f"deleted {thing.ref}; bring it back: interviewkit undelete {thing.ref}")


@undelete_app.command()
def undelete(ctx: typer.Context, reference: options.AnyReference, into: options.Into = None) -> None:
    """Bring back what was deleted.

    Entries, interviews, roadmap items that were removed, and customers that were merged into another one.
    """
    desk: Desk = ctx.obj
    with desk.writing() as store:
        hours = desk.settings.quiet_hours
        thing = deleted(store, reference, into, quiet_hours=hours)
        if thing:
            undoing.undelete(store, desk.author, thing.table, thing.row, _interview(store, thing))
            said = f"{thing.ref} is back"
        elif people.part_customers(store, desk.author, reference):
            said = f"{reference} is a customer of its own again"
        else:
            said = f"{named(store, reference, into, quiet_hours=hours).ref} is not deleted"
    console.say(said)


def _interview(store: Store, thing: Thing) -> str | None:
    if thing.table == "entry":
        uid: str = store.value("SELECT uid FROM interview WHERE id = :id", id=thing.row["interview"])
        return uid
    return thing.row["uid"] if thing.table == "interview" else None
