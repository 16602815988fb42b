"""What is made from the tables: views with plain names, and the full text of the entries.

Views are dropped before an upgrade and made again after it, because a rebuilt table fails under a view and
silently loses its triggers. They hide what was taken back and compute references; their SQL serves both
engines. A view's columns are a table's columns, or among `COMPUTED`.
"""

from __future__ import annotations

from collections.abc import Iterator

COMPUTED = frozenset({"ref", "interview_ref", "root", "added_at"})

VIEWS: dict[str, str] = {
    # A customer that was found to be another one counts as that one, unless that one was merged away as well.
    "customer_roots": """
        SELECT c.id, COALESCE(r.id, c.id) AS root
        FROM customer c LEFT JOIN customer r ON r.id = c.same_as AND r.same_as IS NULL AND r.deleted = 0""",
    "customers": """
        SELECT c.id, c.uid, c.slug, c.name, c.lifecycle, c.internal, c.weight, h.author, h.at AS added_at
        FROM customer c JOIN customer_roots r ON r.id = c.id AND r.root = c.id JOIN change h ON h.id = c.change
        WHERE c.deleted = 0""",
    "segments": """
        SELECT s.id, s.uid, s.slug, s.name, s.weight, h.author, h.at AS added_at
        FROM segment s JOIN change h ON h.id = s.change WHERE s.deleted = 0""",
    "customer_segments": """
        SELECT DISTINCT r.root AS customer, s.segment
        FROM customer_segment s JOIN customer_roots r ON r.id = s.customer
        JOIN segment g ON g.id = s.segment AND g.deleted = 0
        WHERE s.deleted = 0""",
    "participants": """
        SELECT p.id, p.uid, r.root AS customer, p.name, p.role, p.consent
        FROM participant p JOIN customer_roots r ON r.id = p.customer WHERE p.deleted = 0""",
    "interviews": """
        SELECT i.id, i.uid, i.slug || CASE i.twin WHEN 1 THEN '' ELSE '.' || CAST(i.twin AS TEXT) END AS ref,
            i.slug, i.twin, r.root AS customer, i.topic, i.topic_slug, i.guide, i.source, i.lifecycle, i.started_at,
            i.ended_at, i.zone, i.minutes, i.disclosed, i.phase, i.question, h.author
        FROM interview i JOIN customer_roots r ON r.id = i.customer JOIN change h ON h.id = i.change
        WHERE i.deleted = 0 AND i.part_of IS NULL""",
    "entries": """
        SELECT e.id, e.uid, i.ref || '/' || CAST(e.number AS TEXT)
                || CASE e.twin WHEN 1 THEN '' ELSE '-' || CAST(e.twin AS TEXT) END AS ref,
            e.interview, i.ref AS interview_ref, e.number, e.twin, e.question, e.answer, e.at, e.phase, e.speaker,
            e.verbatim, e.evidence, e.prompted, e.aha, e.look, h.author
        FROM entry e JOIN interviews i ON i.id = e.interview JOIN change h ON h.id = e.change
        WHERE e.deleted = 0""",
    "tags": """
        SELECT t.id, t.uid, t.entry, t.kind, t.severity, t.who, t.takes, h.author
        FROM tag t JOIN change h ON h.id = t.change WHERE t.deleted = 0""",
    "labels": """
        SELECT l.id, l.uid, l.entry, l.name, h.author
        FROM label l JOIN change h ON h.id = l.change WHERE l.deleted = 0""",
    "items": """
        SELECT i.id, i.uid, i.slug || CASE i.twin WHEN 1 THEN '' ELSE '.' || CAST(i.twin AS TEXT) END AS ref,
            i.slug, i.twin, i.title, i.description, i.status, i.horizon, i.tracker, i.key, i.url, i.gone, i.shipped_at,
            h.author, h.at AS added_at
        FROM item i JOIN change h ON h.id = i.change WHERE i.deleted = 0""",
    "item_segments": """
        SELECT s.item, s.segment FROM item_segment s JOIN segment g ON g.id = s.segment AND g.deleted = 0
        WHERE s.deleted = 0""",
    "item_topics": "SELECT t.item, t.name FROM item_topic t WHERE t.deleted = 0",
    "links": """
        SELECT l.id, l.uid, l.tag, l.item, l.stance, h.author
        FROM link l JOIN change h ON h.id = l.change JOIN item i ON i.id = l.item AND i.deleted = 0
        JOIN tag t ON t.id = l.tag AND t.deleted = 0
        WHERE l.deleted = 0""",
    "parked_questions": """
        SELECT p.id, p.uid, p.interview, i.ref || '/' || CAST(p.number AS TEXT)
                || CASE p.twin WHEN 1 THEN '' ELSE '-' || CAST(p.twin AS TEXT) END AS ref,
            p.number, p.twin, p.question, p.why, p.answer, p.at, p.answered_at, h.author
        FROM parked p JOIN interviews i ON i.id = p.interview JOIN change h ON h.id = p.change
        WHERE p.deleted = 0""",
    # Of an interview that two laptops began, each may hold the word, and one of them what it means.
    "terms": """
        SELECT t.id, t.uid, t.interview, t.word, t.name, COALESCE(t.meaning, (
                SELECT o.meaning FROM term o JOIN interview p ON p.id = o.interview
                WHERE p.part_of = t.interview AND p.deleted = 0 AND o.word = t.word AND o.deleted = 0
                    AND o.meaning IS NOT NULL
                ORDER BY o.uid LIMIT 1)) AS meaning, t.at, h.author
        FROM term t JOIN interviews i ON i.id = t.interview JOIN change h ON h.id = t.change
        WHERE t.deleted = 0""",
    "followups": """
        SELECT f.id, f.uid, f.number, f.twin, f.title, r.root AS customer, f.interview, f.due, f.at, f.done_at, h.author
        FROM followup f LEFT JOIN customer_roots r ON r.id = f.customer JOIN change h ON h.id = f.change
        WHERE f.deleted = 0""",
    "workshops": """
        SELECT w.id, w.uid, w.slug || CASE w.twin WHEN 1 THEN '' ELSE '.' || CAST(w.twin AS TEXT) END AS ref,
            w.slug, w.twin, w.name, w.team, w.dots, w.stacking, w.held_at, w.closed_at, h.author, h.at AS added_at
        FROM workshop w JOIN change h ON h.id = w.change WHERE w.deleted = 0""",
    "workshop_groups": "SELECT g.id, g.uid, g.workshop, g.name FROM workshop_group g WHERE g.deleted = 0",
    # A seat's customer may have been merged into another one, or be gone; then nobody sits there.
    "workshop_seats": """
        SELECT s.id, s.uid, s.workshop, c.id AS customer, c.slug, COALESCE(c.name, s.member) AS name, s.member,
            g.id AS at_group, s.came
        FROM workshop_seat s LEFT JOIN customer_roots r ON r.id = s.customer LEFT JOIN customers c ON c.id = r.root
        LEFT JOIN workshop_group g ON g.id = s.at_group AND g.deleted = 0
        WHERE s.deleted = 0 AND (s.member IS NOT NULL OR c.id IS NOT NULL)""",
    "workshop_problems": """
        SELECT p.id, p.uid, CAST(p.number AS TEXT)
                || CASE p.twin WHEN 1 THEN '' ELSE '-' || CAST(p.twin AS TEXT) END AS ref,
            p.workshop, p.number, p.twin, p.title, g.id AS at_group, p.joined_to, p.picked, p.chosen, h.author
        FROM workshop_problem p JOIN change h ON h.id = p.change
        LEFT JOIN workshop_group g ON g.id = p.at_group AND g.deleted = 0
        WHERE p.deleted = 0""",
    "workshop_voices": """
        SELECT v.id, v.uid, v.problem, v.entry, i.customer, e.ref
        FROM workshop_voice v JOIN entries e ON e.id = v.entry JOIN interviews i ON i.id = e.interview
        WHERE v.deleted = 0""",
    "workshop_votes": """
        SELECT v.id, v.uid, v.problem, v.seat, v.dots
        FROM workshop_vote v JOIN workshop_seats s ON s.id = v.seat JOIN workshop_problems p ON p.id = v.problem
        WHERE v.deleted = 0 AND v.dots > 0""",
    "workshop_deliveries": """
        SELECT d.id, d.uid, d.problem, d.state, d.who, d.takes, d.why, d.at, h.author
        FROM workshop_delivery d JOIN change h ON h.id = d.change WHERE d.deleted = 0""",
    "snapshots": """
        SELECT s.id, s.uid, s.slug || CASE s.twin WHEN 1 THEN '' ELSE '.' || CAST(s.twin AS TEXT) END AS ref,
            s.slug, s.twin, s.name, s.at, s.scope, s.policy, s.change, h.author
        FROM snapshot s JOIN change h ON h.id = s.change WHERE s.deleted = 0""",
    # A customer who was merged into another one since is that one; an item may have been removed since.
    "snapshot_voices": """
        SELECT v.id, v.uid, v.judged, r.root AS customer, v.state
        FROM snapshot_voice v JOIN customer_roots r ON r.id = v.customer WHERE v.deleted = 0""",
}

SEARCH_COLUMNS = ("question", "answer")


def drop(dialect: str) -> Iterator[str]:
    """The statements that take everything derived away."""
    for name in reversed(VIEWS):
        yield f"DROP VIEW IF EXISTS {name}"
    if dialect == "sqlite":
        yield from (f"DROP TRIGGER IF EXISTS entry_search_{event}" for event in ("insert", "update", "delete"))
        yield "DROP TABLE IF EXISTS entry_search"
    else:
        yield "DROP INDEX IF EXISTS ix_entry_search"


def create(dialect: str) -> Iterator[str]:
    """The statements that make it again, full text included."""
    for name, query in VIEWS.items():
        yield f"CREATE VIEW {name} AS {query}"
    yield from _sqlite_search() if dialect == "sqlite" else _server_search()


def _sqlite_search() -> Iterator[str]:
    columns = ", ".join(SEARCH_COLUMNS)
    old, new = (", ".join(f"{row}.{column}" for column in SEARCH_COLUMNS) for row in ("old", "new"))
    leave = f"INSERT INTO entry_search(entry_search, rowid, {columns}) VALUES ('delete', old.id, {old});"
    enter = f"INSERT INTO entry_search(rowid, {columns}) VALUES (new.id, {new});"
    yield (
        f"CREATE VIRTUAL TABLE entry_search USING fts5({columns}, content='entry', content_rowid='id', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    yield f"CREATE TRIGGER entry_search_insert AFTER INSERT ON entry BEGIN {enter} END"
    yield f"CREATE TRIGGER entry_search_update AFTER UPDATE OF {columns} ON entry BEGIN {leave} {enter} END"
    yield f"CREATE TRIGGER entry_search_delete AFTER DELETE ON entry BEGIN {leave} END"
    yield "INSERT INTO entry_search(entry_search) VALUES ('rebuild')"


def _server_search() -> Iterator[str]:
    yield f"CREATE INDEX ix_entry_search ON entry USING gin ({SERVER_DOCUMENT})"


# PostgreSQL refuses a document of more than a megabyte of words, and stores none for us: the index is all.
SERVER_DOCUMENT = "to_tsvector('simple', left(coalesce(question, '') || ' ' || coalesce(answer, ''), 200000))"
