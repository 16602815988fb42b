"""How customers work, step by step: the steps of one topic as each of them told it, side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from interviewkit.dates import minutes_said, short_day
from interviewkit.dbfile import Row
from interviewkit.errors import NotFound
from interviewkit.evidence.steps import Step, steps
from interviewkit.fieldwork.slugs import slug_of
from interviewkit.output import Field
from interviewkit.queries.people import names
from interviewkit.queries.said import conversations, said
from interviewkit.references import nearest
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.filters import cut
from interviewkit.reports.flow import charted
from interviewkit.reports.said import SEVERITIES, severity, withheld_note
from interviewkit.reports.steps import added_up, steps_table, told
from interviewkit.reports.tables import Column, table
from interviewkit.reports.wording import plural, scope_words

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("customer", "customer_name", "internal", "interview", "started_at", "number", "ref", "answer", "by", "takes"),
        *("minutes.low", "minutes.high", "hurts", "severity"),
    )
)
TELLINGS = (
    Column("As told by", "title"),
    Column("Steps", "steps", number=True),
    Column("Who does them", "actors"),
    Column("They take", "takes"),
    Column("Problems and pains on them", "hurts"),
)
MAPS = 12
"""So many tellings are drawn on a page; its tables hold more."""
SHOWN = 200
"""So many tellings a page shows in words; JSON and CSV hold them all."""


def report(asked: Asked) -> Report:
    """The process of the topic that is named, else of the one most customers talked of. Errors: NotFound."""
    held = conversations(asked.store, asked.scope)
    topic = _topic(held, asked.reference)
    held = [row for row in held if row["topic_slug"] == topic]
    within = replace(asked.scope, topics=(topic,)) if topic else asked.scope
    refs = {row["ref"] for row in held}
    entries = [row for row in said(asked.store, within) if row["interview"] in refs]
    shown = [row for row in entries if not row["withheld"]]
    customers, segments = names(asked.store)
    tellings = _tellings(held, shown, customers)
    context = asked.head | {
        "topic": {"slug": topic, "name": _called(held)} if topic else None,
        "customers": len({one["customer"] for one in tellings if not one["internal"]}),
        "interviews": sum(not one["internal"] for one in tellings),
        "internal": sum(one["internal"] for one in tellings),
        "tellings": tellings,
        "withheld": len(entries) - len(shown),
    }
    context["page"] = _page(context, scope_words(asked.scope, segments, customers, (), ()))
    return Report(context, "process", [*_flat(tellings)], CSV_FIELDS)


def _topic(held: Sequence[Row], named: str | None) -> str | None:
    """The slug of the topic that is meant; None where no interview has any. Errors: NotFound."""
    heard: dict[str, set[str]] = defaultdict(set)
    for row in held:
        if row["topic_slug"]:
            heard[row["topic_slug"]].add("" if row["internal"] else row["customer"])
    if named is None:
        return min(heard, key=lambda slug: (-len(heard[slug] - {""}), slug), default=None)
    slug = slug_of(named, "topic")
    meant = [slug] if slug in heard else [one for one in heard if one.startswith(slug)]
    if len(meant) == 1:
        return meant[0]
    known = f"; there are {', '.join(sorted(heard))}" if heard else "; no interview in scope has one"
    raise NotFound(f"no interview is on the topic {named}{nearest(slug, list(heard))}{known}")


def _called(held: Sequence[Row]) -> str:
    """The topic as it was last typed."""
    return str(held[-1]["topic"])


def _tellings(held: Sequence[Row], entries: Iterable[Row], customers: Mapping[str, str]) -> list[Plain]:
    """Each interview in which a step was told, customers by name, an interview of theirs after the other."""
    by_interview: dict[str, list[Row]] = defaultdict(list)
    for row in entries:
        by_interview[row["interview"]].append(row)
    found = [_telling(row, steps(by_interview[row["ref"]]), customers) for row in held]
    ordered = sorted(found, key=lambda one: (one["internal"], one["customer_name"].casefold(), one["started_at"]))
    return [one for one in ordered if one["steps"]]


def _telling(row: Row, found: Sequence[Step], customers: Mapping[str, str]) -> Plain:
    inside = " (internal)" if row["internal"] else ""
    title = f"{cut(row['customer_name'], 80)}{inside}, {short_day(row['started_at'], row['zone'])}"
    hurts = {hurt["ref"]: hurt for step in found for hurt in step.hurts}
    worst = max((severity(hurt["tags"]) for hurt in hurts.values()), default=0)
    told_steps = told(found, customers)
    minutes = added_up(found)
    actors = list(dict.fromkeys(step.by for step in found if step.by))
    return {
        "interview": row["ref"],
        "customer": row["customer"],
        "customer_name": row["customer_name"],
        "internal": row["internal"],
        "started_at": row["started_at"],
        "steps": told_steps,
        "minutes": minutes,
        "actors": actors,
        "page": {
            "title": title,
            "table": steps_table(told_steps, f"The steps as told by {title}"),
            "steps": len(found),
            "actors": ", ".join(cut(actor, 80) for actor in actors) or "not told",
            "takes": minutes["page"]["said"] if minutes else "not told",
            "hurts": f"{len(hurts)}, at worst {SEVERITIES[worst]}" if hurts else "0",
            "told": f"The process as told by {title}: {plural(len(found), 'step')}",
        },
    }


def _page(context: Plain, scope: list[str]) -> Plain:
    tellings, topic = context["tellings"], context["topic"]
    whom = plural(context["customers"], "customer")
    inside = f" and {context['internal']} internal" if context["internal"] else ""
    notes = [
        "Each customer told their own process in their own words: a step here need not be the same step there.",
        "Durations are as told, added up by the clock (a day is 24 hours), as if one step followed the other.",
    ]
    return {
        "title": f"The process: {cut(topic['name'], 160)}" if topic else "The process",
        "scope": scope,
        "facts": [whom, plural(context["interviews"], "conversation") + inside],
        "headline": _headline(tellings, whom),
        "notes": [*(notes if tellings else []), *withheld_note(context["withheld"])],
        "table": table("The process as each customer told it", TELLINGS, (one["page"] for one in tellings[:SHOWN])),
        "maps": MAPS,
        "charted": charted(tellings[:SHOWN]),
        "shown": SHOWN,
        "left": _left(len(tellings)),
    }


def _left(count: int) -> str:
    """What stands on a page that cannot show every telling; empty where it does."""
    if count <= SHOWN:
        return ""
    return f"Shown are the first {SHOWN} of {count}: narrow it with --segment or --customer, or take --format csv."


def _headline(tellings: Sequence[Plain], whom: str) -> str:
    """How many steps customers told and how long the whole takes; coworkers' are listed, never counted."""
    counted = [one for one in tellings if not one["internal"]]
    if not counted:
        return "No customer has told a step of this process yet: tag what they walk you through as process."
    count = plural(sum(len(one["steps"]) for one in counted), "step")
    timed = [one["minutes"] for one in counted if one["minutes"] and one["minutes"]["timed"] == len(one["steps"])]
    if not timed:
        return f"{count}, told by {whom}. Nobody has timed every step."
    low, high = min(one["low"] for one in timed), max(one["high"] for one in timed)
    shortest, longest = minutes_said(low, low), minutes_said(high, high)
    lasts = f"the whole takes {shortest}" if shortest == longest else f"the whole takes from {shortest} to {longest}"
    where = f"Where every step is timed ({len(timed)} of {plural(len(counted), 'telling')})"
    return f"{count}, told by {whom}. {where}, {lasts}."


def _flat(tellings: Iterable[Plain]) -> Iterable[Plain]:
    for one in tellings:
        for step in one["steps"]:
            worst = max((tag["severity"] or 1 for hurt in step["hurts"] for tag in hurt["tags"]), default=None)
            yield one | step | {"hurts": [hurt["ref"] for hurt in step["hurts"]], "severity": worst}
