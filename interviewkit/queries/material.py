"""A study as it is handed to other eyes: interviews with all that hangs on them, their customers, the roadmap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from interviewkit.dbfile import Row, Store
from interviewkit.queries import interviews, people, roadmap
from interviewkit.queries.consent import WITHHELD, may_be_named, refused_in
from interviewkit.queries.scope import Scope

FROM = "FROM interviews i JOIN customers c ON c.id = i.customer"


@dataclass(frozen=True, slots=True)
class Material:
    """Plain rows inside a scope, as `queries.interviews.whole`, `people` and `roadmap` give them.

    Whatever words may not be shown are not in it, nor who would not have them shown; `withheld` is the number of
    entries that were left out for that, `withheld_besides` that of parked questions and terms.
    """

    customers: list[Row]
    segments: list[Row]
    interviews: list[Row]
    items: list[Row]
    withheld: int
    withheld_besides: int


def read(store: Store, scope: Scope) -> Material:
    """The material inside the scope; of one state of the store when called inside `store.reading()`."""
    said = {
        row["uid"]: row["withheld"]
        for row in store.rows(
            f"SELECT e.uid, CASE WHEN {WITHHELD} THEN 1 ELSE 0 END AS withheld {FROM}"
            f" JOIN entries e ON e.interview = i.id WHERE {scope.of_interviews} AND {scope.of_entries}",
            **scope.values,
        )
    }
    found, besides = [], 0
    talks = store.rows(
        f"SELECT i.id, CASE WHEN {refused_in('i.id')} THEN 1 ELSE 0 END AS withheld {FROM}"
        f" WHERE {scope.of_interviews} ORDER BY i.started_at, i.ref",
        **scope.values,
    )
    for row, whole in zip(talks, interviews.wholes(store, [row["id"] for row in talks]), strict=True):
        whole["entries"] = [entry for entry in whole["entries"] if said.get(entry["uid"]) == 0]
        besides += _shown(whole, bool(row["withheld"]), bool(scope.participants))
        if whole["entries"] or not scope.participants:
            found.append(whole)
    return Material(
        customers=_customers(store, scope, found),
        segments=people.segments(store),
        interviews=found,
        items=roadmap.items(store),
        withheld=sum(said.values()),
        withheld_besides=besides,
    )


def counted(store: Store, scope: Scope) -> Row:
    """How many `interviews` and `entries` there are in the scope, and how many of the entries are `withheld`."""
    entries = f"{FROM} JOIN entries e ON e.interview = i.id WHERE {scope.of_interviews} AND {scope.of_entries}"
    talks = f"SELECT count(DISTINCT i.id) {entries}" if scope.participants else ""
    return {
        "interviews": store.value(talks or f"SELECT count(*) {FROM} WHERE {scope.of_interviews}", **scope.values),
        "entries": store.value(f"SELECT count(*) {entries}", **scope.values),
        "withheld": store.value(f"SELECT count(*) {entries} AND {WITHHELD}", **scope.values),
    }


def _shown(interview: Row, refused: bool, one_speaker: bool) -> int:
    """Take off the interview what may not be shown, and what of one speaker's words it cannot tell; how much it was.

    Parked questions and terms name no speaker: where somebody did not consent, they may be that person's.
    """
    interview["participants"] = may_be_named(interview["participants"])
    if not refused and not one_speaker:
        return 0
    lost = len(interview["parked"]) + len(interview["terms"])
    interview["parked"], interview["terms"] = [], []
    return 0 if one_speaker else lost


def _customers(store: Store, scope: Scope, found: list[Row]) -> list[Row]:
    """The scope's customers, with their people; only those of its interviews where it narrows interviews."""
    narrowed = any((scope.since, scope.until, scope.sources, scope.topics, scope.participants))
    heard = {row["customer"] for row in found}
    chosen = {
        row["slug"]
        for row in store.rows(f"SELECT c.slug FROM customers c WHERE {scope.of_customers}", **scope.values)
        if not narrowed or row["slug"] in heard
    }
    known = may_be_named(people.participants(store))
    if scope.participants:
        known = [one for one in known if one["uid"] in scope.participants]
    people_of: dict[str, list[Row]] = defaultdict(list)
    for one in known:
        people_of[one["customer"]].append(one)
    return [row | {"participants": people_of[row["slug"]]} for row in people.customers(store) if row["slug"] in chosen]
