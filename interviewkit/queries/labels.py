"""The labels on entries, with what was said."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store
from interviewkit.queries.counting import INTERNAL


def labelled(store: Store, guide: str | None = None) -> list[Row]:
    """Every label on an entry, in order of the interviews; of those held with a guide, when it is named.

    `internal`: it was said by coworkers, or by us as our own customers. `answer` is the question where nothing else
    was noted.
    """
    rows = store.rows(
        "SELECT l.name AS label, e.ref, COALESCE(e.answer, e.question) AS answer, c.slug AS customer,"
        f" {INTERNAL}"
        " FROM labels l JOIN entries e ON e.id = l.entry JOIN interviews i ON i.id = e.interview"
        " JOIN customers c ON c.id = i.customer WHERE CAST(:guide AS TEXT) IS NULL OR i.guide = :guide"
        " ORDER BY i.started_at, i.ref, e.number, e.twin, l.name",
        guide=guide,
    )
    return [row | {"internal": bool(row["internal"])} for row in rows]
