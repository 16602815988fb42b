"""Interviews: the list, the one that is shown, and how the running one stands."""

from __future__ import annotations

from interviewkit.dates import minutes_between, now
from interviewkit.dbfile import Row, Store
from interviewkit.queries import entries

LISTED = """
    SELECT i.uid, i.ref, c.slug AS customer, c.name AS customer_name, c.internal, i.topic, i.guide, i.source,
        i.lifecycle, i.started_at, i.ended_at, i.zone, i.minutes, i.disclosed, i.phase, i.question, i.author,
        (SELECT count(*) FROM entries e WHERE e.interview = i.id) AS entries,
        (SELECT count(*) FROM entries e JOIN tags t ON t.entry = e.id WHERE e.interview = i.id) AS tags
    FROM interviews i JOIN customers c ON c.id = i.customer"""


def listed(
    store: Store, *, customer: str | None = None, since: str | None = None, until: str | None = None
) -> list[Row]:
    """Every interview, the latest last; `until` is the first moment that is not meant any more."""
    rows = store.rows(
        f"{LISTED} WHERE (CAST(:customer AS TEXT) IS NULL OR c.slug = :customer)"
        " AND (CAST(:since AS TEXT) IS NULL OR i.started_at >= :since)"
        " AND (CAST(:until AS TEXT) IS NULL OR i.started_at < :until) ORDER BY i.started_at, i.ref",
        customer=customer,
        since=since,
        until=until,
    )
    return [_typed(row) for row in rows]


def whole(store: Store, interview: int) -> Row:
    """One interview with its people, entries, parked questions, terms and follow-ups."""
    row = store.rows(f"{LISTED} WHERE i.id = :interview", interview=interview)[0]
    crew = store.rows(
        "SELECT role, name FROM crew WHERE interview = :interview AND deleted = 0 ORDER BY id",
        interview=interview,
    )
    return _typed(row) | {
        "interviewers": [one["name"] for one in crew if one["role"] == "interviewer"],
        "note_takers": [one["name"] for one in crew if one["role"] == "note-taker"],
        "participants": store.rows(
            "SELECT p.uid, p.name, p.role, p.consent FROM participants p JOIN attendance a ON a.participant = p.id"
            " WHERE a.interview = :interview AND a.deleted = 0 ORDER BY p.name, p.id",
            interview=interview,
        ),
        "tags": tags_by_kind(store, interview),
        "entries": entries.of_interview(store, interview),
        "parked": parked(store, interview),
        "terms": terms(store, interview),
        "follow_ups": store.rows(
            "SELECT uid, number, title, due, done_at FROM followups WHERE interview = :interview ORDER BY number",
            interview=interview,
        ),
    }


def standing(store: Store, interview: int) -> Row:
    """How an interview stands: minutes, entries, tags by kind, what is parked and which words are open."""
    row = _typed(store.rows(f"{LISTED} WHERE i.id = :interview", interview=interview)[0])
    waiting = [one for one in parked(store, interview) if one["answer"] is None]
    phase = store.value(
        "SELECT phase FROM entries WHERE interview = :interview ORDER BY number DESC, twin DESC LIMIT 1",
        interview=interview,
    )
    return row | {
        "planned_minutes": row["minutes"],
        "minutes": round(minutes_between(row["started_at"], row["ended_at"] or now())),
        "phase": row["phase"] or phase,
        "tags": tags_by_kind(store, interview),
        "parked": len(waiting),
        "open_terms": sum(term["meaning"] is None for term in terms(store, interview)),
    }


def tags_by_kind(store: Store, interview: int) -> dict[str, int]:
    """How many entries of an interview carry each of the three tags."""
    counted = store.rows(
        "SELECT t.kind, count(*) AS number FROM tags t JOIN entries e ON e.id = t.entry"
        " WHERE e.interview = :interview GROUP BY t.kind",
        interview=interview,
    )
    found = {row["kind"]: row["number"] for row in counted}
    return {kind: found.get(kind, 0) for kind in ("problem", "process", "pain")}


def parked(store: Store, interview: int) -> list[Row]:
    """What was parked, in order, with its why and the answer once given."""
    return store.rows(
        "SELECT uid, ref, number, question, why, answer, at, answered_at, author FROM parked_questions"
        " WHERE interview = :interview ORDER BY number, twin",
        interview=interview,
    )


def terms(store: Store, interview: int) -> list[Row]:
    """Their words, in the order of the alphabet, with meanings where known."""
    return store.rows(
        "SELECT uid, name AS word, meaning, at, author FROM terms WHERE interview = :interview ORDER BY terms.word, id",
        interview=interview,
    )


def _typed(row: Row) -> Row:
    return row | {"internal": bool(row["internal"]), "disclosed": bool(row["disclosed"])}
