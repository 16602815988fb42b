"""`interviewkit segment from-labels`: what the labels suggest, shown, and made segments when that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from interviewkit import console, output
from interviewkit.commands.desk import Desk
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.evidence.candidates import Candidate, Card, candidates
from interviewkit.fieldwork import forming, people
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.queries import labels as asked
from interviewkit.queries import people as people_asked

GUIDE = "whos-your-customer"
TABLE = (
    output.Field("Segment", "name"),
    output.Field("State", "state"),
    output.Field("Labels", "labels"),
    output.Field("Cards", "count"),
    output.Field("Customers", "who"),
)
JSON = tuple(
    output.Field("", key)
    for key in ("uid", "slug", "name", "known", "labels", "customers", "joining", "cards", "unknown", "added")
)


class Order(StrEnum):
    """What candidates are sorted by."""

    CUSTOMERS = "customers"
    CARDS = "cards"
    NAME = "name"


def propose(
    desk: Desk,
    *,
    labels: Sequence[str],
    groups: Sequence[str],
    least: int,
    order: Order,
    everywhere: bool,
    add: bool,
    as_json: bool,
) -> None:
    """Show the candidate segments, and with `add` make them. Errors: UsageError for a group that is none."""
    wanted = _groups(groups)
    only = {*(slug_of(label, "label") for label in labels), *(label for group in wanted.values() for label in group)}
    with desk.reading() as store:
        rows = asked.labelled(store, None if everywhere else GUIDE)
        names = {row["slug"]: row["name"] for row in people_asked.customers(store) if not row["internal"]}
        cards = [_card(row) for row in rows if not only or row["label"] in only]
        found = [one for one in candidates(cards, names, wanted) if len(one.customers) >= least]
        shown = [_row(store, one, names) for one in _sorted(found, order)]
    if add and shown:
        with desk.writing() as store:
            forming.form(store, desk.author, {row["name"]: row["customers"] for row in shown})
    told = [row | {"added": add} for row in shown]
    console.result(output.render(told, JSON if as_json else TABLE, "json" if as_json else "table"), raw=as_json)
    _say(told, add=add, everywhere=everywhere)


def _groups(groups: Sequence[str]) -> dict[str, list[str]]:
    """`"Public sector=council,ministry"` as a name and its labels."""
    found: dict[str, list[str]] = {}
    for group in groups:
        name, equals, listed = group.rpartition("=")
        labels = [slug_of(label, "label") for label in listed.split(",") if label.strip()]
        if not equals or not name.strip() or not labels:
            raise UsageError(f'{group!r} names no group; write it like --group "Public sector=council,ministry"')
        found.setdefault(name.strip(), []).extend(labels)
    return found


def _card(row: Row) -> Card:
    return Card(row["label"], row["ref"], row["customer"], row["internal"], row["answer"])


def _sorted(found: list[Candidate], order: Order) -> list[Candidate]:
    """As asked for; `candidates` has sorted them by customers."""
    keys = {Order.CARDS: lambda one: -len(one.cards), Order.NAME: lambda one: one.name.casefold()}
    return sorted(found, key=keys[order]) if order in keys else found


def _row(store: Store, one: Candidate, names: dict[str, str]) -> Row:
    known = people.known_segment(store, one.name)
    members = people_asked.segment(store, known["slug"])["members"] if known else []
    slug = known["slug"] if known else slug_of(one.name, "segment")
    joining = [customer for customer in one.customers if customer not in members]
    return {
        "uid": slug,
        "slug": slug,
        "name": one.name,
        "known": known is not None,
        "labels": list(one.labels),
        "customers": list(one.customers),
        "joining": joining,
        "cards": list(one.cards),
        "unknown": list(one.unknown),
        "state": f"there, {len(joining)} more" if known else "new",
        "count": len(one.cards),
        "who": [names.get(customer, customer) for customer in one.customers],
    }


def _say(told: list[Row], *, add: bool, everywhere: bool) -> None:
    """What was done or could be, and which cards named nobody who is known."""
    if not told:
        hint = "" if everywhere else "; labels of every interview: interviewkit segment from-labels --all"
        console.say(f"no label suggests a segment; label the cards of a {GUIDE} interview{hint}")
        return
    unknown = list(dict.fromkeys(ref for row in told for ref in row["unknown"]))
    if unknown and not everywhere:
        console.say(f"no known customer is named in {', '.join(unknown)}; add them: interviewkit customer add NAME")
    new = sum(not row["known"] for row in told)
    joining = sum(len(row["joining"]) for row in told)
    if not new and not joining:
        console.say("all of it is there already; see interviewkit segment list")
        return
    verb = "added" if add else "would add"
    rest = "; see interviewkit segment list" if add else "; to do it, the same with --add"
    console.say(f"{verb} {_plural(new, 'segment')}, with {_plural(joining, 'place')} for customers{rest}")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" + ("" if count == 1 else "s")
