"""What triage looks at: interviews with their entries, what an author went through, what is still open."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store
from interviewkit.queries import interviews


def looked_at(store: Store, interview: int | None) -> list[Row]:
    """One interview, or all of them, the latest first: id, uid, ref, customer (slug), customer_name."""
    return store.rows(
        "SELECT i.id, i.uid, i.ref, c.slug AS customer, c.name AS customer_name"
        " FROM interviews i JOIN customers c ON c.id = i.customer"
        " WHERE CAST(:interview AS INTEGER) IS NULL OR i.id = :interview ORDER BY i.started_at DESC, i.ref DESC",
        interview=interview,
    )


def gone_through(store: Store, author: str) -> dict[str, str]:
    """The entries that an author went through in triage, by uid, each with the uid of the last change that says so."""
    rows = store.rows(
        "SELECT e.uid AS entry, h.uid AS change FROM change h JOIN reading r ON r.change = h.id"
        f" JOIN entries e ON e.id = r.entry WHERE {_BY_TRIAGE}"
        " UNION ALL SELECT e.uid AS entry, h.uid AS change FROM change h JOIN revision v ON v.change = h.id"
        " JOIN reading r ON r.uid = substr(v.subject, 9) JOIN entries e ON e.id = r.entry"
        f" WHERE v.subject LIKE 'reading:%' AND {_BY_TRIAGE} ORDER BY change",
        author=author,
    )
    return {row["entry"]: row["change"] for row in rows}


_BY_TRIAGE = """h.verb = 'triage' AND h.author = :author AND r.deleted = 0
    AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = h.uid)"""


def tagged(store: Store, interview: int) -> dict[str, str]:
    """The uid of the change that made each tag of an interview, by the tag's uid."""
    rows = store.rows(
        "SELECT t.uid, h.uid AS change FROM tag t JOIN change h ON h.id = t.change JOIN entries e ON e.id = t.entry"
        " WHERE e.interview = :interview AND t.deleted = 0",
        interview=interview,
    )
    return {row["uid"]: row["change"] for row in rows}


def last_change(store: Store, author: str, interview: str) -> str | None:
    """The uid of the author's last change in an interview (a uid) that has not been taken back."""
    uid: str | None = store.value(
        "SELECT max(h.uid) FROM change h WHERE h.interview = :interview AND h.author = :author AND h.undoes IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = h.uid)",
        interview=interview,
        author=author,
    )
    return uid


def unanswered(store: Store, interview: int) -> list[Row]:
    """What was parked in an interview and has no answer yet."""
    return [row for row in interviews.parked(store, interview) if row["answer"] is None]


def unexplained(store: Store, interview: int) -> list[Row]:
    """Their words that nobody has explained yet."""
    return [row for row in interviews.terms(store, interview) if row["meaning"] is None]
