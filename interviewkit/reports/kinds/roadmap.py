"""Roadmap validation: what it says, as dicts, lists, strings and numbers: decided and sorted here, laid out elsewhere.

The keys are the JSON's (interface.md, "Reports"). What only pages need stands under a key `page` beside
them: JSON and CSV leave it out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from interviewkit import references
from interviewkit.dbfile import Row
from interviewkit.evidence.gaps import Gap, gaps, unanswered
from interviewkit.evidence.ranking import Quote
from interviewkit.evidence.roadmap import ItemEvidence, best_first, item_evidence
from interviewkit.evidence.saturation import Saturation, saturation
from interviewkit.evidence.study import Customer, Interview, Study, Tagged
from interviewkit.output import Field
from interviewkit.queries import snapshots
from interviewkit.queries.study import StudyRows
from interviewkit.queries.workshops import votes_by_item
from interviewkit.reports import since, trend, wording
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.dots import with_votes
from interviewkit.reports.items import described
from interviewkit.reports.quotes import Shown
from interviewkit.reports.reading import period, reading
from interviewkit.reports.since import Before

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("uid", "slug", "key", "title", "status", "horizon", "verdict", "reason"),
        *(
            f"customers.{name}"
            for name in (
                *("supports", "contradicts", "mixed", "neutral", "silent"),
                *("total", "changed", "outside"),
            )
        ),
        *("share", "share_of_spoke", "interval.low", "interval.high", "strong", "coverage", "needed"),
        *("interviews", "votes.dots", "votes.cast", "pain_score", "tags.problem", "tags.process", "tags.pain"),
        *("after.verdict", "after.reason", "after.customers.supports", "after.customers.contradicts"),
        *("after.customers.mixed", "after.customers.total"),
    )
)
"""The columns of a roadmap's CSV: the JSON's names, flattened by dots, lists left out."""


def report(asked: Asked) -> Report:
    """The report on every item of the statuses and horizons asked for, or on the one item that is named.

    Errors: NotFound and UsageError for what the reference names.
    """
    uid = references.item(asked.store, asked.reference)["uid"] if asked.reference else None
    asked, before = since.chosen(asked)
    context = _context(asked, uid, before)
    flat = [_flat(item) for item in context["items"]]
    template = "item" if uid else "roadmap"
    if before is None:
        return Report(context, template, flat, CSV_FIELDS)
    return Report(context, template, since.rows(flat, context["since_snapshot"]), CSV_FIELDS + since.CSV_FIELDS)


def _context(asked: Asked, uid: str | None, before: Before | None) -> Plain:
    rows, study, shown, segments = reading(asked)
    places = {row["uid"]: row for row in rows.items}
    evidence = [each for each in best_first(item_evidence(study, asked.policy)) if _wanted(each, asked, uid)]
    kept, elsewhere = snapshots.of_scope(asked.store, asked.head["scope"])
    described_items = [described(each, places[each.item.uid], segments, shown) for each in evidence]
    votes = {row["item"]: row for row in votes_by_item(asked.store, asked.scope)}
    listed = [
        trend.with_history(with_votes(item, votes, shown.names), kept, asked.generated_at) for item in described_items
    ]
    external = study.counted
    hurting = gaps(study, asked.policy)
    return asked.head | {
        "policy": asdict(asked.policy),
        "customers": len({interview.customer for interview in external}),
        "interviews": len(external),
        "entries": sum(interview.entries for interview in external),
        "items": listed,
        "since_snapshot": since.told(asked, before, study, evidence, shown) if before else None,
        "gaps": [_gap(gap, shown) for gap in hurting.labelled],
        "unlabelled": _gap(hurting.unlabelled, shown) if hurting.unlabelled else None,
        "saturation": _saturation(saturation(study, asked.policy)),
        "heard": _heard(study, rows, external),
        "withheld": shown.held_back(_quotable(evidence, [] if uid else unanswered(study))),
        "page": {
            "title": listed[0]["title"] if uid and listed else "Roadmap validation",
            "period": period(rows.interviews, external),
            "scope": wording.scope_words(asked.scope, segments, shown.names, asked.statuses, asked.horizons),
            "headline": wording.headline(evidence, len({each.customer for each in external})),
            "hurts": wording.hurts(hurting, len({each.customer for each in external})),
            "gaps_are": wording.GAPS_ARE,
            "no_gaps": wording.no_gaps(asked.policy),
            "rules": wording.rules(asked.policy),
            "notes": wording.standing_notes(
                asked.policy, trend.error_rate(asked.policy), trend.looks(kept, elsewhere, listed, asked.policy)
            ),
        },
    }


def _wanted(each: ItemEvidence, asked: Asked, uid: str | None) -> bool:
    item = each.item
    if uid is not None:
        return item.uid == uid
    return (not asked.statuses or item.status in asked.statuses) and (
        not asked.horizons or item.horizon in asked.horizons
    )


def _flat(item: Plain) -> Plain:
    """The item as a row of the CSV: its interval's ends have names."""
    low, high = item["interval"]
    return item | {"interval": {"low": low, "high": high}}


def _quotable(evidence: Iterable[ItemEvidence], hurting: Iterable[Tagged]) -> list[Quote]:
    """Everything this report could quote: for and against its items, and what hurts and no item answers."""
    rounds = [each.need for each in evidence] + [each.after for each in evidence if each.after]
    said = [quote for one in rounds for quote in (*one.supporting, *one.contradicting)]
    return said + [Quote(tag, "") for tag in hurting]


def _gap(gap: Gap, shown: Shown) -> Plain:
    return {
        "label": gap.label or None,
        "customers": len(gap.customers),
        "tags": gap.tags,
        "pain_score": gap.pain_score,
        "quotes": shown.strongest(gap.quotes),
        "page": {"names": [shown.names[slug] for slug in gap.customers]},
    }


def _saturation(found: Saturation) -> Plain:
    return {
        "interviews": found.interviews,
        "saturated": found.saturated,
        "ratio": None if found.ratio is None else round(found.ratio, 4),
        "first": found.first,
        "last": found.last,
        "reason": found.reason,
        "curve": [point._asdict() for point in found.curve],
    }


def _heard(study: Study, rows: StudyRows, external: list[Interview]) -> Plain:
    """Who was heard and who was not: by segment, lifecycle and source."""
    able = [customer for customer in study.customers if not customer.internal]
    heard = {interview.customer for interview in external}
    latest = {row["customer"]: row["lifecycle"] for row in rows.interviews}
    segments = [_segment(row, able, heard) for row in rows.segments]
    lifecycles = _counted(latest[slug] for slug in heard)
    sources = _counted(interview.source for interview in external)
    return {
        "segments": segments,
        "page": {
            "several": wording.in_several(able, [row["slug"] for row in rows.segments]),
            "segments": [f"{one['name']} {one['page']['said']}" for one in segments],
            "lifecycles": [f"{one['word']} {one['count']} of {len(heard)}" for one in lifecycles],
            "sources": [f"{one['word']} {one['count']} of {len(external)}" for one in sources],
        },
        "no_segment": [c.name for c in able if not c.segments and c.slug in heard],
        "lifecycles": lifecycles,
        "sources": sources,
        "not_heard": sorted((c.name for c in able if c.slug not in heard), key=str.casefold),
        "internal": _internal(study),
    }


def _segment(row: Row, able: list[Customer], heard: set[str]) -> Plain:
    members = [customer for customer in able if row["slug"] in customer.segments]
    spoke = sum(customer.slug in heard for customer in members)
    return {
        "slug": row["slug"],
        "name": row["name"],
        "customers": len(members),
        "heard": spoke,
        "page": {"said": wording.part(spoke, len(members), "has no customer")},
    }


def _internal(study: Study) -> list[str]:
    """Coworkers who were interviewed, and whoever dogfooded: listed, never counted."""
    talked = {interview.customer for interview in study.interviews if interview.entries}
    ours = {interview.customer for interview in study.interviews if interview.entries and interview.internal}
    return sorted(c.name for c in study.customers if (c.internal and c.slug in talked) or c.slug in ours)


def _counted(words: Iterable[Any]) -> list[Plain]:
    return [{"word": word, "count": count} for word, count in sorted(Counter(words).most_common(), key=_most)]


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]
