"""What changed since a snapshot: verdicts gained and lost, who moved, what is new and what is gone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from typing import Any, NamedTuple

from interviewkit import references
from interviewkit.dates import short_day
from interviewkit.dbfile import Row
from interviewkit.evidence.changes import Outcome
from interviewkit.evidence.roadmap import ItemEvidence, item_evidence
from interviewkit.evidence.study import Customer, Study
from interviewkit.output import Field
from interviewkit.queries import people, snapshots
from interviewkit.queries.scope import Scope, narrowed
from interviewkit.reports.asking import Asked, Plain, scope_of
from interviewkit.reports.moved import Noted, compared, gone
from interviewkit.reports.quotes import Shown
from interviewkit.reports.wording import plural
from interviewkit.settings import Policy

QUOTES = 2
"""At most so many entries are quoted for one customer who moved; all are named."""

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("change", "before.verdict", "before.reason", "before.customers.supports", "before.customers.contradicts"),
        *("before.customers.mixed", "before.customers.neutral", "before.customers.silent", "before.customers.total"),
        *("before.share", "before.interval.low", "before.interval.high", "before.strong"),
    )
)
"""The columns that a roadmap's CSV has more when it is asked what changed."""

_TOLD = tuple(each.value for each in (Outcome.GAINED, Outcome.LOST, Outcome.CHANGED, Outcome.MOVED))
_LISTED = {
    Outcome.NEW.value: "New on the roadmap",
    Outcome.GONE.value: "Gone from the roadmap",
    Outcome.SAME.value: "As it was",
}


class Before(NamedTuple):
    """A snapshot that a report is compared with: its row, and its scope and policy as they were kept."""

    row: Row
    scope: Plain
    policy: Policy


def chosen(asked: Asked) -> tuple[Asked, Before | None]:
    """The report as it is to be made, and the snapshot that it is compared with, if one is named.

    Without a scope of its own the report takes the snapshot's. Errors: NotFound, UsageError.
    """
    if asked.since_snapshot is None:
        return asked, None
    row = references.snapshot(asked.store, asked.since_snapshot)
    scope = json.loads(row["scope"])
    known = {field.name for field in fields(Policy)}
    policy = Policy(**{name: value for name, value in json.loads(row["policy"]).items() if name in known})
    if asked.scope == Scope():
        asked = replace(asked, scope=Scope(**{field.name: _frozen(scope[field.name]) for field in fields(Scope)}))
    return asked, Before(row, scope, policy)


def told(asked: Asked, before: Before, study: Study, evidence: Sequence[ItemEvidence], shown: Shown) -> Plain:
    """What changed for these items, the most important first.

    Items that were removed since come too, unless the report is of one item.
    """
    kept = {row["uid"]: row for row in snapshots.items(asked.store, before.row["id"])}
    voices = snapshots.voices(asked.store, before.row["id"])
    noted = _noted(asked, before, study, shown)
    items = [compared(each, kept.get(each.item.uid), voices.get(each.item.uid, {}), noted) for each in evidence]
    if not asked.reference:
        items += [gone(row) for row in kept.values() if not row["there"]]
    order = [each.value for each in Outcome]
    items.sort(key=lambda item: order.index(item["change"]))
    counted = {
        "then": len({slug for each in evidence for slug in voices.get(each.item.uid, ())}),
        "now": len({one.slug for each in evidence for one in counted_for(each)}),
    }
    return {
        **{key: before.row[key] for key in ("uid", "ref", "name", "at", "author")},
        "scope": before.scope,
        "policy": asdict(before.policy),
        "same_scope": before.scope == scope_of(asked.scope),
        "same_policy": before.policy == asked.policy,
        "customers": counted,
        "items": items,
        "page": _page(before, items, counted) | {"notes": _notes(asked, before)},
    }


def counted_for(each: ItemEvidence) -> list[Customer]:
    """The customers who count for an item in either of its rounds."""
    return [*each.need.counted, *(each.after.counted if each.after else ())]


def rows(items: Iterable[Plain], since: Plain) -> list[Plain]:
    """The rows of a CSV with what was before beside them; items that were removed come last."""
    found = {item["uid"]: item for item in since["items"]}
    left = [item for item in since["items"] if item["change"] == Outcome.GONE.value]
    return [item | _beside(found[item["uid"]]) for item in items] + [
        {key: item[key] for key in ("uid", "slug", "title")} | _beside(item) for item in left
    ]


def _beside(item: Plain) -> Plain:
    before = item["before"]
    if before is None:
        return {"change": item["change"], "before": None}
    low, high = before["interval"]
    return {"change": item["change"], "before": before | {"interval": {"low": low, "high": high}}}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _noted(asked: Asked, before: Before, study: Study, shown: Shown) -> Noted:
    other = () if before.policy == asked.policy else item_evidence(study, before.policy)
    return Noted(
        shown=shown._replace(most=min(shown.most, QUOTES)),
        names=people.names(asked.store)[0],
        linked=frozenset(snapshots.linked_since(asked.store, before.row["change"])),
        taken=snapshots.taken_since(asked.store, before.row["change"]),
        by_then={each.item.uid: each for each in other},
        z=asked.policy.z,
    )


def _page(before: Before, items: Sequence[Plain], counted: Plain) -> Plain:
    groups = {change: [item for item in items if item["change"] == change] for change in _LISTED}
    return {
        "title": f"Since the snapshot {before.row['ref']}, {short_day(before.row['at'])}",
        "counted": f"{plural(counted['then'], 'customer')} counted then, {counted['now']} now.",
        "told": [item for item in items if item["change"] in _TOLD],
        "nothing": "No verdict changed, and no customer moved.",
        "listed": [
            {"title": _LISTED[change], "names": [_named(item) for item in some]}
            for change, some in groups.items()
            if some
        ],
    }


def _named(item: Plain) -> str:
    """An item that is only listed: as it was by its slug, others with how they stand or stood."""
    slug, said = item["slug"], item["page"].get("said")
    return f"{slug} ({said})" if said else str(slug)


def _notes(asked: Asked, before: Before) -> list[str]:
    """What makes then and now hard to compare."""
    scope, notes = scope_of(asked.scope), []
    if before.scope != scope:
        notes.append(
            f"The scopes differ: {_words(before.scope)} then, {_words(scope)} now. What changed may come of that alone."
        )
    elif before.scope["until"]:
        day = short_day(before.scope["until"])
        notes.append(f"The snapshot's scope ends before {day}: what was heard since is not in this report.")
    pairs = [(name, value, asdict(asked.policy)[name]) for name, value in asdict(before.policy).items()]
    changed = [f"{name} {then:g} then, {now:g} now" for name, then, now in pairs if then != now]
    if changed:
        notes.append(f"The rules differ: {'; '.join(changed)}. Verdicts now are by the rules of now.")
    return [*notes, _NO_TWO_SAMPLES]


_NO_TWO_SAMPLES = (
    "Who was counted then is counted now as well: then and now are no two samples, and one voice can turn a verdict"
    " that is near a rule's line. Only those not counted before are a sample of their own."
)


def _words(scope: Plain) -> str:
    return "; ".join(narrowed(scope)) or "every interview"
