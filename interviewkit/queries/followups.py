"""What was promised to customers, the most urgent first."""

from __future__ import annotations

from interviewkit import dates
from interviewkit.dbfile import Row, Store
from interviewkit.queries.scope import Scope

REF = "CAST(f.number AS TEXT) || CASE f.twin WHEN 1 THEN '' ELSE '-' || CAST(f.twin AS TEXT) END"

FOLLOWUP = f"""
    SELECT f.uid, {REF} AS ref, f.number, f.title, c.slug AS customer, c.name AS customer_name, i.ref AS interview,
        f.due, f.at, f.done_at, f.author
    FROM followups f LEFT JOIN customers c ON c.id = f.customer LEFT JOIN interviews i ON i.id = f.interview"""

OPEN_REFS = f"SELECT {REF} AS ref FROM followups f WHERE f.done_at IS NULL ORDER BY f.number, f.twin"
"""What completion offers where a follow-up is to be named."""


def listed(store: Store, *, due_by: str | None = None, done: bool = False) -> list[Row]:
    """The open follow-ups by due day, so overdue ones come first and those without a day last.

    `due_by`, a day, leaves only those due on it or before; `done` adds, behind them, what was done.
    """
    rows = store.rows(
        f"{FOLLOWUP} WHERE (CAST(:due_by AS TEXT) IS NULL OR f.due <= :due_by)"
        " AND (:done = 1 OR f.done_at IS NULL)"
        " ORDER BY CASE WHEN f.done_at IS NULL THEN 0 ELSE 1 END, CASE WHEN f.due IS NULL THEN 1 ELSE 0 END,"
        " f.due, f.number, f.twin",
        due_by=due_by,
        done=done,
    )
    today = dates.due("today")
    return [_told(row, today) for row in rows]


def in_scope(store: Store, scope: Scope) -> list[Row]:
    """Every promise, kept ones too, by number: made within the dates, to the customers of the scope.

    A scope of sources, topics or participants leaves what was promised in such interviews.
    """
    within = (("sources", _OF_SOURCE), ("topics", _ON_TOPIC), ("participants", _WITH_SOMEBODY))
    conditions = [
        scope.of_customers,
        *(["f.at >= :since"] if scope.since else []),
        *(["f.at < :until"] if scope.until else []),
        *(sql.format(_places(name, getattr(scope, name))) for name, sql in within if getattr(scope, name)),
    ]
    return store.rows(f"{FOLLOWUP} WHERE {' AND '.join(conditions)} ORDER BY f.number, f.twin", **scope.values)


_OF_SOURCE = "i.source IN ({})"
_ON_TOPIC = "i.topic_slug IN ({})"
_WITH_SOMEBODY = """i.id IN (SELECT a.interview FROM attendance a JOIN participants p ON p.id = a.participant
    WHERE a.deleted = 0 AND p.uid IN ({}))"""


def _places(name: str, words: tuple[str, ...]) -> str:
    """The scope's parameters of that name (`Scope.values`)."""
    return ", ".join(f":{name}_{place}" for place in range(len(words)))


def one(store: Store, uid: str) -> Row:
    """One follow-up, by its uid."""
    return _told(store.rows(f"{FOLLOWUP} WHERE f.uid = :uid", uid=uid)[0], dates.due("today"))


def _told(row: Row, today: str) -> Row:
    """The same follow-up, with `overdue`: still open after its day, on the clocks of this machine."""
    late = row["done_at"] is None and row["due"] is not None and row["due"] < today
    return row | {"overdue": late}
