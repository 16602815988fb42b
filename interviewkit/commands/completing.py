"""What Tab offers: slugs, numbers and fixed words, never text from people.

A shell's completion script evaluates what it is given, so only what cannot mean anything to a shell leaves
here. Nothing is said when there is no store to look into.
"""

import re
from collections.abc import Callable
from typing import Any

import typer

HARMLESS = re.compile(r"[a-z0-9@/:._-]+")
AT_MOST = 200


def register() -> None:
    """Make the shells known to Typer, without the help that would import rich."""
    from typer import _completion_classes

    _completion_classes._sanitize_help_text = lambda text: text
    _completion_classes.completion_init()


def from_sql(*queries: str) -> Callable[[typer.Context, str], list[str]]:
    """A completion that offers the first column of the queries, where it begins as typed."""

    def complete(ctx: typer.Context, incomplete: str) -> list[str]:
        offered = [str(row[0]) for query in queries for row in _fetched(ctx, query)]
        return [word for word in dict.fromkeys(offered) if word.startswith(incomplete) and HARMLESS.fullmatch(word)][
            :AT_MOST
        ]

    return complete


def _fetched(ctx: typer.Context, query: str) -> list[tuple[Any, ...]]:
    from interviewkit.commands.desk import Desk

    root = ctx.find_root().params
    try:
        with Desk(root.get("db"), None).reading() as store:
            return [tuple(row.values()) for row in store.rows(query)]
    except Exception:
        return []


_RUNNING = "interview IN (SELECT id FROM interviews WHERE ended_at IS NULL)"

interviews = from_sql("SELECT ref FROM interviews ORDER BY started_at DESC")
entries = from_sql(
    f"SELECT number FROM entries WHERE {_RUNNING} ORDER BY number DESC",
    "SELECT ref FROM entries ORDER BY at DESC",
)
tags = from_sql(
    "SELECT CAST(e.number AS TEXT) || ':' || t.kind FROM tags t JOIN entries e ON e.id = t.entry"
    f" WHERE e.{_RUNNING} ORDER BY e.number DESC",
    "SELECT e.ref || ':' || t.kind FROM tags t JOIN entries e ON e.id = t.entry ORDER BY e.at DESC",
)
things = from_sql("SELECT ref FROM interviews ORDER BY started_at DESC", "SELECT ref FROM entries ORDER BY at DESC")
customers = from_sql("SELECT slug FROM customers ORDER BY slug")
segments = from_sql("SELECT slug FROM segments ORDER BY slug")
items = from_sql("SELECT ref FROM items ORDER BY ref")
topics = from_sql("SELECT DISTINCT topic_slug FROM interviews WHERE topic_slug IS NOT NULL ORDER BY topic_slug")
snapshots = from_sql("SELECT ref FROM snapshots ORDER BY at DESC, uid DESC")
labels = from_sql("SELECT DISTINCT name FROM labels ORDER BY name")
participants = from_sql("SELECT uid FROM participants ORDER BY uid")
parked = from_sql(f"SELECT number FROM parked_questions WHERE answer IS NULL AND {_RUNNING} ORDER BY number")


def reports(ctx: typer.Context, incomplete: str) -> list[str]:
    """The kinds of report; behind a kind, what it may be of."""
    from interviewkit.reports.kinds import KINDS

    typed = ctx.params.get("words") or []
    if not typed:
        return [kind for kind in KINDS if kind.startswith(incomplete)]
    of = KINDS[typed[0]].of if typed[0] in KINDS else None
    return _OF[of](ctx, incomplete) if of in _OF else []


_OF = {"ITEM": items, "INTERVIEW": interviews, "CUSTOMER": customers, "TOPIC": topics}
