"""What is left to decide in a study, as triage lists it and walks through it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from interviewkit.dbfile import Row, Store
from interviewkit.evidence.ranking import HURTS
from interviewkit.evidence.undecided import Reason, reasons, supposing
from interviewkit.queries import agreement, entries, triage

ENTRY, PARKED, TERM = "entry", "parked", "term"


class Decision(NamedTuple):
    """One thing to decide: `row` has the keys that the JSON shows; `before` and `after` are the entries around."""

    interview: Row
    row: Row
    before: Row | None = None
    after: Row | None = None


def decisions(store: Store, author: str, interview: int | None) -> list[Decision]:
    """Everything that is open to this author, in one interview or in all: entries, parked questions, words."""
    seen = triage.gone_through(store, author)
    return [
        decision
        for looked_at in triage.looked_at(store, interview)
        for decision in (*_entries(store, looked_at, seen), *_questions(store, looked_at))
    ]


def unread(store: Store, author: str, interview: int | None) -> list[Decision]:
    """The entries of which nothing says yet what this author makes of them, for a reader who is to see no marks."""
    return [
        decision
        for looked_at in triage.looked_at(store, interview)
        for decision in _entries_to_read(store, looked_at, author)
    ]


def hurts(row: Row) -> bool:
    """Whether an entry is a problem or a pain."""
    return any(tag["kind"] in HURTS for tag in row["tags"])


def _entries_to_read(store: Store, interview: Row, author: str) -> Iterator[Decision]:
    rows = entries.of_interview(store, interview["id"])
    read = {one["entry"] for one in agreement.readings(store, interview["id"]) if one["author"] == author}
    about = {"what": ENTRY, "customer": interview["customer"], "reasons": ["unread"]}
    for row, before, after in zip(rows, [None, *rows], [*rows[1:], None], strict=False):
        if row["answer"] and not row["observation"] and row["ref"] not in read:
            yield Decision(interview, row | about, before, after)


def _entries(store: Store, interview: Row, seen: dict[str, str]) -> Iterator[Decision]:
    rows = entries.of_interview(store, interview["id"])
    tagged = triage.tagged(store, interview["id"])
    for row, before, after in zip(rows, [None, *rows], [*rows[1:], None], strict=False):
        found = reasons(row, seen.get(row["uid"]), tagged)
        if found:
            evidence = "opinion" if Reason.OPINION in found else None
            because = supposing(row["answer"]) if evidence else None
            about = {"what": ENTRY, "customer": interview["customer"], "reasons": [each.value for each in found]}
            yield Decision(interview, row | about | {"proposes": evidence, "because": because}, before, after)


def _questions(store: Store, interview: Row) -> Iterator[Decision]:
    where = {"interview": interview["ref"], "customer": interview["customer"]}
    for row in triage.unanswered(store, interview["id"]):
        yield Decision(interview, row | where | {"what": PARKED, "reasons": ["unanswered"]})
    for row in triage.unexplained(store, interview["id"]):
        yield Decision(interview, row | where | {"what": TERM, "reasons": ["unexplained"]})
