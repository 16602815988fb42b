"""`interviewkit merge OTHER.db`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interviewkit import console, dbfile, output
from interviewkit.commands import options
from interviewkit.commands.desk import Desk
from interviewkit.commands.shape import commands_app
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.paths import SERVERS, Location, homely, locate

if TYPE_CHECKING:
    from interviewkit.store.joining import Pair
    from interviewkit.store.together import Together

app = commands_app()
KEYS = ("dry_run", "backup", "new", "changed", "unchanged", "conflicting", "forgotten", "by_kind", "renamed", "joined")
FIELDS = tuple(output.Field("", name) for name in (*KEYS, "may_be_one"))
WORDS = {
    "interview": ("interview", "interviews"),
    "entry": ("entry", "entries"),
    "tag": ("tag", "tags"),
    "item": ("roadmap item", "roadmap items"),
    "customer": ("customer", "customers"),
}
FIRST = 6


@app.command()
def merge(
    ctx: typer.Context,
    other: Annotated[
        str, typer.Argument(metavar="OTHER.db", help="The other laptop's store: a file, or a server's URL.")
    ],
    join: Annotated[
        bool, typer.Option("--join", help="Make one of interviews that were begun on both laptops.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would happen; store nothing.")] = False,
    as_json: options.Json = False,
) -> None:
    """Bring another laptop's store into this one.

    In any order, any number of times; nothing of either is lost. The other one is only read.
    """
    from interviewkit.store import foreign, joining, together

    desk: Desk = ctx.obj
    source = locate(other)
    _refuse_itself(desk.location, source)
    with _read(source) as found:
        theirs = foreign.rows(found, source.shown)
    with _into(desk, dry_run=dry_run) as store:
        done = together.bring(store, theirs, source.shown, dry_run=dry_run)
        if done.backup:
            console.say(f"the store as it was: {homely(done.backup)}")
        elif store.is_server and done.brought and not dry_run:
            console.say("a server's store is not backed up by a merge; see interviewkit backup")
        chosen = done.pairs if join else _asked_to_join(done.pairs, ask=not (dry_run or as_json))
        if chosen and not dry_run:
            joining.join(store, desk.author, chosen)
    if as_json:
        console.result(output.render_one(_told(done, chosen, dry_run=dry_run), FIELDS, "json"), raw=True)
    else:
        _say(done, chosen, source, dry_run=dry_run)


def _refuse_itself(mine: Location, source: Location) -> None:
    one, other = Path(mine.target), Path(source.target)
    same = mine.target == source.target
    if not (mine.is_server or source.is_server) and one.exists() and other.exists():
        same = one.samefile(other)
    if same:
        raise UsageError(f"{source.shown} is this store itself; name another: interviewkit merge OTHER.db")


@contextmanager
def _read(source: Location) -> Iterator[Store]:
    """The other store: a server's as it is, a file's from a copy that is trusted with nothing."""
    from interviewkit.store import foreign

    if source.target.startswith(SERVERS):
        with closing(dbfile.connect(source)) as store:
            yield store
    else:
        with foreign.opened(Path(source.target)) as store:
            yield store


@contextmanager
def _into(desk: Desk, *, dry_run: bool) -> Iterator[Store]:
    """The store to merge into; for a dry run where there is none, one that is gone again afterwards."""
    if not dry_run or dbfile.exists(desk.location):
        with desk.writing(create=not dry_run) as store:
            yield store
        return
    from interviewkit.store import schema

    with TemporaryDirectory(prefix="interviewkit-") as folder:
        place = Location(str(Path(folder, "new.db")), Path(folder), "a dry run")
        schema.create(place)
        with closing(dbfile.connect(place, write=True)) as store:
            yield store


def _asked_to_join(pairs: list[Pair], *, ask: bool) -> list[Pair]:
    """The pairs that a person on the terminal says are one conversation."""
    if not ask or not console.interactive():
        return []
    return [pair for pair in pairs if _yes(console.ask(f"{_overlap(pair)}. Were they one conversation? [y/N]"))]


def _yes(answer: str) -> bool:
    return answer.strip().lower() in ("y", "yes")


def _overlap(pair: Pair) -> str:
    sides = (f"{row['ref']} ({row['author']}, {row['entries']} entries)" for row in pair)
    return " and ".join(sides) + " overlap"


def _told(done: Together, chosen: list[Pair], *, dry_run: bool) -> Row:
    """What happened, as JSON says it; interviews by their references in this store."""
    counts = done.counts
    told: dict[str, Any] = {
        "dry_run": dry_run,
        "backup": str(done.backup) if done.backup else None,
        "new": counts.rows.total(),
        "changed": counts.changed,
        "unchanged": done.unchanged,
        "conflicting": counts.conflicts,
        "forgotten": counts.forgotten,
        "by_kind": dict(sorted(counts.rows.items())),
        "renamed": [{"uid": uid, "was": was, "is": now} for _, uid, was, now in done.renamed],
    }
    rest = [pair for pair in done.pairs if pair not in chosen]
    return told | {"joined": [_pair(pair) for pair in chosen], "may_be_one": [_pair(pair) for pair in rest]}


def _pair(pair: Pair) -> Row:
    return {
        "whole": pair.whole["ref"],
        "part": pair.part["ref"],
        "uid": pair.part["uid"],
        "entries": pair.part["entries"],
    }


def _say(done: Together, chosen: list[Pair], source: Location, *, dry_run: bool) -> None:
    counts, is_now = done.counts, "would be" if dry_run else "is now"
    listed = ", ".join(
        f"{counts.rows[kind]} {one if counts.rows[kind] == 1 else many}"
        for kind, (one, many) in WORDS.items()
        if counts.rows[kind]
    )
    console.result(
        f"new {counts.rows.total()}{f' ({listed})' if listed else ''},"
        f" changed {counts.changed}, unchanged {done.unchanged}, conflicting {counts.conflicts}"
    )
    if dry_run:
        console.say("nothing was stored: this was a dry run")
    if counts.forgotten:
        console.say(f"{counts.forgotten} things that the other laptop forgot are forgotten here too")
    for _, _, was, now in done.renamed[:FIRST]:
        console.say(f"{was} was given on both laptops; the younger one {is_now} {now}")
    if len(done.renamed) > FIRST:
        console.say(f"… and {len(done.renamed) - FIRST} more; all of them: --json")
    for pair in chosen:
        console.say(
            f"{pair.part['ref']} {is_now} part of {pair.whole['ref']}: one interview, in the order of its moments"
        )
    for pair in done.pairs:
        if pair not in chosen:
            console.say(f"{_overlap(pair)}; if they were one conversation: interviewkit merge {source.shown} --join")
    if counts.conflicts:
        console.say("the newest values show; see and settle them: interviewkit conflicts")
