"""Full text: the words are searched as they stand, never as a query language."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store
from interviewkit.queries import entries

FOUND = """
    FROM entries e JOIN entry raw ON raw.id = e.id JOIN interviews i ON i.id = e.interview
    JOIN customers c ON c.id = i.customer {ranked}
    WHERE {matches}
        AND (CAST(:kind AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM tags t WHERE t.entry = e.id AND t.kind = :kind))
        AND (CAST(:customer AS TEXT) IS NULL OR c.slug = :customer)
        AND (CAST(:segment AS TEXT) IS NULL OR EXISTS (
            SELECT 1 FROM customer_segments m JOIN segments s ON s.id = m.segment
            WHERE m.customer = c.id AND s.slug = :segment))
    ORDER BY {rank}, i.started_at DESC, e.number LIMIT :limit"""


def search(
    store: Store,
    words: str,
    *,
    kind: str | None = None,
    customer: str | None = None,
    segment: str | None = None,
    limit: int = 20,
) -> list[Row]:
    """The entries that hold all the words, best first; [] when there is nothing to look for."""
    if not words.split():
        return []
    query = _server_query() if store.is_server else _file_query()
    wanted = words if store.is_server else _quoted(words)
    found = store.rows(query, words=wanted, kind=kind, customer=customer, segment=segment, limit=limit)
    customers = {row["id"]: row["customer"] for row in found}
    said = entries.some(store, customers)
    return [row | {"customer": name} for row, name in zip(said, customers.values(), strict=True)]


def _file_query() -> str:
    ranked = "JOIN entry_search ON entry_search.rowid = e.id"
    clauses = FOUND.format(ranked=ranked, matches="entry_search MATCH :words", rank="bm25(entry_search)")
    return f"SELECT e.id, c.slug AS customer {clauses}"


def _server_query() -> str:
    document = "to_tsvector('simple', left(coalesce(raw.question, '') || ' ' || coalesce(raw.answer, ''), 200000))"
    matches = f"{document} @@ plainto_tsquery('simple', :words)"
    rank = f"ts_rank({document}, plainto_tsquery('simple', :words)) DESC"
    return f"SELECT e.id, c.slug AS customer {FOUND.format(ranked='', matches=matches, rank=rank)}"


def _quoted(words: str) -> str:
    """Each word as an FTS5 string, so that NEAR( or a dash is only text."""
    return " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
