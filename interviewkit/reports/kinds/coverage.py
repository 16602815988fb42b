"""Whom to hear before the next round: what lacks customers, and what nobody has spoken to for long."""

from __future__ import annotations

from collections.abc import Mapping

from interviewkit.dates import short_day
from interviewkit.evidence.coverage import Away, Coverage, Group, ItemCoverage, Quiet, coverage
from interviewkit.evidence.study import Interview
from interviewkit.evidence.verdicts import Verdict
from interviewkit.output import Field
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.reading import page_of, reading, some
from interviewkit.reports.tables import Column, table
from interviewkit.reports.wording import listed, part, plural, reason_words, verdict_word

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("uid", "slug", "title", "status", "horizon", "verdict", "total", "to_judge", "needed"),
        *("left", "missing", "quiet"),
    )
)
MOST = 40  # whom a page lists as not met; the JSON has them all
GROUPS = (
    Column("Interviewed", "heard", number=True),
    Column("Not interviewed", "not_heard"),
)
SEGMENTS = (Column("Segment", "name"), *GROUPS)
LIFECYCLES = (Column("Lifecycle", "name"), *GROUPS)
ITEMS = (
    Column("Item", "title"),
    Column("Verdict", "verdict"),
    Column("Heard", "total", number=True),
    Column("More to judge", "to_judge", number=True),
    Column("More to validate", "needed", number=True),
    Column("Left to ask", "left"),
)


def report(asked: Asked) -> Report:
    """What is lacking in the scope, by segment, lifecycle and item, at the moment of the report."""
    found = reading(asked)
    lacking = coverage(
        found.study,
        [slug for slug in found.segments if not asked.scope.segments or slug in asked.scope.segments],
        asked.policy,
        asked.generated_at,
        verify_days=asked.verify_days,
        return_days=asked.return_days,
    )
    items = [one for one in lacking.items if _wanted(one, asked)]
    last = {one.item.uid: one for one in lacking.quiet}
    segments = [_group(one, found.segments) for one in lacking.segments]
    loose = _group(lacking.no_segment, {"": "In no segment"})
    lifecycles = [_group(one, {}) for one in lacking.lifecycles]
    told = [_item(one, found.segments, last) for one in items]
    page = page_of(found, asked, "Who has not been heard")
    never = "not interviewed in this scope" if page["scope"] else "never interviewed"
    context = asked.head | {
        "verify_days": asked.verify_days,
        "return_days": asked.return_days,
        "segments": segments,
        "no_segment": loose,
        "lifecycles": lifecycles,
        "items": told,
        "quiet": [_quiet(one) for one in lacking.quiet],
        "away": [_away(one) for one in lacking.away],
        "never": [{"customer": one.slug, "name": one.name} for one in lacking.never],
        "page": page
        | {
            "headline": _headline(lacking, items, never),
            "never_title": f"{never[:1].upper()}{never[1:]}",
            "segments": table(
                "Segments: customers known and interviewed",
                SEGMENTS,
                (one["page"] for one in [*segments, *([loose] if loose["known"] else [])]),
            ),
            "lifecycles": table(
                "Lifecycle, as it is now: customers known and interviewed",
                LIFECYCLES,
                (one["page"] for one in lifecycles),
            ),
            "needs": table("How many more it takes, the most to judge first", ITEMS, (o["page"] for o in told)),
            "away": [_away(one) for one in lacking.away[:MOST]],
            "more_away": max(0, len(lacking.away) - MOST),
            "never": some([one.name for one in lacking.never]),
            "notes": _notes(asked),
        },
    }
    return Report(context, "coverage", told, CSV_FIELDS)


def _wanted(one: ItemCoverage, asked: Asked) -> bool:
    return (not asked.statuses or one.item.status in asked.statuses) and (
        not asked.horizons or one.item.horizon in asked.horizons
    )


def _group(one: Group, names: Mapping[str, str]) -> Plain:
    heard = len(one.known) - len(one.not_heard)
    return {
        "slug": one.name or None,
        "name": names.get(one.name, one.name),
        "known": len(one.known),
        "interviewed": heard,
        "not_interviewed": [each.slug for each in one.not_heard],
        "page": {
            "name": names.get(one.name, one.name),
            "heard": part(heard, len(one.known), "–"),
            "not_heard": ", ".join(some([each.name for each in one.not_heard], 6))
            or ("–" if one.known else "no customer is known"),
        },
    }


def _item(one: ItemCoverage, segments: Mapping[str, str], quiet: Mapping[str, Quiet]) -> Plain:
    item, judged = one.item, one.round.judgement
    verdict = judged.verdict or Verdict.INSUFFICIENT
    more = "–" if judged.needed is None else str(judged.needed)
    left = ", ".join(some([each.name for each in one.left], 6))
    return {
        "uid": item.uid,
        "slug": item.slug,
        "title": item.title,
        "status": item.status,
        "horizon": item.horizon,
        "verdict": verdict.value,
        "reason": judged.reason,
        "total": one.round.tally.total,
        "to_judge": one.to_judge,
        "needed": judged.needed,
        "left": [each.slug for each in one.left],
        "missing": list(one.missing),
        "quiet": item.uid in quiet,
        "page": {
            "title": item.title,
            "verdict": f"{verdict_word(verdict)} ({_since(one)})",
            "reason": reason_words(one.round),
            "total": one.round.tally.total,
            "to_judge": one.to_judge,
            "needed": more,
            "left": left or "nobody known",
            "missing": listed([segments.get(slug, slug) for slug in one.missing]),
        },
    }


def _since(one: ItemCoverage) -> str:
    """Where the item stands; one that has shipped is judged anew from then on."""
    return "since it shipped" if one.item.status == "shipped" and one.item.shipped_at else one.item.status


def _quiet(one: Quiet) -> Plain:
    last = "no customer has ever spoken to it" if one.last is None else f"last on {_day(one.last)}"
    ago = "" if one.days is None else f", {plural(one.days, 'day')} ago"
    item = one.item
    return {
        "uid": item.uid,
        "slug": item.slug,
        "title": item.title,
        "status": item.status,
        "last": one.last.started_at if one.last else None,
        "days": one.days,
        "page": {"told": f"{last}{ago}"},
    }


def _away(one: Away) -> Plain:
    return {
        "customer": one.customer.slug,
        "name": one.customer.name,
        "last": one.last.started_at,
        "days": one.days,
        "page": {"told": f"last met on {_day(one.last)}, {plural(one.days, 'day')} ago"},
    }


def _day(interview: Interview) -> str:
    return short_day(interview.started_at, interview.zone)


def _headline(lacking: Coverage, items: list[ItemCoverage], never: str) -> str:
    waiting = [one for one in items if one.to_judge]
    parts = [f"{len(waiting)} of {plural(len(items), 'item')} cannot be judged yet"] if items else []
    quiet = [one for one in lacking.segments if not one.known or len(one.known) == len(one.not_heard)]
    if lacking.segments:
        parts.append(f"{len(quiet)} of {plural(len(lacking.segments), 'segment')} not heard from")
    parts.append(f"{plural(len(lacking.never), 'customer')} {never}")
    return f"{'; '.join(parts)}."


def _notes(asked: Asked) -> list[str]:
    policy = asked.policy
    return [
        f"Heard: customers who could have spoken to the item; a verdict takes {policy.min_customers}. “More to"
        " validate” assumes that all of them support it first-hand, so it is the fewest. An item that has shipped is"
        " counted since it shipped.",
        f"Listed is what no customer spoke to for more than {plural(asked.verify_days, 'day')} (verify_days in"
        f" config.toml), and whom we have not met for more than {asked.return_days} (return_days). Coworkers and"
        " dogfooding never count.",
        "A customer in two segments is counted in both. Whom to ask next: interviewkit next",
    ]
