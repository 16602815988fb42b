"""A workshop begins, people take their seats, and it ends with a day on which they meet again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewkit import dates, recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import people
from interviewkit.fieldwork.slugs import free, slug_of
from interviewkit.queries import workshops as asked
from interviewkit.queries.workshops import Room


@dataclass(eq=False, repr=False)
class Gathering:
    """Everything that is known when a workshop begins; `customers` may be new ones."""

    name: str
    customers: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    dots: int = 3
    stacking: bool = False
    team: bool = False
    at: str | None = None
    uid: str = field(default_factory=recorder.new_uid)


@dataclass(eq=False, repr=False)
class Seated:
    """Who took a seat, by name, and what the person should hear about it."""

    names: list[str] = field(default_factory=list)
    news: list[str] = field(default_factory=list)


def start(store: Store, author: str, gathering: Gathering) -> tuple[Row, list[str]]:
    """Begin a workshop with those who are invited; gives its row, and what the person should hear.

    Errors: UsageError for a name without letters, no dots, customers in a workshop of the team's own.
    """
    if not gathering.name.strip():
        raise UsageError('a workshop needs a name: interviewkit workshop start "Wellington" --customers acme,bolt')
    if gathering.team and gathering.customers:
        raise UsageError("in a workshop of the team's own its members vote; invite them with --member NAME")
    news: list[str] = []
    with recorder.change(store, "start workshop", author, interview=gathering.uid) as change:
        slug = slug_of(gathering.name, "workshop")
        news += _namesakes(store, slug)
        taken = store.rows("SELECT slug FROM workshop WHERE substr(slug, 1, length(:slug)) = :slug", slug=slug)
        key = change.insert(
            "workshop",
            uid=gathering.uid,
            slug=free(slug, (row["slug"] for row in taken)),
            twin=1,
            name=gathering.name,
            team=int(gathering.team),
            dots=gathering.dots,
            stacking=int(gathering.stacking),
            held_at=gathering.at or dates.now(),
        )
        workshop = {"id": key, "uid": gathering.uid}
        for name in gathering.customers:
            _put_customer(change, workshop, _invited(change, name, news), came=0)
        for name in gathering.members:
            _put_member(change, workshop, name, came=0)
        made = store.rows("SELECT * FROM workshops WHERE id = :key", key=key)[0]
    return made, news


def came(
    store: Store,
    author: str,
    workshop: Row,
    names: Sequence[str],
    *,
    everyone: bool = False,
    without: Sequence[str] = (),
    absent: bool = False,
) -> Seated:
    """Note who came: those named, or everyone who was invited `without` some; `absent` takes it back.

    A known customer whom nobody invited gets a seat; who is left out of everyone loses theirs, at a group too.
    Errors: NotFound; UsageError when nobody is meant, or when somebody who voted is to be absent.
    """
    if not names and not everyone:
        raise UsageError("who came? interviewkit workshop came acme bolt, or --all, or --all --except crane")
    done = Seated()
    with recorder.change(store, "came", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        missing = {seat(store, room, name)["id"] for name in without}
        chosen = [one for one in room.seats if one["id"] not in missing] if everyone else []
        for one in room.seats:
            if one["id"] in missing and one["came"]:
                done.news.append(f"{_leave(change, room, one)} did not come, after all")
        for one in chosen:
            change.revise("workshop_seat", one["uid"], came=1)
            done.names.append(one["name"])
        for name in names:
            if absent:
                done.names.append(_leave(change, room, seat(store, room, name)))
            else:
                done.names.append(_sit(change, room, name, done.news)["name"])
    return done


def group(
    store: Store, author: str, workshop: Row, name: str, customers: Sequence[str], members: Sequence[str]
) -> Seated:
    """Seat people in a group, new or known by its name; whoever sits in a group came.

    Errors: NotFound for a customer nobody knows, UsageError for a name without letters.
    """
    if not name.strip():
        raise UsageError("a group needs a name: interviewkit workshop group Red --customer acme")
    done = Seated()
    with recorder.change(store, "group", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        uid = f"{workshop['uid']}:{slug_of(name, 'group')}"
        there = store.row("SELECT id, name, deleted FROM workshop_group WHERE uid = :uid", uid=uid)
        title = there["name"] if there else name
        key = change.put("workshop_group", uid, workshop=workshop["id"], name=title)
        for customer in customers:
            done.names.append(_sit(change, room, customer, done.news, at_group=key)["name"])
        for member in members:
            _put_member(change, workshop, member, came=1, at_group=key)
            done.names.append(member)
    return done


def end(store: Store, author: str, workshop: Row, check_in: str) -> list[Row]:
    """End a workshop; everybody who came is promised a check-in on a day. Gives those promises: number, customer.

    Errors: UsageError when it has ended.
    """
    if workshop["closed_at"] is not None:
        raise UsageError(
            f"the workshop {workshop['ref']} has ended already; see interviewkit workshop show {workshop['ref']}"
        )
    with recorder.change(store, "end workshop", author, interview=workshop["uid"]) as change:
        change.revise("workshop", workshop["uid"], closed_at=dates.now())
        room = asked.room(store, workshop)
        return [_promise(change, workshop, one, check_in) for one in room.seats if one["slug"] and one["came"]]


def seat(store: Store, room: Room, name: str) -> Row:
    """The seat of that name, or of a customer by any reference. Errors: NotFound, UsageError."""
    called = [one for one in room.seats if one["name"].casefold() == name.casefold()]
    if len(called) == 1:
        return called[0]
    if room.workshop["team"]:
        members = [one["member"] for one in room.seats if one["member"]]
        raise NotFound(
            f"there is no {name} in this workshop{references.nearest(name, members)};"
            f" seat them: interviewkit workshop group NAME --member {name}"
        )
    customer = references.customer(store, name)
    for one in room.seats:
        if one["slug"] == customer["slug"]:
            return one
    raise UsageError(
        f"{customer['name']} is not in the room; if they came after all: interviewkit workshop came {customer['slug']}"
    )


def is_open(workshop: Row) -> None:
    """Nothing. Errors: UsageError when the workshop has ended."""
    if workshop["closed_at"] is not None:
        raise UsageError(
            f"the workshop {workshop['ref']} has ended; if that was a slip: interviewkit workshop undo"
            f" --workshop {workshop['ref']}"
        )


def _namesakes(store: Store, slug: str) -> list[str]:
    """What to hear where there are workshops of that name already."""
    found = store.rows("SELECT ref, name, held_at, closed_at FROM workshops ORDER BY id")
    rows = [row for row in found if slug_of(row["name"], "workshop") == slug]
    there = ", ".join(
        f"{row['ref']} ({dates.short_day(row['held_at'])}, {'ended' if row['closed_at'] else 'open'})" for row in rows
    )
    return [f"there is one already: {there}; if that is the one you mean: interviewkit workshop undo"] if rows else []


def _invited(change: recorder.Change, name: str, news: list[str]) -> Row:
    """The customer of that name, made when new."""
    found = people.known_customer(change.store, name)
    if found is None:
        resembles = people.resembling(change.store, name, slug_of(name, "customer"))
        people.put_customer(change, name)
        found = people.known_customer(change.store, name) or {}
        news.append(f"new customer {found['slug']}" + (resembles and f", {resembles}"))
    return found


def _sit(change: recorder.Change, room: Room, name: str, news: list[str], **values: int) -> Row:
    """Let somebody who came sit down, at a group where one is given; gives id, uid and name."""
    try:
        found = seat(change.store, room, name)
    except UsageError:
        customer = references.customer(change.store, name)
        _put_customer(change, room.workshop, customer, came=1, **values)
        news.append(f"{customer['name']} was not invited, and is in the room now")
        return customer
    change.revise("workshop_seat", found["uid"], came=1, **values)
    return found


def _leave(change: recorder.Change, room: Room, found: Row) -> str:
    if any(vote["seat"] == found["id"] for vote in room.votes):
        raise UsageError(f"{found['name']} has voted, so they came; take that back first: interviewkit workshop undo")
    for uid in found["uids"]:
        change.revise("workshop_seat", uid, came=0, at_group=None)
    told: str = found["name"]
    return told


def _put_customer(change: recorder.Change, workshop: Row, customer: Row, **values: int) -> None:
    uid = f"{workshop['uid']}:{customer['slug']}"
    change.put("workshop_seat", uid, workshop=workshop["id"], customer=customer["id"], **values)


def _put_member(change: recorder.Change, workshop: Row, name: str, **values: int) -> None:
    if not name.strip():
        raise UsageError("a member of the team has a name: --member Ann")
    uid = f"{workshop['uid']}:member:{name.casefold()}"
    change.put("workshop_seat", uid, workshop=workshop["id"], member=name, **values)


def _promise(change: recorder.Change, workshop: Row, one: Row, day: str) -> Row:
    """Promise a check-in; made once for a seat, however often a workshop is ended."""
    uid = one["uid"] + asked.CHECK_IN
    title = f"check in after the workshop {workshop['name']}: what was delivered, what is still owed"
    there = change.store.row("SELECT number FROM followup WHERE uid = :uid", uid=uid)
    if there:
        change.revise("followup", uid, deleted=0, due=day)
        return {"uid": uid, "number": there["number"], "customer": one["slug"], "due": day}
    number = (change.store.value("SELECT max(number) FROM followup") or 0) + 1
    heard = change.store.value("SELECT id FROM interviews WHERE uid = :uid", uid=one["uid"])
    values = {"customer": one["customer"], "interview": heard, "due": day, "at": dates.now()}
    change.insert("followup", uid=uid, number=number, twin=1, title=title, **values)
    return {"uid": uid, "number": number, "customer": one["slug"], "due": day}
