"""An interview begins and ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from interviewkit import dates, recorder, references
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import people
from interviewkit.fieldwork.slugs import free, slug_of
from interviewkit.vocabulary import Consent, Lifecycle, Role, Source

GUIDES = {
    Source.VISIT: "visit",
    Source.SUPPORT_CALL: "support-call",
    Source.CONFERENCE: "conference",
    Source.COMPETITOR: "competitor",
    Source.DOGFOOD: "be-the-customer",
    Source.CHECK_IN: "check-in",
}
"""The guide for a conversation of this source, where none is named; for all others it is `intern`."""


@dataclass(eq=False, repr=False)
class Opening:
    """Everything that is known when an interview begins; `participants` are "Name, role".

    Without a `guide` it is the one for its source.
    """

    customer: str
    topic: str | None = None
    guide: str = ""
    segments: list[str] = field(default_factory=list)
    interviewers: list[str] = field(default_factory=list)
    note_takers: list[str] = field(default_factory=list)
    participants: list[str] = field(default_factory=list)
    minutes: int | None = 60
    source: Source = Source.INTERVIEW
    lifecycle: Lifecycle | None = None
    internal: bool = False
    disclosed: bool = False
    consent: Consent | None = None
    at: str | None = None
    zone: str | None = None
    uid: str = field(default_factory=recorder.new_uid)

    def __post_init__(self) -> None:
        self.guide = self.guide or GUIDES.get(self.source, "intern")


@dataclass(eq=False, repr=False)
class Opened:
    """An interview that has begun: its reference, and what the person should hear about it."""

    ref: str
    uid: str
    customer: str
    news: list[str] = field(default_factory=list)


def start(store: Store, author: str, opening: Opening) -> Opened:
    """Begin an interview, with its customer, segments and people where they are new. Errors: UsageError."""
    if not opening.customer.strip():
        raise UsageError("an interview needs a customer: interviewkit start CUSTOMER")
    news: list[str] = []
    zone = opening.zone or dates.zone()
    at = opening.at or dates.now()
    if at > dates.now():
        raise UsageError("an interview cannot begin in the future; leave --at out when it begins")
    with recorder.change(store, "start", author, interview=opening.uid) as change:
        customer = customer_for(change, opening, news)
        interview = put(change, author, opening, customer, at=at, zone=zone)
        for words in opening.participants:
            _participant(change, interview, words, opening.consent)
    return Opened(interview["ref"], opening.uid, customer["slug"], news)


def put(
    change: recorder.Change,
    author: str,
    opening: Opening,
    customer: Row,
    *,
    at: str,
    zone: str,
    ended_at: str | None = None,
) -> Row:
    """Write an interview with a customer (id, slug, name, lifecycle) and its crew; gives id, uid, customer and ref."""
    day = dates.local(at, zone).date().isoformat()
    taken = change.store.rows(
        "SELECT slug FROM interview WHERE substr(slug, 1, length(:slug)) = :slug",
        slug=f"{customer['slug']}-{day}",
    )
    slug = free(f"{customer['slug']}-{day}", (row["slug"] for row in taken))
    key = change.insert(
        "interview",
        uid=opening.uid,
        slug=slug,
        twin=1,
        customer=customer["id"],
        title=f"{customer['name']}, {day}",
        topic=opening.topic,
        topic_slug=slug_of(opening.topic, "topic") if opening.topic else None,
        guide=slug_of(opening.guide, "guide"),
        source=opening.source.value,
        lifecycle=customer["lifecycle"],
        started_at=at,
        ended_at=ended_at,
        zone=zone,
        minutes=opening.minutes,
        disclosed=int(opening.disclosed),
    )
    interview = {"id": key, "uid": opening.uid, "customer": customer["id"], "ref": slug}
    _crew(change, interview, opening, author)
    return interview


def stand(store: Store, author: str, interview: Row, *, verb: str = "stand", **values: str | int | None) -> None:
    """Say where the interview stands: its `question` from now on, its `phase`, whether the stance was `disclosed`."""
    with recorder.change(store, verb, author, interview=interview["uid"]) as change:
        change.revise("interview", interview["uid"], **values)


def resume(store: Store, author: str, interview: Row) -> None:
    """Go on with an interview; one that has ended runs again."""
    if interview["ended_at"] is not None:
        with recorder.change(store, "resume", author, interview=interview["uid"]) as change:
            change.revise("interview", interview["uid"], ended_at=None)


def end(store: Store, author: str, interview: Row, at: str | None) -> None:
    """End an interview. Errors: UsageError when it has ended, or would end before it began."""
    moment = at or dates.now()
    if interview["ended_at"] is not None:
        raise UsageError(
            f"the interview {interview['ref']} has ended already; see interviewkit show {interview['ref']}"
        )
    if moment < interview["started_at"]:
        raise UsageError(
            f"the interview {interview['ref']} began at {interview['started_at']}; it cannot end before: --at WHEN"
        )
    with recorder.change(store, "end", author, interview=interview["uid"]) as change:
        change.revise("interview", interview["uid"], ended_at=moment)


def customer_for(change: recorder.Change, opening: Opening, news: list[str]) -> Row:
    """The customer that an interview is with, in its segments; a new one is written, and that is told in `news`."""
    store = change.store
    found = people.known_customer(store, opening.customer)
    lifecycle = (opening.lifecycle or Lifecycle.REGULAR).value
    if found is None:
        resembles = people.resembling(store, opening.customer, slug_of(opening.customer, "customer"))
        ours = opening.internal or opening.source is Source.DOGFOOD
        people.put_customer(change, opening.customer, lifecycle=lifecycle, internal=int(ours))
        found = people.known_customer(store, opening.customer) or {}
        news.append(f"new customer {found['slug']}" + (resembles and f", {resembles}"))
    elif opening.lifecycle and opening.lifecycle != found["lifecycle"]:
        change.revise("customer", found["uid"], lifecycle=lifecycle)
        found = found | {"lifecycle": lifecycle}
    if opening.internal and not found["internal"]:
        raise UsageError(
            f"{found['slug']} is known as an outside customer;"
            f" if it is internal: interviewkit customer edit {found['slug']} --internal"
        )
    people.place(change, found["id"], found["slug"], [_segment(change, name, news) for name in opening.segments])
    return found


def _segment(change: recorder.Change, name: str, news: list[str]) -> Row:
    found = people.known_segment(change.store, name)
    if found:
        return found
    near = references.nearest(
        slug_of(name, "segment"), [row["slug"] for row in change.store.rows("SELECT slug FROM segments")]
    )
    made = people.put_segment(change, name)
    news.append(f"new segment {made['slug']}{near}")
    return made


def _crew(change: recorder.Change, interview: Row, opening: Opening, author: str) -> None:
    seats = [(Role.INTERVIEWER, name) for name in opening.interviewers]
    seats += [(Role.NOTE_TAKER, name) for name in opening.note_takers or [author]]
    for role, name in dict.fromkeys(seats):
        uid = f"{interview['uid']}:{role.value}:{name}"
        change.insert("crew", uid=uid, interview=interview["id"], role=role.value, name=name)


def _participant(change: recorder.Change, interview: Row, words: str, consent: Consent | None) -> None:
    name, _, role = (part.strip() for part in words.partition(","))
    if not name:
        raise UsageError('a participant has a name: --participant "Ann Lee, release manager"')
    key = people.speaker(change, interview, name)
    uid = change.store.value("SELECT uid FROM participant WHERE id = :key", key=key)
    known = {"role": role or None, "consent": consent.value if consent else None}
    change.revise("participant", uid, **{field: value for field, value in known.items() if value})
