"""How an item stood at every snapshot of this scope, and what judging so often does to the error rate."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from interviewkit.dates import short_day
from interviewkit.dbfile import Row
from interviewkit.evidence.peeking import false_alarm
from interviewkit.reports.asking import Plain
from interviewkit.reports.wording import listed, needed_by, part, percent, percents, plural, verdict_word
from interviewkit.settings import Policy

_SHOWN = 6
_LISTED = 8
_MANY = 25
"""Customers up to which the general figure is told (product.md, "What counts as evidence")."""


def with_history(item: Plain, kept: Sequence[Row], generated_at: str) -> Plain:
    """The item with its `history`, one row for each snapshot that holds it, the oldest first; on its page the same
    with today as its last point, and in words. A shipped item's page follows its second round."""
    rows = [(row, row["items"][item["uid"]]) for row in kept if item["uid"] in row["items"]]
    history = [_point(row, figures) for row, figures in rows]
    points = [_drawn(row["ref"], row["at"], _followed(item, figures)) for row, figures in rows]
    there = [point for point in points if point["total"] is not None]
    there += [_drawn("now", generated_at, _followed(item, item))] if there else []
    return item | {"history": history, "page": item["page"] | {"points": there, "trend": _in_words(there)}}


def _followed(item: Plain, figures: Plain) -> Plain | None:
    """The round that the item's trend is of: the second one as soon as there is one."""
    return figures["after"] if item["after"] else figures


def _point(row: Row, figures: Plain) -> Plain:
    return {"snapshot": row["ref"], "at": row["at"], **_standing(figures)} | {
        "after": _standing(figures["after"]) if figures["after"] else None
    }


def _standing(figures: Plain) -> Plain:
    return {name: figures[name] for name in ("verdict", "customers", "share", "interval")}


def _drawn(name: str, at: str, figures: Plain | None) -> Plain:
    if figures is None:
        return {"name": name, "total": None}
    return {
        "name": name,
        "at": at,
        "day": short_day(at),
        "word": verdict_word(figures["verdict"]),
        "said": part(figures["customers"]["supports"], figures["customers"]["total"], "nobody heard"),
        "total": figures["customers"]["total"],
        "share": figures["share"],
        "interval": figures["interval"],
    }


def _in_words(points: Sequence[Plain]) -> str:
    """ "emerging, 2 of 6 (q1, 3 Mar 2026) → validated, 7 of 12 (now)"; the first and the latest where many are."""
    told = [f"{point['word']}, {point['said']} ({_when(point)})" for point in points]
    if len(told) > _SHOWN:
        told = [told[0], f"… {plural(len(told) - _SHOWN, 'snapshot')} …", *told[1 - _SHOWN :]]
    return " → ".join(told)


def _when(point: Plain) -> str:
    return point["name"] if point["name"] == "now" else f"{point['name']}, {point['day']}"


def error_rate(policy: Policy) -> str:
    """What the rules get wrong, judged once and judged all the time, whatever the study."""
    once, always, most = _general(policy)
    return (
        f"An item that is true for {needed_by(policy)} is called validated in {percents(*once)} of studies that are"
        f" judged once, and in up to {percent(always)} of those judged after every interview up to {most}."
    )


@cache
def _general(policy: Policy) -> tuple[tuple[float, float], float, int]:
    most = max(_MANY, policy.min_customers)
    once = [false_alarm([size], policy) for size in range(policy.min_customers, most + 1)]
    return (min(once), max(once)), false_alarm(range(1, most + 1), policy), most


def looks(kept: Sequence[Row], others: int, items: Sequence[Plain], policy: Policy) -> str:
    """How often this scope was judged and kept before, and the error rate that goes with it.

    The rate is that of `evidence.peeking`, for the most customers that any of these items was judged by at each
    look; `others` counts the snapshots of other scopes.
    """
    uids = {item["uid"] for item in items}
    sizes = [_most(figures for uid, figures in row["items"].items() if uid in uids) for row in kept]
    now = _most(items)
    told = [_counted(sizes, now, policy)]
    judged = sum(item["verdict"] is not None for item in items)
    if judged > 1 and now >= policy.min_customers:
        told.append(f"Each of the {judged} items judged has that chance of its own.")
    if others:
        verb = "is of another scope" if others == 1 else "are of other scopes"
        told.append(f"{plural(others, 'more snapshot')} {verb}: to choose among scopes is to look again.")
    return " ".join(told)


def _counted(sizes: Sequence[int], now: int, policy: Policy) -> str:
    often = f"This scope was judged and kept {plural(len(sizes), 'time')} before (snapshots)"
    if now < policy.min_customers:
        return f"{often}."
    once, always = percent(false_alarm([now], policy)), percent(false_alarm(range(1, now + 1), policy))
    if not sizes:
        return f"{often}. Judged only now, at {now} customers, that chance is {once}; after every interview, {always}."
    rate = percent(false_alarm([*sizes, now], policy))
    return (
        f"{often}, at {_sizes(sizes)}, and is judged now, at {now}: so often judged, that chance is {rate};"
        f" judged only now, {once}; after every interview, {always}."
    )


def _sizes(sizes: Sequence[int]) -> str:
    if len(sizes) > _LISTED:
        return f"{min(sizes)} to {max(sizes)} customers"
    return f"{listed([str(size) for size in sizes])} customer{'' if sizes[-1] == 1 else 's'}"


def _most(items: Iterable[Plain]) -> int:
    """The most customers that any of these items was judged by, in either round."""
    rounds = [one for item in items for one in (item, item["after"]) if one]
    return max((one["customers"]["total"] for one in rounds), default=0)
