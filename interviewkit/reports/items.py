"""One roadmap item as a report describes it: the JSON's keys, and under `page` what only pages show."""

from __future__ import annotations

from collections.abc import Mapping

from interviewkit.dates import short_day
from interviewkit.dbfile import Row
from interviewkit.evidence.roadmap import ItemEvidence, Round
from interviewkit.reports import wording
from interviewkit.reports.asking import Plain
from interviewkit.reports.quotes import Shown

MOST_NAMED = 200
"""Customers of an item that a page draws and names one by one."""
FIRST_NAMED = 20
"""Names of a state that a page gives where there are more customers than that."""


def described(found: ItemEvidence, row: Row, segments: Mapping[str, str], shown: Shown) -> Plain:
    """The item with its evidence; a shipped one's second round stands under `after`, else that is None.

    `row` is the item as the store has it, `segments` names segments by slug.
    """
    item = found.item
    return {
        "uid": item.uid,
        "slug": item.slug,
        "key": item.key,
        "title": item.title,
        "status": item.status,
        "horizon": item.horizon,
        **_round(found, found.need, segments, shown),
        "after": _round(found, found.after, segments, shown) if found.after else None,
        "page": _page(found, found.need, segments, shown)
        | {
            "url": row["url"] if _is_web(row["url"]) else None,
            "place": _place(found, row),
            "group": _group(found),
        },
    }


def _round(found: ItemEvidence, one: Round, segments: Mapping[str, str], shown: Shown) -> Plain:
    """One round's figures; the second round of a shipped item carries its own page."""
    judged, tally = one.judgement, one.tally
    figures: Plain = {
        "verdict": judged.verdict.value if judged.verdict else None,
        "reason": judged.reason,
        "customers": {
            "supports": tally.supports,
            "contradicts": tally.contradicts,
            "mixed": tally.mixed,
            "neutral": tally.neutral,
            "silent": tally.silent,
            "total": tally.total,
            "changed": one.changed,
            "outside": sum(one.outside.values()),
        },
        "share": None if judged.share is None else round(judged.share, 4),
        "share_of_spoke": None if judged.share_of_spoke is None else round(judged.share_of_spoke, 4),
        "interval": [round(judged.interval[0], 4), round(judged.interval[1], 4)],
        "strong": judged.strong,
        "coverage": round(judged.coverage, 4),
        "needed": judged.needed,
        "interviews": one.interviews,
        "pain_score": one.pain_score,
        "severity": one.severity,
        "tags": one.tags,
        "segments": [segment._asdict() for segment in one.segments],
        "quotes": [*shown.strongest(one.supporting), *shown.strongest(one.contradicting)],
    }
    return figures | ({} if one is found.need else {"page": _page(found, one, segments, shown)})


def _page(found: ItemEvidence, one: Round, segments: Mapping[str, str], shown: Shown) -> Plain:
    tally = one.tally
    said = wording.SOLVED_SAID if one is found.after else wording.NEED_SAID
    crowd = len(one.counted) > MOST_NAMED
    cells = [] if crowd else one.cells
    states = [state | {"names": _named(state["names"], crowd)} for state in wording.states(one, said)]
    return {
        "word": wording.verdict_word(one.judgement.verdict),
        "share": wording.share_words(found, one),
        "counted": wording.part(tally.supports, tally.total, "nobody heard"),
        "share_shown": wording.share_shown(one),
        "reason": wording.reason_words(one),
        "line": wording.line(one, segments),
        "beside": wording.beside(one, said),
        "spoke": tally.spoke,
        "asked": said["supports"][1],
        "states": states,
        "severity": ", ".join(f"{count} {word}" for word, count in one.severity.items() if count) or "not stated",
        "told": ", ".join(state["said"] for state in states),
        "cells": [
            {"name": customer.name, "state": state.value, "said": said[state.value][0]} for customer, state in cells
        ],
        "crowd": f"{len(one.counted):,} customers: too many to draw one by one." if crowd else "",
        "heard": _heard(found, one),
        "first_hand": wording.part(one.judgement.strong, tally.supports, "–"),
        "segment_names": [segments.get(segment.slug, segment.slug) for segment in one.segments],
        "segments_note": wording.in_several(one.counted, [segment.slug for segment in one.segments]),
        "supporting": shown.strongest(one.supporting),
        "contradicting": shown.strongest(one.contradicting),
    }


def _named(names: list[str], crowd: bool) -> list[str]:
    """The names of a state; of a crowd the first ones, and how many more there are."""
    if not crowd or len(names) <= FIRST_NAMED:
        return names
    return [*names[:FIRST_NAMED], f"and {len(names) - FIRST_NAMED:,} more"]


def _group(found: ItemEvidence) -> str:
    """Where a page puts it: among what was `heard`, what nobody spoke of (`silent`), or what was `dropped`."""
    if found.item.status == "dropped":
        return "dropped"
    rounds = [found.need, *([found.after] if found.after else [])]
    return "heard" if any(any(one.voices) for one in rounds) else "silent"


def _heard(found: ItemEvidence, one: Round) -> str:
    """The segments heard, with their number: "2 of 3"; a dash for an item that is for no segment in particular."""
    if not found.item.segments:
        return "–"
    return f"{one.tally.segments - one.tally.missing} of {one.tally.segments}"


def _place(found: ItemEvidence, row: Row) -> str:
    """Where it stands on the roadmap: "planned, now · CHK-1", "shipped 3 Mar 2026"."""
    item = found.item
    state = item.status + (f", {item.horizon}" if item.horizon else "")
    if item.status == "shipped":
        state = f"shipped {short_day(item.shipped_at)}" if item.shipped_at else "shipped, nobody noted when"
    gone = "gone from its tracker" if row["gone"] else ""
    return " · ".join(part for part in (state, item.key or "", gone) if part)


def _is_web(url: str | None) -> bool:
    """Whether an address may become a link: only http and https do."""
    return bool(url) and str(url).lower().startswith(("https://", "http://"))
