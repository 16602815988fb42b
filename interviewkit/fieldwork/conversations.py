"""A conversation that others wrote down becomes an interview: all of it in one change, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from interviewkit import dates, recorder
from interviewkit.dbfile import Row, Store
from interviewkit.errors import UsageError
from interviewkit.fieldwork import interviews, people
from interviewkit.fieldwork.bulk import insert_many
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.vocabulary import Evidence

OURS = UUID("6f1a1f5e-2f0b-5c0e-9a58-6d2c0c8f6b11")
"""What the uids of imported things are made from: the same file for the same customer gives the same everywhere."""

NAMES = ("uid", "interview", "number", "twin", "question", "answer", "at", "speaker")
FLAGS = ("verbatim", "evidence", "prompted", "aha", "look")


class Said(NamedTuple):
    """A question, an answer, or both; `offset` is milliseconds from the beginning, None where nobody knows.

    `speaker` is a name, `verbatim` whether these are the customer's very words.
    """

    question: str | None
    answer: str | None
    offset: int | None = None
    speaker: str | None = None
    verbatim: bool = True


@dataclass(eq=False, repr=False)
class Conversation:
    """One that is to be brought in.

    `opening.at` must be known; `said` is walked through once; `digest` tells the file's content from every other
    one's; `length` is in milliseconds, None where nobody knows.
    """

    opening: interviews.Opening
    said: Iterable[Said]
    digest: str
    length: int | None = None


@dataclass(eq=False, repr=False)
class Brought:
    """What became of a conversation: its reference, whether it is new, how many entries it has, and what is news."""

    uid: str
    ref: str
    customer: str
    new: bool
    entries: int
    news: list[str] = field(default_factory=list)


def bring(
    store: Store, author: str, conversations: Iterable[Conversation], done: Callable[[int], None]
) -> list[Brought]:
    """Write conversations down, each as an interview that has ended: all of them, or after an error none.

    One that is there already, the same file with the same customer, is left as it is; one that was deleted comes
    anew. `done` is told how many entries there are so far. Errors: UsageError for one that begins in the future.
    """
    brought: list[Brought] = []
    with store.writing():
        for one in conversations:
            before = sum(each.entries for each in brought if each.new)
            brought.append(_bring(store, author, one, lambda number, before=before: done(before + number)))  # type: ignore[misc]  # a default keeps the loop's value
    return brought


def there_already(store: Store, customer: str, digest: str) -> Row | None:
    """The interview that this file became for this customer, unless it was deleted."""
    for uid in _uids(store, customer, digest):
        row = store.row("SELECT v.* FROM interviews v JOIN interview i ON i.id = v.id WHERE i.uid = :uid", uid=uid)
        if row is not None:
            return row
    return None


def _bring(store: Store, author: str, one: Conversation, done: Callable[[int], None]) -> Brought:
    opening = one.opening
    _check(opening)
    known = there_already(store, opening.customer, one.digest)
    if known is not None:
        return _known(store, known)
    opening.uid = _free_uid(store, opening.customer, one.digest)
    news: list[str] = []
    change = recorder.Change(store, "import", author, opening.uid, None)
    customer = interviews.customer_for(change, opening, news)
    at = opening.at or dates.now()
    interview = interviews.put(
        change, author, opening, customer, at=at, zone=opening.zone or dates.zone(), ended_at=_later(at, one.length)
    )
    crowd = _Crowd(change, interview, customer["slug"])
    for words in opening.participants:
        crowd.attend(words)
    number = insert_many(change, "entry", NAMES + FLAGS, _rows(interview, one.said, at, crowd), done)
    return Brought(opening.uid, interview["ref"], customer["slug"], True, number, news)


def _check(opening: interviews.Opening) -> None:
    if not opening.customer.strip():
        raise UsageError("an interview needs a customer: --customer NAME")
    if opening.at and opening.at > dates.now():
        raise UsageError("a conversation cannot have begun in the future; say when it was: --at 2026-11-21T10:00")


def _known(store: Store, row: Row) -> Brought:
    number = store.value("SELECT count(*) FROM entries WHERE interview = :id", id=row["id"])
    customer = store.value("SELECT slug FROM customers WHERE id = :id", id=row["customer"])
    return Brought(row["uid"], row["ref"], customer, False, number)


def _uids(store: Store, customer: str, digest: str) -> list[str]:
    """The uids that the file has had in this store, the first one first, for all names of the customer."""
    known = people.known_customer(store, customer)
    slugs = [slug_of(customer, "customer")]
    if known is not None:
        merged = store.rows(
            "SELECT c.slug FROM customer c JOIN customer_roots r ON r.id = c.id WHERE r.root = :root ORDER BY c.id",
            root=known["id"],
        )
        slugs = list(dict.fromkeys([known["slug"], *slugs, *(row["slug"] for row in merged)]))
    found = []
    for slug in slugs:
        turn = 1
        while store.value("SELECT id FROM interview WHERE uid = :uid", uid=_uid(slug, digest, turn)) is not None:
            found.append(_uid(slug, digest, turn))
            turn += 1
    return found


def _free_uid(store: Store, customer: str, digest: str) -> str:
    known = people.known_customer(store, customer)
    slug = known["slug"] if known else slug_of(customer, "customer")
    turn = 1
    while store.value("SELECT id FROM interview WHERE uid = :uid", uid=_uid(slug, digest, turn)) is not None:
        turn += 1
    return _uid(slug, digest, turn)


def _uid(slug: str, digest: str, turn: int) -> str:
    return str(uuid5(OURS, f"interview\n{slug}\n{digest}\n{turn}"))


def _rows(interview: Row, said: Iterable[Said], at: str, crowd: _Crowd) -> Iterator[tuple[Any, ...]]:
    """Each entry as its columns; one without a moment of its own has that of the one before."""
    place = UUID(interview["uid"])
    moment, last = at, None
    begun = datetime.fromisoformat(at)
    for number, one in enumerate(said, 1):
        if one.offset is not None and one.offset != last:
            last = one.offset
            moment = _stored(begun, last)
        uid = str(uuid5(place, f"{number}\n{one.question}\n{one.answer}"))
        speaker = crowd.key(one.speaker) if one.speaker else None
        yield (
            *(uid, interview["id"], number, 1, one.question, one.answer, moment, speaker),
            *(int(one.verbatim and one.answer is not None), Evidence.EXPERIENCE.value, 0, 0, 0),
        )


class _Crowd:
    """Who speaks on the customer's side; each is made a participant when they speak first."""

    def __init__(self, change: recorder.Change, interview: Row, customer: str) -> None:
        self.change = change
        self.interview = interview
        self.customer = customer
        self.keys: dict[str, int] = {}

    def attend(self, words: str) -> None:
        """Somebody was there, told as "Name, role"."""
        name, _, role = (part.strip() for part in words.partition(","))
        if name:
            uid = self.change.store.value("SELECT uid FROM participant WHERE id = :key", key=self.key(name))
            self.change.revise("participant", uid, **({"role": role} if role else {}))

    def key(self, name: str) -> int:
        """The participant's key."""
        if name not in self.keys:
            uid = str(uuid5(OURS, f"participant\n{self.customer}\n{name.casefold()}"))
            free = self.change.store.value("SELECT id FROM participant WHERE uid = :uid", uid=uid) is None
            self.keys[name] = people.speaker(self.change, self.interview, name, uid=uid if free else None)
        return self.keys[name]


def _later(at: str, length: int | None) -> str:
    return _stored(datetime.fromisoformat(at), length or 0)


def _stored(begun: datetime, offset: int) -> str:
    moment = begun + timedelta(milliseconds=offset)
    return moment.replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
