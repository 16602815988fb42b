"""`interviewkit delete REF` and `interviewkit undelete REF`; nothing is lost by either."""

import typer

from interviewkit import console
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.naming import deleted, named, without_kind
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people, undoing
from interviewkit.queries import people as asked
from interviewkit.queries import things
from interviewkit.queries.things import Thing

delete_app = commands_app()
undelete_app = commands_app()
INSTEAD = {
    "item": "{ref} is a roadmap item; take it off with: interviewkit roadmap remove {ref}",
    "segment": "{ref} is a segment, and stays; change it: interviewkit segment edit {ref}",
    "participant": "{ref} is a participant, and stays; change that: interviewkit participant edit {uid}",
    "parked": "{ref} is a parked question, and stays; answer it: interviewkit answer {ref} TEXT",
    "term": "{ref} is a word of theirs, and stays; explain it: interviewkit term '{ref}' MEANING",
    "followup": "{ref} is a follow-up, and stays; say that it was kept: interviewkit followup done {ref}",
    "workshop": "{ref} is a workshop, and stays; end it: interviewkit workshop end --workshop {ref}",
    "workshop_problem": "problem {ref} stays on its board; what you did last: interviewkit workshop undo",
    "workshop_seat": "the seat of {ref} stays; if they did not come: interviewkit workshop came --not '{ref}'",
    "workshop_group": "the group {ref} stays; what you did last: interviewkit workshop undo",
}
"""What to do with a thing that is not deleted by this command."""


@delete_app.command()
def delete(ctx: typer.Context, reference: options.AnyReference, into: options.Into = None) -> None:
    """Take back an entry or an interview.

    Also a customer without interviews, as one that was typed wrongly. It goes out of every list and report, and
    comes back with undelete.
    """
    desk: Desk = ctx.obj
    with desk.writing() as store:
        thing = named(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        _refuse_what_stays(store, thing, reference)
        undoing.delete(store, desk.author, thing.table, thing.row, things.interview_of(store, thing))
    console.say(f"deleted {thing.ref}; bring it back: interviewkit undelete {thing.ref}")


@undelete_app.command()
def undelete(ctx: typer.Context, reference: options.AnyReference, into: options.Into = None) -> None:
    """Bring back what was deleted.

    Entries, interviews, customers, roadmap items that were removed, and customers that were merged into another one.
    """
    desk: Desk = ctx.obj
    with desk.writing() as store:
        hours = desk.settings.quiet_hours
        if people.part_customers(store, desk.author, reference):
            said = f"{reference} is a customer of its own again"
        elif thing := deleted(store, reference, into, quiet_hours=hours):
            _bring_back(store, desk.author, thing)
            said = f"{thing.ref} is back"
        else:
            said = f"{named(store, reference, into, quiet_hours=hours).ref} is not deleted"
    console.say(said)


def _refuse_what_stays(store: Store, thing: Thing, reference: str) -> None:
    if thing.table == "entry" and without_kind(reference) != reference:
        raise UsageError(f"{reference} is a tag; take it off: interviewkit untag {reference}")
    if thing.table in INSTEAD:
        raise UsageError(INSTEAD[thing.table].format(ref=thing.ref, uid=thing.row["uid"]))
    heard = asked.customer(store, thing.row["id"])["interviews"] if thing.table == "customer" else []
    if heard:
        raise UsageError(
            f"{thing.ref} is a customer with interviews, and stays; if it is another one that you know:"
            f" interviewkit customer merge {thing.ref} INTO; if an interview is wrong: interviewkit delete {heard[0]}"
        )


def _bring_back(store: Store, author: str, thing: Thing) -> None:
    """Undelete a thing; an interview's customer, deleted after it, first, for none is shown without."""
    customer = things.gone_customer(store, thing.row) if thing.table == "interview" else None
    if customer:
        undoing.undelete(store, author, "customer", customer, None)
    undoing.undelete(store, author, thing.table, thing.row, things.interview_of(store, thing))
