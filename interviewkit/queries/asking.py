"""What bears on whom to ask next, beside what was said."""

from __future__ import annotations

from interviewkit.dbfile import Store


def topics(store: Store) -> dict[str, str]:
    """The topics of the interviews as they were last typed, by slug."""
    rows = store.rows("SELECT topic_slug, topic FROM interviews WHERE topic_slug IS NOT NULL ORDER BY started_at, id")
    return {row["topic_slug"]: row["topic"] for row in rows}


def known_topics(store: Store) -> list[str]:
    """The slugs of the topics that interviews or roadmap items have, in the alphabet's order."""
    rows = store.rows(
        "SELECT topic_slug AS name FROM interviews WHERE topic_slug IS NOT NULL UNION SELECT name FROM item_topics"
    )
    return sorted(row["name"] for row in rows)


def running(store: Store) -> set[str]:
    """The customers (slugs) with whom an interview is running."""
    rows = store.rows(
        "SELECT DISTINCT c.slug FROM interviews i JOIN customers c ON c.id = i.customer WHERE i.ended_at IS NULL"
    )
    return {row["slug"] for row in rows}


def overdue(store: Store, today: str) -> dict[str, int]:
    """How many open promises to a customer (slug) were due before this day."""
    rows = store.rows(
        "SELECT c.slug, count(*) AS number FROM followups f JOIN customers c ON c.id = f.customer"
        " WHERE f.done_at IS NULL AND f.due < :today GROUP BY c.slug",
        today=today,
    )
    return {row["slug"]: row["number"] for row in rows}
