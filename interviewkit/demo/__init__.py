"""The demo study: how software is delivered, told by customers of a company that does not exist.

The data beside this file is written for interviewkit. It goes into a store the way a pair would have put it
there: start, log, park, explain, end.
"""

from __future__ import annotations

from json import loads
from pathlib import Path
from typing import Any

from interviewkit import dates, dbfile, references
from interviewkit.dbfile import Row, Store
from interviewkit.fieldwork import entries, followups, interviews, people, questions, roadmap
from interviewkit.fieldwork.lines import note_of
from interviewkit.paths import Location
from interviewkit.queries import people as asked
from interviewkit.queries.scope import Scope
from interviewkit.reports.asking import Asked, Report
from interviewkit.reports.kinds import roadmap as validation
from interviewkit.settings import Policy
from interviewkit.store import schema
from interviewkit.vocabulary import Lifecycle, Source

DATA = Path(__file__).parent
TEAM = "ropewalk"


def make(location: Location, *, generated_at: str) -> Report:
    """Make the study's store and give its roadmap report. Errors: StoreUnusable."""
    schema.create(location)
    store = dbfile.connect(location, write=True)
    try:
        fill(store)
        asked = Asked(store, Scope(), Policy(), generated_at=generated_at, store_shown=location.shown)
        return validation.report(asked)
    finally:
        store.close()


def fill(store: Store) -> None:
    """Put the whole study into an empty store."""
    for segment in _read("segments.json"):
        people.add_segment(store, TEAM, segment["name"], segment["weight"])
    for customer in _read("customers.json"):
        people.add_customer(
            store,
            TEAM,
            customer["name"],
            customer["segments"],
            lifecycle=customer["lifecycle"],
            internal=int(customer["internal"]),
            weight=customer["weight"],
        )
    for item in _read("roadmap.json"):
        roadmap.add(store, TEAM, **item | _shipped(item))
    for file in sorted((DATA / "interviews").glob("*.json")):
        _interview(store, loads(file.read_text(encoding="utf-8")))


def _interview(store: Store, told: Row) -> None:
    author = told["author"]
    opened = interviews.start(store, author, _opening(told))
    interview = references.interview(store, opened.ref)
    _participants(store, author, told)
    entries.log(store, author, interview, [note_of(entry, str) for entry in told["entries"]])
    for parked in told["parked"]:
        _park(store, author, interview, parked)
    for term in told["terms"]:
        questions.explain(store, author, interview, term["word"], term["meaning"], at=dates.moment(term["at"]))
    for promise in told["follow_ups"]:
        _promise(store, author, interview, promise, dates.moment(told["ended_at"]))
    interviews.end(store, author, interview, dates.moment(told["ended_at"]))


def _opening(told: Row) -> interviews.Opening:
    return interviews.Opening(
        customer=told["customer"],
        topic=told["topic"],
        guide=told["guide"],
        interviewers=told["interviewers"],
        note_takers=told["note_takers"],
        participants=[f"{one['name']}, {one['role']}" for one in told["participants"]],
        source=Source(told["source"]),
        disclosed=told["disclosed"],
        at=dates.moment(told["started_at"]),
        zone=told["zone"],
        lifecycle=Lifecycle(told["lifecycle"]) if "lifecycle" in told else None,
    )


def _participants(store: Store, author: str, told: Row) -> None:
    customer = references.customer(store, told["customer"])["slug"]
    consent = {one["name"]: one["consent"] for one in told["participants"]}
    for row in asked.participants(store, customer=customer):
        if row["name"] in consent and row["consent"] != consent[row["name"]]:
            people.edit_participant(store, author, row["uid"], consent=consent[row["name"]])


def _park(store: Store, author: str, interview: Row, told: Row) -> None:
    made = questions.park(store, author, interview, told["question"], told["why"], at=dates.moment(told["at"]))
    if told["answer"]:
        found = references.parked(store, made["ref"])
        questions.answer(store, author, interview, found, told["answer"], at=dates.moment(told["at"]))


def _promise(store: Store, author: str, interview: Row, told: Row, at: str) -> None:
    made = followups.add(store, author, told["text"], interview=interview, due=told["due"], at=at)
    if "done" in told:
        followups.done(
            store, author, references.followup(store, made["ref"]), at=dates.moment(f"{told['done']}T12:00Z")
        )


def _shipped(item: Row) -> Row:
    return {"shipped_at": dates.moment(item["shipped_at"])} if item.get("shipped_at") else {}


def _read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = loads((DATA / name).read_text(encoding="utf-8"))
    return rows
