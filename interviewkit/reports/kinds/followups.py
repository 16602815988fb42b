"""What was promised to customers, and what became of it: overdue first, then due, undated, done."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from interviewkit.dates import local, short_day
from interviewkit.dbfile import Row
from interviewkit.output import Field
from interviewkit.queries import followups as asking
from interviewkit.queries import people
from interviewkit.reports import wording
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.tables import Column, table
from interviewkit.reports.wording import plural

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("uid", "ref", "state", "due", "days", "title", "customer", "customer_name", "interview"),
        *("at", "done_at", "author"),
    )
)
STATES = {
    "overdue": "Overdue",
    "due": "Due later",
    "undated": "Without a date",
    "done": "Done",
}
"""What became of a promise, in a report's order, with its heading."""

CUSTOMERS = (
    Column("Customer", "name"),
    *(Column(title, state, number=True) for state, title in STATES.items()),
    Column("Kept by its day", "kept", number=True),
)


def report(asked: Asked) -> Report:
    """The promises in scope by what became of them, each customer's together, the most urgent customer first."""
    today = local(asked.generated_at).date()
    told = [_told(row, today) for row in asking.in_scope(asked.store, asked.scope)]
    names, segments = people.names(asked.store)
    groups = [(state, _by_customer([one for one in told if one["state"] == state])) for state in STATES]
    ordered = [one for _, group in groups for one in group]
    counts = {state: len(group) for state, group in groups}
    context = asked.head | {
        "counts": counts,
        "kept_by_their_day": _in_time(told),
        "followups": ordered,
        "page": {
            "title": "What was promised",
            "scope": wording.scope_words(asked.scope, segments, names, asked.statuses, asked.horizons),
            "facts": [plural(len(told), "promise"), plural(len({one["customer"] for one in told}), "customer")],
            "headline": _headline(counts, len(told), told),
            "groups": [{"state": state, "title": STATES[state], "followups": group} for state, group in groups],
            "table": table("By customer, the most open promises first", CUSTOMERS, _customers(told)),
            "notes": [],
        },
    }
    return Report(context, "followups", ordered, CSV_FIELDS)


def _told(row: Row, today: date) -> Plain:
    """A promise with its `state`, and `days`: overdue, until due, or kept late; None without a date."""
    due = date.fromisoformat(row["due"]) if row["due"] else None
    done = local(row["done_at"]).date() if row["done_at"] else None
    state = "done" if done else "undated" if due is None else "overdue" if due < today else "due"
    days = None if due is None else (done - due).days if done else abs((due - today).days)
    keys = ("uid", "ref", "title", "customer", "customer_name", "interview", "due", "at", "done_at", "author")
    one = {key: row[key] for key in keys} | {"state": state, "days": days}
    return one | {"page": {"when": _when(one), "whom": row["customer_name"] or "nobody who is known any more"}}


def _when(one: Plain) -> str:
    """When it is or was due, in words."""
    day = short_day(one["due"]) if one["due"] else ""
    if one["state"] == "done":
        kept = f"done on {short_day(one['done_at'])}"
        if not day:
            return kept
        late = f"{plural(one['days'], 'day')} late" if one["days"] > 0 else "in time"
        return f"{kept}, {late}"
    if one["state"] == "overdue":
        return f"due {day}, {plural(one['days'], 'day')} overdue"
    if not day:
        return f"promised on {short_day(one['at'])}"
    return f"due {day}" + (", today" if not one["days"] else f", in {plural(one['days'], 'day')}")


def _by_customer(group: list[Plain]) -> list[Plain]:
    """The promises of one state: each customer's together, by due day (the latest kept first)."""
    urgent = sorted(group, key=lambda one: one["due"] or one["at"])
    if group and group[0]["state"] == "done":
        urgent = sorted(group, key=lambda one: one["done_at"], reverse=True)
    places: dict[str | None, int] = {}
    for one in urgent:
        places.setdefault(one["customer"], len(places))
    return sorted(urgent, key=lambda one: places[one["customer"]])


def _customers(told: list[Plain]) -> list[Plain]:
    found: dict[str | None, list[Plain]] = defaultdict(list)
    for one in told:
        found[one["customer"]].append(one)
    rows = [
        {"name": own[0]["page"]["whom"]}
        | {state: sum(one["state"] == state for one in own) for state in STATES}
        | {"kept": _of(_in_time(own))}
        for own in found.values()
    ]
    return sorted(rows, key=lambda row: (-row["overdue"], -row["due"] - row["undated"], row["name"].casefold()))


def _in_time(told: list[Plain]) -> Plain:
    """How many of the kept promises that had a day were kept by it."""
    kept = [one for one in told if one["state"] == "done" and one["due"]]
    return {"count": sum(one["days"] <= 0 for one in kept), "of": len(kept)}


def _of(one: Plain) -> str:
    return f"{one['count']} of {one['of']}" if one["of"] else "–"


def _headline(counts: dict[str, int], total: int, told: list[Plain]) -> str:
    if not total:
        return "Nothing was promised in this scope."
    in_time = _in_time(told)
    waiting = counts["due"] + counts["undated"]
    kept = f"; of those that had a day, {_of(in_time)} by that day" if in_time["of"] else ""
    return (
        f"Of {plural(total, 'promise')}, {counts['overdue']} are overdue, {waiting} open and not overdue,"
        f" {counts['done']} kept{kept}."
    )
