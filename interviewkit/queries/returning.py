"""What stands between us and a customer whom we meet again."""

from __future__ import annotations

from interviewkit.dbfile import Row, Store
from interviewkit.queries.consent import WITHHELD
from interviewkit.queries.counting import DOGFOODED
from interviewkit.queries.entries import is_observation
from interviewkit.queries.followups import FOLLOWUP


def hurt_before(store: Store, interview: Row, most: int) -> list[Row]:
    """The customer's problems and pains from earlier interviews, the most severe and then the latest first.

    Each with `answer` and `verbatim`; an entry once. The team's observations and what we noted while we were the
    customer ourselves are left out, and so are words of those who did not consent.
    """
    rows = store.rows(
        "SELECT e.id, e.answer, e.verbatim, max(COALESCE(t.severity, 1)) AS severity, i.started_at, e.number"
        " FROM entries e JOIN tags t ON t.entry = e.id JOIN interviews i ON i.id = e.interview"
        " WHERE i.customer = :customer AND i.id <> :id AND i.started_at <= :at AND t.kind IN ('problem', 'pain')"
        f" AND e.answer IS NOT NULL AND NOT {WITHHELD} AND NOT {DOGFOODED}"
        " GROUP BY e.id, e.answer, e.verbatim, i.started_at, e.number"
        " ORDER BY severity DESC, i.started_at DESC, e.number, e.id",
        **_between(interview),
    )
    return [row for row in rows if row["answer"].strip() and not is_observation(row["answer"])][:most]


def promised_before(store: Store, interview: Row) -> list[Row]:
    """What was promised to the customer before, and was not kept before we last met: by due day, undated last.

    While we were the customer ourselves we met nobody.
    """
    return store.rows(
        f"{FOLLOWUP} WHERE f.customer = :customer AND f.at <= :at AND (f.interview IS NULL OR f.interview <> :id)"
        " AND (f.done_at IS NULL OR f.done_at >= COALESCE((SELECT max(i.started_at) FROM interviews i"
        f"   WHERE i.customer = :customer AND i.id <> :id AND i.started_at <= :at AND NOT {DOGFOODED}), f.done_at))"
        " ORDER BY CASE WHEN f.due IS NULL THEN 1 ELSE 0 END, f.due, f.number, f.twin",
        **_between(interview),
    )


def delivered_since(store: Store, interview: Row) -> list[Row]:
    """The items that the customer supported and that have shipped after that, the latest first."""
    return store.rows(
        "SELECT DISTINCT o.ref, o.title, o.shipped_at FROM items o JOIN links l ON l.item = o.id"
        " JOIN tags t ON t.id = l.tag JOIN entries e ON e.id = t.entry JOIN interviews i ON i.id = e.interview"
        " WHERE i.customer = :customer AND i.id <> :id AND l.stance = 'supports' AND o.status = 'shipped'"
        f" AND NOT {DOGFOODED} AND o.shipped_at > i.started_at AND o.shipped_at <= :at"
        " ORDER BY o.shipped_at DESC, o.ref",
        **_between(interview),
    )


def _between(interview: Row) -> dict[str, object]:
    """The parameters: whose, which interview it is, and when it began."""
    return {"customer": interview["customer"], "id": interview["id"], "at": interview["started_at"]}
