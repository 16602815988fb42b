"""What a live session asks of the store: a little, often, whatever has been noted before."""

from __future__ import annotations

from json import loads

from interviewkit.dbfile import Row, Store
from interviewkit.queries import entries, interviews

_OBSERVED = "trim(answer) LIKE '[%' AND trim(answer) LIKE '%]'"
SAID = "SELECT e.id, e.uid, e.ref, e.question, e.answer, e.author FROM entries e WHERE e.interview = :interview"


def begun(store: Store, interview: int) -> Row:
    """How the interview stands, as `interviews.standing`.

    With `asked`, every question in it, `heard_in`, the phase in which they last said something, and `latest`, the key
    of the last entry.
    """
    standing = interviews.standing(store, interview)
    answered = store.rows("SELECT DISTINCT question FROM entries WHERE interview = :interview", interview=interview)
    return standing | {
        "asked": {row["question"] for row in answered} | asked(store, standing["uid"]),
        "heard_in": store.value(
            "SELECT phase FROM entries WHERE interview = :interview AND answer IS NOT NULL"
            f" AND NOT ({_OBSERVED}) ORDER BY id DESC LIMIT 1",
            interview=interview,
        ),
        "latest": store.value("SELECT max(id) FROM entry WHERE interview = :interview", interview=interview) or 0,
    }


def asked(store: Store, interview: str) -> set[str]:
    """Every question that an interview (its uid) ever stood at, whether something was noted under it or not."""
    rows = store.rows(
        "SELECT value FROM revision WHERE subject = :subject AND field = 'question'", subject=f"interview:{interview}"
    )
    return {question for row in rows if (question := loads(row["value"]))}


def stored(store: Store, uid: str) -> bool:
    """Whether a line that was sent with this uid has made something: an entry, a parked question, a follow-up."""
    made = " UNION ALL ".join(f"SELECT id FROM {table} WHERE uid = :uid" for table in ("entry", "parked", "followup"))
    return store.value(made, uid=uid) is not None


def heard(store: Store, interview: Row) -> Row:
    """What can be named on a line: items, people, actors, labels, terms, what is parked; and whose names these are."""
    key = interview["id"]
    return {
        "items": store.rows("SELECT ref AS slug, title FROM items WHERE status <> 'dropped' ORDER BY ref"),
        "people": _column(
            store,
            "SELECT p.name FROM participants p JOIN attendance a ON a.participant = p.id"
            " WHERE a.interview = :key AND a.deleted = 0 ORDER BY p.name, p.id",
            key,
        ),
        "names": _column(
            store,
            "SELECT p.name FROM participants p JOIN interviews i ON i.customer = p.customer WHERE i.id = :key"
            " UNION SELECT c.name FROM customers c JOIN interviews i ON i.customer = c.id WHERE i.id = :key",
            key,
        ),
        "actors": _column(
            store,
            "SELECT DISTINCT t.who FROM tags t JOIN entries e ON e.id = t.entry"
            " WHERE e.interview = :key AND t.who IS NOT NULL ORDER BY t.who",
            key,
        ),
        "labels": _column(
            store,
            "SELECT DISTINCT l.name FROM labels l JOIN entries e ON e.id = l.entry WHERE e.interview = :key"
            " ORDER BY l.name",
            key,
        ),
        "terms": interviews.terms(store, key),
        "parked": interviews.parked(store, key),
    }


def answers(store: Store, interview: int) -> list[str]:
    """What was said so far, in order."""
    return _column(
        store, "SELECT answer FROM entries WHERE interview = :key AND answer IS NOT NULL ORDER BY id", interview
    )


def since(store: Store, interview: int, key: int) -> list[Row]:
    """The entries that came after the one of this key, in the order in which they came."""
    return store.rows(f"{SAID} AND e.id > :key ORDER BY e.id", interview=interview, key=key)


def last(store: Store, interview: int, author: str) -> Row | None:
    """The author's last entry with all its marks, else the last of all, or None."""
    key = store.value(
        "SELECT id FROM entries WHERE interview = :interview"
        " ORDER BY CASE WHEN author = :author THEN 0 ELSE 1 END, number DESC, twin DESC LIMIT 1",
        interview=interview,
        author=author,
    )
    return None if key is None else entries.one(store, key)


def changed(store: Store) -> int:
    """A number that grows with every change in the store."""
    latest: int = store.value("SELECT max(id) FROM change") or 0
    return latest


def _column(store: Store, sql: str, key: int) -> list[str]:
    """The first column of what the query finds; `key` is the interview's."""
    return [next(iter(row.values())) for row in store.rows(sql, key=key)]
