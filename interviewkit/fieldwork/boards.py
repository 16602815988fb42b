"""What stands on a workshop's board: problems, who stated them, which are one, what the groups picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from interviewkit import dates, recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import NotFound, UsageError
from interviewkit.fieldwork import entries, interviews, workshops
from interviewkit.fieldwork.notes import Note, Tagging
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.queries import workshops as asked
from interviewkit.queries.workshops import Room
from interviewkit.vocabulary import Kind, Source, Stance

PICKS = 3
"""How many problems a group picks at most."""


@dataclass(eq=False, repr=False)
class Voiced:
    """The references of the entries that were made, and what the person should hear about them."""

    refs: list[str] = field(default_factory=list)
    news: list[str] = field(default_factory=list)


@dataclass(eq=False, repr=False)
class Stated:
    """A problem as it is stated: by which customers, at which group, and what is known of it."""

    title: str
    customers: list[str] = field(default_factory=list)
    group: str | None = None
    severity: int | None = None
    items: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    verbatim: bool = False
    topic: str | None = None
    uid: str = field(default_factory=recorder.new_uid)


def put_up(store: Store, author: str, workshop: Row, stated: Stated) -> tuple[Row, list[str]]:
    """Put a problem on the board; gives its row, and the references of the entries it became.

    Each customer who states it gets an entry, tagged as a problem, in their interview of this workshop. Without a
    group it is that of those customers. Errors: UsageError, NotFound.
    """
    if not stated.title.strip():
        raise UsageError('a problem needs words: interviewkit workshop problem "builds wait for QA" --customer acme')
    workshops.is_open(workshop)
    with recorder.change(store, "problem", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        _refuse_what_needs_an_entry(room, stated)
        seats = [_present(store, room, name) for name in dict.fromkeys(stated.customers)]
        number = store.value("SELECT max(number) FROM workshop_problem WHERE workshop = :id", id=workshop["id"])
        key = change.insert(
            "workshop_problem",
            uid=stated.uid,
            workshop=workshop["id"],
            number=(number or 0) + 1,
            twin=1,
            title=stated.title,
            at_group=_group_key(room, stated.group, seats),
            picked=0,
            chosen=0,
        )
        refs = [_voice(change, author, room, {"id": key, "uid": stated.uid}, one, stated) for one in seats]
        made = store.rows("SELECT * FROM workshop_problems WHERE id = :key", key=key)[0]
    return made, refs


def voice(store: Store, author: str, workshop: Row, name: str, stated: Stated) -> Voiced:
    """Note that more customers state a problem of the board.

    What answers it and how severe it is are those of the problem, unless `stated` says otherwise: the same thing
    said by one more must not count for less. Errors: UsageError for one who stated it before, or for one whose words
    were taken back; NotFound.
    """
    workshops.is_open(workshop)
    with recorder.change(store, "voice", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        _refuse_what_needs_an_entry(room, stated)
        found = problem(room, name)
        if found["silent"]:
            raise UsageError(f"what problem {found['ref']} said was taken back; put it up anew: workshop problem TEXT")
        stated.title = found["words"]
        done = Voiced(news=_inherit(room, found, stated))
        heard = {one["slug"] for one in room.voices if one["problem"] == found["id"]}
        for one in (_present(store, room, customer) for customer in dict.fromkeys(stated.customers)):
            if one["slug"] in heard:
                raise UsageError(f"{one['name']} stated problem {found['ref']} already; see interviewkit workshop show")
            done.refs.append(_voice(change, author, room, found, one, stated))
    return done


def join(store: Store, author: str, workshop: Row, first: str, others: Sequence[str]) -> tuple[Row, list[str]]:
    """Say that problems are the same as the first one, dots and all; gives its row, and what should be heard.

    What answers one of them answers all of them, from now on in every entry that states one; who rated nothing has
    the severity of the first. Errors: UsageError, NotFound.
    """
    workshops.is_open(workshop)
    with recorder.change(store, "join", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        _refuse_when_chosen(room)
        kept = root(room, first)
        for name in others:
            same = root(room, name)
            if same["id"] == kept["id"]:
                raise UsageError(f"problems {first} and {name} are one already; see interviewkit workshop show")
            change.revise("workshop_problem", same["uid"], joined_to=kept["id"])
        news = _even_out(change, asked.room(store, workshop), kept)
    return kept, news


def pick(store: Store, author: str, workshop: Row, group: str, names: Sequence[str]) -> list[Row]:
    """Let a group pick its top three (or fewer) of its own problems, in the place of what it picked before.

    Errors: NotFound; UsageError for a fourth one, another group's, or taking away one that has dots.
    """
    workshops.is_open(workshop)
    with recorder.change(store, "pick", author, interview=workshop["uid"]) as change:
        room = asked.room(store, workshop)
        _refuse_when_chosen(room)
        own = [one for one in room.problems if one["group"] == _group(room, group)["name"]]
        wanted = {one["id"]: one for one in (root(room, name) for name in names)}
        if len(wanted) > PICKS:
            raise UsageError(f"a group picks at most {PICKS} problems; {group} would pick {len(wanted)}")
        for one in wanted.values():
            if one["id"] not in {mine["root"] for mine in own}:
                raise UsageError(f"problem {one['ref']} is not one of {group}'s; see interviewkit workshop show")
        for mine in own:
            change.revise("workshop_problem", mine["uid"], picked=int(mine["root"] in wanted))
        _refuse_lost_dots(store, workshop)
    return list(wanted.values())


def problem(room: Room, name: str) -> Row:
    """A problem of the board by its number, `4` or `4-2` where two laptops numbered alike, or its uid.

    Errors: NotFound.
    """
    for one in room.problems:
        if name in (one["ref"], one["uid"]):
            return one
    raise NotFound(f"there is no problem {name} on this board; see interviewkit workshop show")


def root(room: Room, name: str) -> Row:
    """The problem that stands for the one of that number. Errors: NotFound."""
    wanted = problem(room, name)["root"]
    return next(one for one in room.problems if one["id"] == wanted)


def _refuse_what_needs_an_entry(room: Room, stated: Stated) -> None:
    if room.workshop["team"] and (stated.customers or stated.items or stated.labels or stated.severity):
        raise UsageError("a team's own workshop has candidates, no customers' words: leave out what belongs to those")
    if not room.workshop["team"] and not stated.customers:
        raise UsageError("who stated it? name the customers: --customer acme --customer bolt")


def _refuse_when_chosen(room: Room) -> None:
    if any(one["chosen"] for one in room.problems):
        raise UsageError("the vote is over: problems were chosen; to vote again: interviewkit workshop choose --none")


def _refuse_lost_dots(store: Store, workshop: Row) -> None:
    """Errors: UsageError when dots are on a problem that is not on the ballot any more."""
    room = asked.room(store, workshop)
    ballot = {one["id"] for one in room.ballot}
    roots = {one["id"]: one for one in room.problems}
    for vote in room.votes:
        on = roots[roots[vote["problem"]]["root"]]
        if on["id"] not in ballot:
            raise UsageError(f"problem {on['ref']} has dots already, so it stays; keep it among the picks")


def _present(store: Store, room: Room, name: str) -> Row:
    found = workshops.seat(store, room, name)
    if not found["slug"]:
        raise UsageError(f"{found['name']} is of the team; a problem is stated by customers")
    if not found["came"]:
        raise UsageError(
            f"{found['name']} is not in the room; if they came: interviewkit workshop came {found['slug']}"
        )
    return found


def _group(room: Room, name: str) -> Row:
    for one in room.groups:
        if slug_of(one["name"], "group") == slug_of(name, "group"):
            return one
    there = ", ".join(one["name"] for one in room.groups) or "none yet"
    raise NotFound(f"there is no group {name} (there are: {there}); make it: interviewkit workshop group {name}")


def _group_key(room: Room, name: str | None, seats: Sequence[Row]) -> int | None:
    """The key of the group that is named, or at which those seats are; None where there are no groups."""
    if name is None:
        at = {one["group"] for one in seats}
        if len(at) == 1 and None not in at:
            name = at.pop()
    if name is None and room.groups:
        there = ", ".join(one["name"] for one in room.groups)
        raise UsageError(f"at which group does it stand? --group NAME, one of {there}")
    key: int | None = _group(room, name)["id"] if name else None
    return key


def _voice(change: recorder.Change, author: str, room: Room, on: Row, one: Row, stated: Stated) -> str:
    """The entry in which a customer states a problem; gives its reference."""
    interview = _interview(change, author, room.workshop, one, stated.topic)
    links = [(item, Stance.SUPPORTS) for item in stated.items]
    note = Note(
        recorder.new_uid(),
        answer=stated.title,
        verbatim=stated.verbatim,
        labels=stated.labels,
        tags=[Tagging(Kind.PROBLEM, stated.severity, links=links)],
    )
    (key,) = entries.write(change, interview, [note]).keys
    change.insert("workshop_voice", uid=f"{on['uid']}:{note.uid}", problem=on["id"], entry=key)
    ref: str = change.store.value("SELECT ref FROM entries WHERE id = :key", key=key)
    return ref


def _inherit(room: Room, found: Row, stated: Stated) -> list[str]:
    """Fill in what `stated` leaves open, as it is for the problem; says what that was."""
    items, severity = _known(room, found["root"])
    told = []
    if items and not stated.items:
        stated.items = items
        told.append(f"linked to {', '.join(items)}")
    if severity and not stated.severity:
        stated.severity = severity
        told.append(f"severity {severity}")
    return [f"{', '.join(told)}, as problem {found['ref']} is"] if told else []


def _known(room: Room, stands: int) -> tuple[list[str], int | None]:
    """The items that answer the problem of that id with all that were joined to it, and the severity first said."""
    same = sorted((one["id"] for one in room.problems if one["root"] == stands), key=lambda key: (key != stands, key))
    items = dict.fromkeys(link["slug"] for key in same for link in room.links if link["problem"] == key)
    rated = (voice["severity"] for key in same for voice in room.voices if voice["problem"] == key)
    return list(items), next((severity for severity in rated if severity), None)


def _even_out(change: recorder.Change, room: Room, kept: Row) -> list[str]:
    """Let all who state a problem that was joined mean the same by it; says what their entries were given."""
    stands = problem(room, kept["uid"])["root"]
    items, severity = _known(room, stands)
    same = {one["id"] for one in room.problems if one["root"] == stands}
    news = []
    for voice in (one for one in room.voices if one["problem"] in same):
        told = _complete(change, voice["entry"], items, severity)
        if told:
            news.append(f"{voice['ref']}: {', '.join(told)}, as problem {kept['ref']} is")
    return news


def _complete(change: recorder.Change, entry: int, items: Sequence[str], severity: int | None) -> list[str]:
    """Give an entry's problem the links, and the severity, that it lacks; says which. One that is untagged stays so."""
    tag = change.store.row("SELECT id, uid, severity FROM tags WHERE entry = :entry AND kind = 'problem'", entry=entry)
    if tag is None:
        return []
    linked = {row["item"] for row in change.store.rows("SELECT item FROM links WHERE tag = :tag", tag=tag["id"])}
    lacking = [one for one in (references.item(change.store, item) for item in items) if one["id"] not in linked]
    for item in lacking:
        uid = f"{tag['uid']}:{item['uid']}"
        change.put("link", uid, tag=tag["id"], item=item["id"], stance=Stance.SUPPORTS.value)
    told = [f"linked to {', '.join(item['ref'] for item in lacking)}"] if lacking else []
    if severity and not tag["severity"]:
        change.revise("tag", tag["uid"], severity=severity)
        told.append(f"severity {severity}")
    return told


def _interview(change: recorder.Change, author: str, workshop: Row, one: Row, topic: str | None) -> Row:
    """The one interview of a customer in a workshop, made with what they state first; it bears their seat's uid.

    Its topic is the one that is given, else that of the workshop's other interviews.
    """
    store = change.store
    there = store.row("SELECT id, deleted, topic FROM interview WHERE uid = :uid", uid=one["uid"])
    if there is None:
        topic = topic or _topic(store, workshop)
        opening = interviews.Opening(one["name"], topic=topic, minutes=None, source=Source.WORKSHOP, uid=one["uid"])
        customer = store.rows("SELECT * FROM customers WHERE id = :id", id=one["customer"])[0]
        began = min(workshop["held_at"], dates.now())
        interviews.put(change, author, opening, customer, at=began, zone=dates.zone(), ended_at=began)
    elif there["deleted"] or (topic and not there["topic"]):
        told = {"topic": topic, "topic_slug": slug_of(topic, "topic")} if topic and not there["topic"] else {}
        change.revise("interview", one["uid"], deleted=0, **told)
    return store.rows("SELECT * FROM interviews WHERE uid = :uid", uid=one["uid"])[0]


def _topic(store: Store, workshop: Row) -> str | None:
    """The topic of the workshop's latest interview that has one."""
    topic: str | None = store.value(
        "SELECT i.topic FROM interviews i JOIN workshop_seats s ON s.uid = i.uid"
        " WHERE s.workshop = :id AND i.topic IS NOT NULL ORDER BY i.id DESC LIMIT 1",
        id=workshop["id"],
    )
    return topic
