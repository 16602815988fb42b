"""Interviews: the list, the one that is shown, and how the running one stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from interviewkit.dates import minutes_between, now
from interviewkit.dbfile import Row, Store
from interviewkit.queries import entries
from interviewkit.queries.chunks import Part, chunks
from interviewkit.queries.counting import INTERNAL

LISTED = f"""
    SELECT i.uid, i.ref, c.slug AS customer, c.name AS customer_name, {INTERNAL}, i.topic, i.guide, i.source,
        i.lifecycle, i.started_at, i.ended_at, i.zone, i.minutes, i.disclosed, i.phase, i.question, i.author,
        (SELECT count(*) FROM entries e WHERE e.interview = i.id) AS entries,
        (SELECT count(*) FROM entries e JOIN tags t ON t.entry = e.id WHERE e.interview = i.id) AS tags
    FROM interviews i JOIN customers c ON c.id = i.customer"""


_KEYS = "SELECT id, ref FROM interviews WHERE id IN ({})"
_PARKED = "uid, ref, number, question, why, answer, at, answered_at, author FROM parked_questions"
_TERMS = "uid, name AS word, meaning, at, author FROM terms"
# What hangs on interviews, each row with the interview it is within.
_HANGING = {
    "crew": "SELECT interview AS within, role, name FROM crew WHERE interview {} AND deleted = 0 ORDER BY id",
    "participants": "SELECT a.interview AS within, p.uid, p.name, p.role, p.consent FROM participants p"
    " JOIN attendance a ON a.participant = p.id WHERE a.interview {} AND a.deleted = 0 ORDER BY p.name, p.id",
    "tags": "SELECT e.interview AS within, t.kind, count(*) AS number FROM tags t JOIN entries e ON e.id = t.entry"
    " WHERE e.interview {} GROUP BY e.interview, t.kind",
    "parked": f"SELECT interview AS within, {_PARKED} WHERE interview {{}} ORDER BY number, twin",
    "terms": f"SELECT interview AS within, {_TERMS} WHERE interview {{}} ORDER BY terms.word, id",
    "follow_ups": "SELECT interview AS within, uid, number, title, due, done_at FROM followups WHERE interview {}"
    " ORDER BY number",
}


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
    return wholes(store, [interview])[0]


def wholes(store: Store, interviews: Sequence[int]) -> list[Row]:
    """The interviews of these keys, each as `whole` gives it, in the keys' order; many at a time, in few queries."""
    found: dict[int, Row] = {}
    for part in chunks(interviews):
        found |= _wholes(store, part)
    return [found[key] for key in interviews]


def _wholes(store: Store, part: Part) -> dict[int, Row]:
    """Some interviews by their keys."""
    rows = store.rows(f"{LISTED} WHERE i.id IN ({part.places})", **part.values)
    keys = {row["ref"]: row["id"] for row in store.rows(_KEYS.format(part.places), **part.values)}
    hanging = {name: _by_interview(store, sql, part) for name, sql in _HANGING.items()}
    said = entries.of_interviews(store, part)
    found: dict[int, Row] = {}
    for row in rows:
        key = keys[row["ref"]]
        crew, tags = hanging["crew"][key], {one["kind"]: one["number"] for one in hanging["tags"][key]}
        found[key] = _typed(row) | {
            "interviewers": [one["name"] for one in crew if one["role"] == "interviewer"],
            "note_takers": [one["name"] for one in crew if one["role"] == "note-taker"],
            "participants": hanging["participants"][key],
            "tags": _every_kind(tags),
            "entries": said[row["ref"]],
            **{name: hanging[name][key] for name in ("parked", "terms", "follow_ups")},
        }
    return found


def _by_interview(store: Store, sql: str, part: Part) -> dict[int, list[Row]]:
    """What hangs on some interviews, by the interview's key."""
    found: dict[int, list[Row]] = defaultdict(list)
    for row in store.rows(sql.format(f"IN ({part.places})"), **part.values):
        found[row.pop("within")].append(row)
    return found


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
    return _every_kind({row["kind"]: row["number"] for row in counted})


def _every_kind(found: dict[str, int]) -> dict[str, int]:
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
