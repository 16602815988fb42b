"""Who went through which entries of an interview, and what they tagged them."""

from __future__ import annotations

from collections import defaultdict

from interviewkit.dbfile import Row, Store
from interviewkit.vocabulary import Kind


def readings(store: Store, interview: int) -> list[Row]:
    """One row per entry and author who went through it, in the order of the entries: entry (ref), author, kinds.

    Who has tagged an entry went through it; what is written down as their reading counts before their tags.
    """
    said: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for tag in store.rows(
        "SELECT t.entry, t.author, t.kind FROM tags t JOIN entries e ON e.id = t.entry"
        " WHERE e.interview = :interview ORDER BY t.kind",
        interview=interview,
    ):
        said[tag["entry"]][tag["author"]].append(tag["kind"])
    for row in store.rows(
        "SELECT r.entry, r.author, r.problem, r.process, r.pain FROM reading r JOIN entries e ON e.id = r.entry"
        " WHERE e.interview = :interview AND r.deleted = 0",
        interview=interview,
    ):
        said[row["entry"]][row["author"]] = [kind.value for kind in Kind if row[kind.value]]
    numbered = _entries(store, interview)
    return [
        {"entry": ref, "author": author, "kinds": kinds}
        for key, ref in numbered.items()
        for author, kinds in sorted(said[key].items())
    ]


def words(store: Store, interview: int) -> dict[str, Row]:
    """What was asked and said in each entry of an interview, by its reference."""
    rows = store.rows(
        "SELECT ref, question, answer, verbatim FROM entries WHERE interview = :interview", interview=interview
    )
    return {row["ref"]: row | {"verbatim": bool(row["verbatim"])} for row in rows}


def _entries(store: Store, interview: int) -> dict[int, str]:
    rows = store.rows(
        "SELECT id, ref FROM entries WHERE interview = :interview ORDER BY number, twin", interview=interview
    )
    return {row["id"]: row["ref"] for row in rows}
