"""One conversation on a page: a snapshot after Teresa Torres (Continuous Discovery Habits, 2021).

Who was spoken to, the facts at a glance, the words to remember, how they work, what hurts, and what is owed.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from interviewkit import references
from interviewkit.dates import local, minutes_between, minutes_said, short_day
from interviewkit.dbfile import Row
from interviewkit.evidence.steps import steps
from interviewkit.output import Field
from interviewkit.queries import interviews
from interviewkit.queries.consent import may_be_named
from interviewkit.queries.people import customer, names
from interviewkit.queries.said import conversations, refused, said, unnamed_in_scope, words
from interviewkit.queries.scope import Scope
from interviewkit.reports.asking import Asked, Plain, Report
from interviewkit.reports.filters import cut
from interviewkit.reports.promises import promise_said
from interviewkit.reports.said import (
    NOT_EXPLAINED,
    STANCES,
    hurting,
    memorable,
    severity,
    unnamed_note,
    utterance,
    withheld_note,
)
from interviewkit.reports.steps import added_up, steps_table, told
from interviewkit.reports.tables import Column, table
from interviewkit.reports.wording import listed, plural, scope_words
from interviewkit.vocabulary import Kind, Stance

CSV_FIELDS = tuple(
    Field(key, key)
    for key in (
        *("ref", "phase", "at", "speaker", "question", "answer", "verbatim", "observation", "evidence", "prompted"),
        *("aha", "labels", "kinds", "severity", "by", "takes", "items"),
    )
)
"""The columns of its CSV: a row for every entry whose words may be shown."""

PARKED = (Column("They asked", "question"), Column("Why it matters", "why"), Column("Answer", "answer"))
TERMS = (Column("Word", "word"), Column("What they mean by it", "meaning"))
PROMISES = (Column("Promised", "title"), Column("How it stands", "state"))

_WHO = ("uid", "ref", "customer", "customer_name", "internal", "topic", "guide", "source", "lifecycle", "started_at")
_HOW = ("ended_at", "zone", "disclosed", "interviewers", "note_takers", "participants")


def report(asked: Asked) -> Report:
    """The report of the interview that is named; else of the running one, else of the latest in scope.

    A scope that names interviews beats INTERVIEWKIT_INTERVIEW. Of the scope only `participants` narrows an interview
    that is named. Errors: NotFound, UsageError.
    """
    key = _meant(asked)
    if key is None:
        customers, segments = names(asked.store)
        scope = scope_words(asked.scope, segments, customers, (), ())
        page = {"title": "No interview", "facts": ["0 interviews"], "scope": scope}
        nothing = {"interview": None, "withheld": 0, "page": page}
        return Report(asked.head | nothing, "interview", [], CSV_FIELDS)
    entries = said(asked.store, Scope(participants=asked.scope.participants), key)
    shown = [entry for entry in entries if not entry["withheld"]]
    return Report(_context(asked, key, entries, shown), "interview", [_flat(entry) for entry in shown], CSV_FIELDS)


def _meant(asked: Asked) -> int | None:
    """The interview's key, or None where there is none in scope and none was named."""
    anything = replace(asked.scope, participants=()) == Scope()
    named = asked.reference or (os.environ.get("INTERVIEWKIT_INTERVIEW") if anything else None)
    if named:
        return int(references.interview(asked.store, named)["id"])
    held = conversations(asked.store, asked.scope)
    if asked.scope.participants:
        held = [row for row in held if row["entries"]]
    running = [row for row in held if row["ended_at"] is None]
    return next((int(row["id"]) for row in reversed(running or held)), None)


def _context(asked: Asked, key: int, entries: Sequence[Row], shown: Sequence[Row]) -> Plain:
    whole = interviews.whole(asked.store, key)
    customers, segments = names(asked.store)
    within = Scope(participants=asked.scope.participants)
    asked_us = whole["parked"] if unnamed_in_scope(asked.store, within, key) else []
    noted = words(asked.store, within, key)
    parked = [] if refused(asked.store, key) else asked_us
    terms = [term for term in noted if not term["withheld"]]
    kept = len(asked_us) + len(noted) - len(parked) - len(terms)
    of = customer(asked.store, references.customer(asked.store, whole["customer"])["id"])
    found = steps(shown)
    context = asked.head | {
        "interview": _interview(asked, whole, of),
        "entries": len(entries),
        "tags": _tags(entries),
        "labels": _labels(shown),
        "items": _stances(shown),
        "ahas": sum(entry["aha"] for entry in shown),
        "quotes": [_said(entry, customers) for entry in memorable(shown, asked.quotes)],
        "steps": told(found, customers),
        "minutes": added_up(found),
        "opportunities": [_opportunity(entry, customers) for entry in _worst_first(shown)],
        "parked": [_parked(one) for one in parked],
        "terms": [{"word": one["name"], "meaning": one["meaning"], "told_in": one["told_in"]} for one in terms],
        "follow_ups": [_promise(one, asked) for one in whole["follow_ups"]],
        "withheld": len(entries) - len(shown) + kept,
        "transcript": _transcript(shown, customers) if asked.full else None,
    }
    scope = scope_words(within, segments, customers, (), ())
    context["page"] = _page(context, [segments.get(slug, slug) for slug in of["segments"]]) | {"scope": scope}
    return context


def _interview(asked: Asked, whole: Row, of: Row) -> Plain:
    until = whole["ended_at"] or asked.generated_at
    lasted = max(round(minutes_between(whole["started_at"], until)), 0)
    people = may_be_named(whole["participants"])
    return {key: whole[key] for key in (*_WHO, *_HOW)} | {
        "participants": people,
        "unnamed": len(whole["participants"]) - len(people),
        "segments": of["segments"],
        "minutes": lasted,
        "planned_minutes": whole["minutes"],
        "running": whole["ended_at"] is None,
    }


def _worst_first(entries: Iterable[Row]) -> list[Row]:
    """What hurts: the most severe first, what nobody rated as annoying, then in the order it was said."""
    return sorted((entry for entry in entries if hurting(entry)), key=lambda entry: -severity(entry["tags"]))


def _said(entry: Row, customers: Mapping[str, str]) -> Plain:
    return utterance(entry, customers, place=f"/{entry['ref'].rpartition('/')[2]}")


def _opportunity(entry: Row, customers: Mapping[str, str]) -> Plain:
    """A problem or pain with its severity and the items it speaks to, each once, with the stance."""
    one = _said(entry, customers)
    links = {(link["item"], link["stance"]): link for tag in one["tags"] for link in tag["links"]}
    one["severity"] = severity(entry["tags"])
    one["items"] = [links[key] for key in sorted(links)]
    one["page"]["linked"] = [f"{STANCES[link['stance']]} {link['title']}" for link in one["items"]]
    return one


def _parked(row: Row) -> Plain:
    return {key: row[key] for key in ("ref", "number", "question", "why", "answer", "at", "answered_at")}


def _promise(row: Row, asked: Asked) -> Plain:
    return {key: row[key] for key in ("uid", "number", "title", "due", "done_at")} | {
        "page": {"title": row["title"], "state": promise_said(row["due"], row["done_at"], asked.generated_at)}
    }


def _tags(entries: Iterable[Row]) -> dict[str, int]:
    """How many of these entries carry each of the three tags, also those whose words may not be shown."""
    counted = Counter(tag["kind"] for entry in entries for tag in entry["tags"])
    return {kind.value: counted[kind.value] for kind in Kind}


def _labels(entries: Iterable[Row]) -> list[Plain]:
    """The themes of the conversation, the most frequent first."""
    counted = Counter(label for entry in entries for label in entry["labels"])
    return [{"label": label, "entries": number} for label, number in sorted(counted.items(), key=_most)]


def _stances(entries: Iterable[Row]) -> dict[str, int]:
    """How many roadmap items the conversation speaks to, by stance."""
    links = {(link["item"], link["stance"]) for entry in entries for tag in entry["tags"] for link in tag["links"]}
    counted = Counter(stance for _, stance in links)
    return {stance.value: counted[stance.value] for stance in Stance}


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _transcript(entries: Sequence[Row], customers: Mapping[str, str]) -> list[Plain]:
    """Everything that was said, by phase as it was gone through; a question stands once for its answers."""
    phases = []
    for phase, said_in in groupby(entries, key=lambda entry: entry["phase"]):
        asked: str | None = None
        lines = []
        for entry in said_in:
            line = _said(entry, customers)
            line["page"]["asks"] = entry["question"] if entry["question"] != asked and entry["answer"] else None
            asked = entry["question"]
            lines.append(line)
        phases.append({"phase": phase, "entries": lines, "page": {"title": phase or "No phase noted"}})
    return phases


def _page(context: Plain, segments: list[str]) -> Plain:
    row = context["interview"]
    day = short_day(row["started_at"], row["zone"])
    title = f"{cut(row['customer_name'], 160)}, {day}"
    terms = (_meant_by(one, row["ref"]) for one in context["terms"])
    return {
        "title": title,
        "facts": [row["topic"] or "no topic named", row["source"], row["ref"]],
        "who": _who(row, segments, day),
        "quick": _quick(context),
        "notes": [*withheld_note(context["withheld"]), *unnamed_note(row["unnamed"])],
        "themes": [f"{one['label']} ({one['entries']})" for one in context["labels"]],
        "told": f"The process as told by {title}: {plural(len(context['steps']), 'step')}",
        "steps": steps_table(context["steps"], "The same in words"),
        "parked": table("Questions put off until they had been heard", PARKED, map(_asked_back, context["parked"])),
        "terms": table("Words of theirs, as they explained them", TERMS, terms),
        "promises": table("What was promised to them", PROMISES, (one["page"] for one in context["follow_ups"])),
    }


def _asked_back(one: Plain) -> Plain:
    return {"question": one["question"], "why": one["why"] or "–", "answer": one["answer"] or "not answered yet"}


def _meant_by(one: Plain, here: str) -> Plain:
    """A word with its meaning, and where else it was explained."""
    elsewhere = f" (told in {one['told_in']})" if one["told_in"] not in (None, here) else ""
    return {"word": one["word"], "meaning": f"{one['meaning']}{elsewhere}" if one["meaning"] else NOT_EXPLAINED}


def _who(row: Plain, segments: list[str], day: str) -> list[Plain]:
    """Who, when and how, as titles with values; what is not known is left out, except what was not told."""
    began = local(row["started_at"], row["zone"])
    people = [f"{one['name']}{', ' + one['role'] if one['role'] else ''}" for one in row["participants"]]
    lasted = f"{minutes_said(row['minutes'], row['minutes'])}" + (" so far" if row["running"] else "")
    planned = f" of {minutes_said(row['planned_minutes'], row['planned_minutes'])}" if row["planned_minutes"] else ""
    lines = [
        ("Customer", row["customer_name"] + (" (internal: listed, never counted)" if row["internal"] else "")),
        ("Segments", listed(segments) or "in none"),
        ("Lifecycle", row["lifecycle"]),
        ("With", "; ".join(people) or ("" if row["unnamed"] else "nobody noted")),
        ("Asked by", listed(row["interviewers"])),
        ("Noted by", listed(row["note_takers"])),
        ("When", f"{day}, {began:%H:%M} ({row['zone']})"),
        ("How long", lasted + planned),
        ("Source", row["source"]),
        ("Guide", row["guide"]),
        ("Intern stance", "told" if row["disclosed"] else "not noted as told"),
    ]
    return [{"title": title, "value": value} for title, value in lines if value]


def _quick(context: Plain) -> list[Plain]:
    """What can be taken in at a glance, as titles with values."""
    tags, parked, terms = context["tags"], context["parked"], context["terms"]
    answered = sum(one["answer"] is not None for one in parked)
    unexplained = sum(one["meaning"] is None for one in terms)
    owed = [one for one in context["follow_ups"] if not one["done_at"]]
    stances = context["items"]
    lines = [
        ("Entries", str(context["entries"])),
        ("Problems", str(tags["problem"])),
        ("Pains", str(tags["pain"])),
        ("Steps of the process", str(len(context["steps"]))),
        ("The steps take", context["minutes"]["page"]["said"] if context["minutes"] else ""),
        ("Ahas", str(context["ahas"]) if context["ahas"] else ""),
        ("For roadmap items", str(stances["supports"]) if stances["supports"] else ""),
        ("Against roadmap items", str(stances["contradicts"]) if stances["contradicts"] else ""),
        ("Parked", f"{len(parked)}, {answered} answered" if parked else ""),
        ("Their words", f"{len(terms)}, {unexplained} open" if terms else ""),
        ("Promises to keep", str(len(owed)) if owed else ""),
    ]
    return [{"title": title, "value": value} for title, value in lines if value]


def _flat(entry: Row) -> Plain:
    """The entry as a row of the CSV: its tags side by side."""
    step = next((tag for tag in entry["tags"] if tag["kind"] == "process"), {"by": None, "takes": None})
    return entry | {
        "kinds": [tag["kind"] for tag in entry["tags"]],
        "severity": severity(entry["tags"]) or None,
        "by": step["by"],
        "takes": step["takes"],
        "items": [f"{link['item']}:{link['stance']}" for tag in entry["tags"] for link in tag["links"]],
    }
