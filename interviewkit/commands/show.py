"""`interviewkit show REF`."""

from collections.abc import Callable

import typer

from interviewkit import console, output, references
from interviewkit.commands import options, showing
from interviewkit.commands.desk import Desk
from interviewkit.commands.naming import named
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row, Store
from interviewkit.queries import entries, followups, interviews, people, roadmap, snapshots

app = commands_app()


@app.command()
def show(
    ctx: typer.Context,
    reference: options.AnyReference,
    into: options.Into = None,
    as_json: options.Json = False,
) -> None:
    """Show an interview, an entry, or whatever a reference names."""
    desk: Desk = ctx.obj
    with desk.reading() as store:
        thing = named(store, reference, into, quiet_hours=desk.settings.quiet_hours)
        row = WHOLE[thing.table](store, thing.row)
    fields, text = LAYOUTS[thing.table]
    if as_json:
        console.result(output.render_one(row, fields, "json"), raw=True)
    else:
        console.page(text(row))


def _of_uid(rows: list[Row], uid: str) -> Row:
    return next(row for row in rows if row["uid"] == uid)


def _on_screen(row: Row) -> str:
    """A workshop: who, the board, how the vote stands."""
    from interviewkit.commands.workshop.shown import workshop

    return workshop(row)


def _workshop(store: Store, key: int) -> Row:
    from interviewkit.commands.workshop.shown import told

    return told(store, references.workshop_of(store, key))


def _part(parts: str) -> Callable[[Store, Row], Row]:
    """Finds one of the problems, seats or groups of a workshop."""

    def found(store: Store, row: Row) -> Row:
        whole = _workshop(store, row["workshop"])[parts]
        return next(
            one for one in whole if row["uid"] in (one["uid"], *(same["uid"] for same in one.get("joined", ())))
        )

    return found


LAYOUTS = {**showing.LAYOUTS, "workshop": (showing.WORKSHOP, _on_screen)}
WHOLE: dict[str, Callable[[Store, Row], Row]] = {
    "interview": lambda store, row: interviews.whole(store, row["id"]),
    "entry": lambda store, row: entries.one(store, row["id"]),
    "item": lambda store, row: roadmap.item(store, row["id"]),
    "customer": lambda store, row: people.customer(store, row["id"]),
    "segment": lambda store, row: people.segment(store, row["slug"]),
    "participant": lambda store, row: _of_uid(people.participants(store), row["uid"]),
    "parked": lambda store, row: _of_uid(interviews.parked(store, row["interview"]), row["uid"]),
    "term": lambda store, row: _of_uid(interviews.terms(store, row["interview"]), row["uid"]),
    "followup": lambda store, row: followups.one(store, row["uid"]),
    "snapshot": lambda store, row: snapshots.whole(store, row["uid"]),
    "workshop": lambda store, row: _workshop(store, row["id"]),
    **{f"workshop_{part}": _part(f"{part}s") for part in ("problem", "seat", "group")},
}
